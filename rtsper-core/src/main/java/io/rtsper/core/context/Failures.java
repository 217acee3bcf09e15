package io.rtsper.core.context;

import io.rtsper.api.RtspException;
import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.RtspValidationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Takes failures out of what futures wrap them in. */
public final class Failures {

  private Failures() {}

  /** Returns the failure itself. */
  public static Throwable unwrap(Throwable failure) {
    Throwable inner = failure;
    while ((inner instanceof CompletionException || inner instanceof ExecutionException)
        && inner.getCause() != null) {
      inner = inner.getCause();
    }
    return inner;
  }

  /**
   * Returns the failure that an application gets of an operation: itself, but for jars that don't
   * fit, since no application should have to read a {@link LinkageError}.
   */
  public static Throwable ofOperation(Throwable failure) {
    Throwable inner = unwrap(failure);
    return inner instanceof LinkageError ? asRtsp(inner) : inner;
  }

  /**
   * Returns the failure as one of rtsper's; any other is a mistake in a plug-in or in rtsper, or
   * jars of versions that don't fit.
   */
  public static RtspException asRtsp(Throwable failure) {
    Throwable inner = unwrap(failure);
    if (inner instanceof RtspException rtsp) {
      return rtsp;
    }
    String what = inner.getClass().getSimpleName();
    return inner instanceof LinkageError
        ? new RtspValidationException(
            "a plug-in and the rtsper-api that runs don't fit ("
                + what
                + ": "
                + inner.getMessage()
                + "); use the versions that one rtsper-bom names",
            inner)
        : new RtspProtocolException(
            RtspPhase.READ,
            "a plug-in or rtsper itself failed with "
                + what
                + "; please report it with the stack of the cause",
            inner);
  }
}
