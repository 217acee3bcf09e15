package io.rtsper.core.header;

import io.rtsper.api.Quirk;
import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.spi.QuirkReporter;
import java.util.ArrayList;
import java.util.List;

/** Writes down the names of the quirks that it hears of. */
final class QuirkNames implements QuirkReporter {

  private final List<String> names = new ArrayList<>();

  @Override
  public void report(Quirk quirk, String detail) {
    names.add(quirk.name());
  }

  /** Returns what a session in strict mode has: the first quirk is an exception with its name. */
  static QuirkReporter strict() {
    return (quirk, detail) -> {
      throw new RtspProtocolException(RtspPhase.READ, quirk.name(), null);
    };
  }

  /** Returns the names in their order, with spaces between them. */
  String names() {
    return String.join(" ", names);
  }
}
