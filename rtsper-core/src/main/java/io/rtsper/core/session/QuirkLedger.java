package io.rtsper.core.session;

import io.rtsper.api.Quirk;
import io.rtsper.api.QuirkCount;
import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.spi.QuirkReporter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Counts the quirks of a session and tells the first of each; in strict mode refuses them. */
final class QuirkLedger implements QuirkReporter {

  /** A peer can't make us keep more kinds than there could be. */
  private static final int MAX_KINDS = 512;

  private static final int MAX_DETAIL = 200;

  private final boolean strict;
  private final BiConsumer<Quirk, String> first;
  private final Map<Quirk, Entry> entries = new LinkedHashMap<>();

  QuirkLedger(boolean strict, BiConsumer<Quirk, String> first) {
    this.strict = strict;
    this.first = first;
  }

  @Override
  public void report(Quirk quirk, String detail) {
    Entry entry = entries.get(quirk);
    if (entry != null) {
      entry.count++;
    } else if (entries.size() < MAX_KINDS) {
      String kept = detail.length() > MAX_DETAIL ? detail.substring(0, MAX_DETAIL) + "…" : detail;
      entries.put(quirk, new Entry(kept));
      if (!strict) {
        first.accept(quirk, kept);
      }
    }
    if (strict) {
      throw new RtspProtocolException(
          RtspPhase.READ,
          quirk.description()
              + " ("
              + quirk.name()
              + (detail.isEmpty() ? "" : ": " + detail)
              + "); strict mode refuses it, build the session without strict(true) to tolerate it",
          null);
    }
  }

  /** Returns a snapshot in the order in which they were first met. */
  List<QuirkCount> counts() {
    List<QuirkCount> counts = new ArrayList<>(entries.size());
    entries.forEach((quirk, entry) -> counts.add(new QuirkCount(quirk, entry.count, entry.detail)));
    return counts;
  }

  private static final class Entry {

    private final String detail;
    private long count = 1;

    private Entry(String detail) {
      this.detail = detail;
    }
  }
}
