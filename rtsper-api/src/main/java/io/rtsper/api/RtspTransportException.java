package io.rtsper.api;

import org.jspecify.annotations.Nullable;

/** The connection couldn't be made or was lost, or no media came. */
public final class RtspTransportException extends RtspException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes an exception that has to do with no request.
   *
   * @param phase what was being done
   * @param message what happened and what to do about it, without credentials
   * @param cause the cause, or null
   */
  public RtspTransportException(RtspPhase phase, String message, @Nullable Throwable cause) {
    super(phase, message, null, null, cause);
  }

  /**
   * Makes an exception for a request.
   *
   * @param phase what was being done
   * @param message what happened and what to do about it, without credentials
   * @param request the request that failed, or null
   * @param response the response that is the reason, or null
   * @param cause the cause, or null
   */
  public RtspTransportException(
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
    return new RtspTransportException(phase(), message, request, response, cause);
  }
}
