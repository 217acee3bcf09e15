package io.rtsper.core.context;

import io.rtsper.api.Quirk;
import io.rtsper.api.QuirkCount;
import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.spi.QuirkReporter;
import io.rtsper.api.text.PeerText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Counts the quirks of a session and tells the first of each; in strict mode refuses them. Details
 * may hold a peer's text as it came: they are made printable here, for all who report.
 */
public final class QuirkLedger implements QuirkReporter {

  /** A peer can't make us keep more kinds than there could be. */
  private static final int MAX_KINDS = 512;

  private final boolean strict;
  private final BiConsumer<Quirk, String> first;

  /** Replaced when there is a new kind, since other threads read it. */
  private volatile Map<Quirk, Entry> entries = Map.of();

  public QuirkLedger(boolean strict, BiConsumer<Quirk, String> first) {
    this.strict = strict;
    this.first = first;
  }

  @Override
  public void report(Quirk quirk, String detail) {
    Entry entry = entries.get(quirk);
    if (entry != null) {
      entry.count++;
      if (!strict) {
        return; // what comes with each packet costs no more than this
      }
    }
    String shown = PeerText.printable(detail);
    if (entry == null && entries.size() < MAX_KINDS) {
      Map<Quirk, Entry> more = new LinkedHashMap<>(entries);
      more.put(quirk, new Entry(shown));
      entries = more;
      if (!strict) {
        first.accept(quirk, shown);
      }
    }
    if (strict) {
      throw new RtspProtocolException(
          RtspPhase.READ,
          quirk.description()
              + " ("
              + quirk.name()
              + (shown.isEmpty() ? "" : ": " + shown)
              + "); strict mode refuses it, build the session without strict(true) to tolerate it",
          null);
    }
  }

  /** Returns a snapshot in the order in which they were first met; from any thread. */
  public List<QuirkCount> counts() {
    List<QuirkCount> counts = new ArrayList<>(entries.size());
    entries.forEach((quirk, entry) -> counts.add(new Count(quirk, entry.count, entry.detail)));
    return List.copyOf(counts);
  }

  private record Count(Quirk quirk, long count, String firstDetail) implements QuirkCount {}

  private static final class Entry {

    private final String detail;
    private long count = 1;

    private Entry(String detail) {
      this.detail = detail;
    }
  }
}
