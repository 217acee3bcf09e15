package io.rtsper.cli;

import io.rtsper.api.RtspException;
import io.rtsper.api.RtspProtocolException;
import org.jspecify.annotations.Nullable;

/** A failure that no code foresaw, in rtsper itself or in a plug-in. */
final class Mistake {

  private Mistake() {}

  /**
   * Returns the mistake that a failure comes from, or null if it comes from none. The engine tells
   * mistakes as errors of the protocol with another cause, which no other one has.
   */
  static @Nullable Throwable behind(Throwable failure) {
    Throwable inner = failure;
    while (inner instanceof RtspProtocolException && inner.getCause() != null) {
      inner = inner.getCause();
    }
    return inner instanceof RtspException ? null : inner;
  }

  /** Throws the mistake, if there is one, to where the command reports it. */
  static void rethrow(@Nullable Throwable mistake) {
    if (mistake instanceof RuntimeException unforeseen) {
      throw unforeseen;
    }
    if (mistake != null) {
      IllegalStateException reported = new IllegalStateException(mistake.toString(), mistake);
      reported.setStackTrace(mistake.getStackTrace());
      throw reported;
    }
  }
}
