package io.rtsper.api;

import static java.util.Objects.requireNonNull;

import java.security.cert.CertificateException;
import java.time.Duration;

/**
 * When and how often a session comes back by itself after its connection was lost.
 *
 * <p>The delay before attempt <em>n</em> is drawn at random between zero and the lesser of {@code
 * base · 2ⁿ⁻¹} and the cap ("full jitter"), so that many sessions that lost one server don't come
 * back at once. A server that says it is busy (453, 503) is given what it asks for in {@code
 * Retry-After} or else half the cap, up to twice that and never more than the cap. The count starts
 * again once media has flowed for {@link #resetAfter()}.
 *
 * <p>Immutable. The default is that of the Python original: three attempts, half a second.
 */
public final class ReconnectPolicy {

  /** What a session does about a cause of failure. */
  public enum Decision {
    /** Tries again after the delay. */
    RETRY,
    /** Tries again after a long delay: the server is there, but busy. */
    RETRY_LATER,
    /** Gives up. */
    GIVE_UP
  }

  /** Decides by cause. */
  @FunctionalInterface
  public interface Rule {
    /**
     * Returns what to do about a failure. Called on the session's event loop; must not block.
     *
     * @param cause what failed
     * @param hasPlayed whether media has come at any time of the session: what was there once, such
     *     as the path of a publisher, may come back
     * @return the decision
     */
    Decision decide(RtspException cause, boolean hasPlayed);
  }

  private static final Duration MAX_CAP = Duration.ofDays(1);
  private static final Duration MAX_RESET = Duration.ofDays(365);
  private static final int MAX_CAUSES = 16;

  private static final ReconnectPolicy DEFAULT =
      new ReconnectPolicy(
          3,
          Duration.ofMillis(500),
          Duration.ofSeconds(30),
          Duration.ofSeconds(10),
          ReconnectPolicy::defaultDecision);

  private final int attempts;
  private final Duration base;
  private final Duration cap;
  private final Duration resetAfter;
  private final Rule rule;

  private ReconnectPolicy(
      int attempts, Duration base, Duration cap, Duration resetAfter, Rule rule) {
    this.attempts = attempts;
    this.base = base;
    this.cap = cap;
    this.resetAfter = resetAfter;
    this.rule = rule;
  }

  /**
   * Returns the policy of a session that is told nothing: three attempts, base half a second.
   *
   * @return the default policy
   */
  public static ReconnectPolicy defaults() {
    return DEFAULT;
  }

  /**
   * Returns a policy that never reconnects.
   *
   * @return the policy
   */
  public static ReconnectPolicy none() {
    return attempts(0);
  }

  /**
   * Returns a policy that gives up after a number of attempts in a row.
   *
   * @param attempts how many; 0 for none
   * @return the policy, with the default's other values
   * @throws RtspValidationException if the number is negative
   */
  public static ReconnectPolicy attempts(int attempts) {
    if (attempts < 0) {
      throw new RtspValidationException("reconnect attempts: " + attempts + "; give 0 or more");
    }
    return new ReconnectPolicy(
        attempts, DEFAULT.base, DEFAULT.cap, DEFAULT.resetAfter, DEFAULT.rule);
  }

  /**
   * Returns a policy that never gives up for want of attempts.
   *
   * @return the policy, with the default's other values
   */
  public static ReconnectPolicy forever() {
    return attempts(Integer.MAX_VALUE);
  }

  /**
   * Returns this policy with another base of the delay.
   *
   * @param base more than zero
   * @return a new policy
   */
  public ReconnectPolicy backoff(Duration base) {
    return backoff(base, cap.compareTo(base) < 0 ? base : cap);
  }

  /**
   * Returns this policy with another base and cap of the delay.
   *
   * @param base more than zero
   * @param cap at least the base, a day at most; 30 seconds if not set
   * @return a new policy
   * @throws RtspValidationException if the base isn't positive or is above the cap, or the cap
   *     above a day
   */
  public ReconnectPolicy backoff(Duration base, Duration cap) {
    if (base.isNegative()
        || base.isZero()
        || base.compareTo(cap) > 0
        || cap.compareTo(MAX_CAP) > 0) {
      throw new RtspValidationException(
          "reconnect backoff of "
              + base
              + " to "
              + cap
              + "; give a positive base that is not above the cap, and a cap of a day at most");
    }
    return new ReconnectPolicy(attempts, base, cap, resetAfter, rule);
  }

  /**
   * Returns this policy with another time that media must flow before the count starts again.
   *
   * @param duration 10 seconds if not set; more than a year counts as a year
   * @return a new policy
   * @throws RtspValidationException if the time is negative
   */
  public ReconnectPolicy resetAfter(Duration duration) {
    if (duration.isNegative()) {
      throw new RtspValidationException(
          "reconnect count starts again after " + duration + "; give zero or more");
    }
    Duration bounded = duration.compareTo(MAX_RESET) > 0 ? MAX_RESET : duration;
    return new ReconnectPolicy(attempts, base, cap, bounded, rule);
  }

  /**
   * Returns this policy with another rule by cause. When not set, {@link
   * #defaultDecision(RtspException, boolean)} decides.
   *
   * @param rule the rule
   * @return a new policy
   */
  public ReconnectPolicy rule(Rule rule) {
    return new ReconnectPolicy(attempts, base, cap, resetAfter, requireNonNull(rule, "rule"));
  }

  /**
   * Returns what is done about a cause by default: connections that fail or are lost, deadlines and
   * unreadable streams are tried again; 453 and 503 later; refused credentials, other statuses of
   * 4xx, a server whose certificate isn't trusted, a redirect that isn't followed and bad arguments
   * are final.
   *
   * <p>A redirect that isn't followed is an {@link RtspProtocolException} whose response is one of
   * 3xx: one too many in a row, one to what is no RTSP URL, or one from rtsps to rtsp. The server
   * would say the same again.
   *
   * <p>A 404 is final until media has come. After that it is tried again: the publisher may be away
   * (MediaMTX), or the server has been restarted and doesn't have its streams yet. A 410 stays
   * final, since that is what it says.
   *
   * @param cause what failed
   * @param hasPlayed whether media has come at any time of the session
   * @return the decision
   */
  public static Decision defaultDecision(RtspException cause, boolean hasPlayed) {
    if (cause instanceof RtspStatusException status) {
      return switch (status.statusCode()) {
        case 404 -> hasPlayed ? Decision.RETRY : Decision.GIVE_UP;
        case 453, 503 -> Decision.RETRY_LATER;
        case 454, 408 -> Decision.RETRY;
        default ->
            status.statusCode() >= 500 && status.statusCode() != 501 && status.statusCode() != 505
                ? Decision.RETRY
                : Decision.GIVE_UP;
      };
    }
    if (cause.phase() == RtspPhase.TLS_HANDSHAKE && isAboutACertificate(cause)) {
      return Decision.GIVE_UP;
    }
    if (isRefusedRedirect(cause)) {
      return Decision.GIVE_UP;
    }
    if (cause instanceof RtspTransportException
        || cause instanceof RtspTimeoutException
        || cause instanceof RtspProtocolException) {
      return Decision.RETRY;
    }
    return Decision.GIVE_UP;
  }

  private static boolean isRefusedRedirect(RtspException cause) {
    return cause instanceof RtspProtocolException
        && cause.response().filter(response -> response.statusCode() / 100 == 3).isPresent();
  }

  private static boolean isAboutACertificate(RtspException failure) {
    Throwable cause = failure.getCause();
    for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
      if (cause instanceof CertificateException) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  /**
   * Returns how many attempts in a row are made.
   *
   * @return 0 for none, {@link Integer#MAX_VALUE} for no limit
   */
  public int maxAttempts() {
    return attempts;
  }

  /**
   * Returns the base of the delay.
   *
   * @return the base
   */
  public Duration base() {
    return base;
  }

  /**
   * Returns the longest delay.
   *
   * @return the cap
   */
  public Duration cap() {
    return cap;
  }

  /**
   * Returns how long media must flow before the count of attempts starts again.
   *
   * @return the time
   */
  public Duration resetAfter() {
    return resetAfter;
  }

  /**
   * Returns what to do about a cause.
   *
   * @param cause what failed
   * @param hasPlayed whether media has come at any time of the session
   * @return the decision
   */
  public Decision decide(RtspException cause, boolean hasPlayed) {
    return rule.decide(cause, hasPlayed);
  }

  /** Returns the policy in words. */
  @Override
  public String toString() {
    if (attempts == 0) {
      return "no reconnection";
    }
    return (attempts == Integer.MAX_VALUE
            ? "reconnect for ever"
            : "reconnect " + attempts + " times")
        + ", backoff "
        + base
        + " to "
        + cap;
  }
}
