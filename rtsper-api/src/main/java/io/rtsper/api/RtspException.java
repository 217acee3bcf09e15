package io.rtsper.api;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The base of all exceptions of rtsper: what failed, where, and what to do about it.
 *
 * <p>The message is one sentence or more that a person can act on; credentials are never in it. A
 * synchronous method throws a {@linkplain #forCaller() copy} that carries the caller's stack and
 * has the original as its cause.
 */
public abstract class RtspException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final RtspPhase phase;
  private final transient @Nullable RtspRequest request;
  private final transient @Nullable RtspResponse response;

  RtspException(
      RtspPhase phase,
      String message,
      @Nullable RtspRequest request,
      @Nullable RtspResponse response,
      @Nullable Throwable cause) {
    super(requireNonNull(message, "message"), cause);
    this.phase = requireNonNull(phase, "phase");
    this.request = request;
    this.response = response;
  }

  /**
   * Returns what the session was doing.
   *
   * @return the phase
   */
  public final RtspPhase phase() {
    return phase;
  }

  /**
   * Returns the request that failed.
   *
   * @return the request, or empty if it wasn't a request or the exception was serialized
   */
  public final Optional<RtspRequest> request() {
    return Optional.ofNullable(request);
  }

  /**
   * Returns the response that is the reason.
   *
   * @return the response, or empty if there was none or the exception was serialized
   */
  public final Optional<RtspResponse> response() {
    return Optional.ofNullable(response);
  }

  /**
   * Returns a copy with the stack of the calling thread and this exception as its cause.
   *
   * @return an exception of the same class with the same message and details
   */
  public final RtspException forCaller() {
    return copy(requireNonNull(getMessage()), request, response, this);
  }

  /**
   * Returns a copy that says more, and has this exception as its cause.
   *
   * @param message the message of the copy
   * @return an exception of the same class with the same details
   */
  public final RtspException withMessage(String message) {
    return copy(requireNonNull(message, "message"), request, response, this);
  }

  /** Returns an exception of the same class with these details. */
  abstract RtspException copy(
      String message,
      @Nullable RtspRequest request,
      @Nullable RtspResponse response,
      Throwable cause);
}
