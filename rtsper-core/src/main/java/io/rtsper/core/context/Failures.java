package io.rtsper.core.context;

import io.rtsper.api.RtspException;
import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspProtocolException;
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

  /** Returns the failure as one of rtsper's; any other is a mistake in a plug-in or in rtsper. */
  public static RtspException asRtsp(Throwable failure) {
    Throwable inner = unwrap(failure);
    return inner instanceof RtspException rtsp
        ? rtsp
        : new RtspProtocolException(
            RtspPhase.READ,
            "a plug-in or rtsper itself failed with "
                + inner.getClass().getSimpleName()
                + "; please report it with the stack of the cause",
            inner);
  }
}
