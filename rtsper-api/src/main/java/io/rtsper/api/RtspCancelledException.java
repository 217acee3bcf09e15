package io.rtsper.api;

import org.jspecify.annotations.Nullable;

/**
 * The wait was given up by this side: the session was closed, the future cancelled or the waiting
 * thread interrupted.
 */
public final class RtspCancelledException extends RtspException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes an exception that has to do with no request.
   *
   * @param phase what was being done
   * @param message what happened and what to do about it, without credentials
   * @param cause the cause, or null
   */
  public RtspCancelledException(RtspPhase phase, String message, @Nullable Throwable cause) {
    super(phase, message, null, null, cause);
  }

  private RtspCancelledException(
      RtspPhase phase,
      String message,
      @Nullable RtspRequest request,
      @Nullable RtspResponse response,
      @Nullable Throwable cause) {
    super(phase, message, request, response, cause);
  }

  @Override
  RtspException copy(
      String message,
      @Nullable RtspRequest request,
      @Nullable RtspResponse response,
      Throwable cause) {
    return new RtspCancelledException(phase(), message, request, response, cause);
  }
}
