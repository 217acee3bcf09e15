package io.rtsper.core.message;

import io.rtsper.api.Quirk;
import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.spi.QuirkReporter;

/** Throws for each quirk, as a session in strict mode does. */
final class StrictReporter implements QuirkReporter {

  static final StrictReporter INSTANCE = new StrictReporter();

  @Override
  public void report(Quirk quirk, String detail) {
    throw new RtspProtocolException(RtspPhase.READ, "strict: " + quirk.name(), null);
  }
}
