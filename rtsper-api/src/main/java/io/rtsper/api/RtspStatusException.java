package io.rtsper.api;

import org.jspecify.annotations.Nullable;

/** The server answered with a status that ends the operation, such as 404. */
public final class RtspStatusException extends RtspException {

  private static final long serialVersionUID = 1L;

  private final int statusCode;

  /**
   * Makes an exception.
   *
   * @param message what happened and what to do about it, without credentials
   * @param request the request that failed
   * @param response the response
   */
  public RtspStatusException(String message, RtspRequest request, RtspResponse response) {
    this(message, response.statusCode(), request, response, null);
  }

  private RtspStatusException(
      String message,
      int statusCode,
      @Nullable RtspRequest request,
      @Nullable RtspResponse response,
      @Nullable Throwable cause) {
    super(RtspPhase.REQUEST, message, request, response, cause);
    this.statusCode = statusCode;
  }

  /**
   * Returns the status code of the response.
   *
   * @return three digits, such as 404
   */
  public int statusCode() {
    return statusCode;
  }

  @Override
  RtspException copy(
      String message,
      @Nullable RtspRequest request,
      @Nullable RtspResponse response,
      Throwable cause) {
    return new RtspStatusException(message, statusCode, request, response, cause);
  }
}
