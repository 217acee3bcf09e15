package io.rtsper.api;

import org.jspecify.annotations.Nullable;

/** A URL, an argument or a set of plug-ins can't work; nothing was sent. */
public final class RtspValidationException extends RtspException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes an exception.
   *
   * @param message what is wrong and what to do about it, without credentials
   */
  public RtspValidationException(String message) {
    this(message, null);
  }

  /**
   * Makes an exception with a cause.
   *
   * @param message what is wrong and what to do about it, without credentials
   * @param cause the cause, or null
   */
  public RtspValidationException(String message, @Nullable Throwable cause) {
    super(RtspPhase.CONFIGURATION, message, null, null, cause);
  }

  @Override
  RtspException copy(
      String message,
      @Nullable RtspRequest request,
      @Nullable RtspResponse response,
      Throwable cause) {
    return new RtspValidationException(message, cause);
  }
}
