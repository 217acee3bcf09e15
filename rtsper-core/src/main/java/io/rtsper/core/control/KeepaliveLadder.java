package io.rtsper.core.control;

import io.rtsper.api.RtspMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which method keeps a server's session alive. The methods that the server names go first, and the
 * session steps down when one is refused, since some refuse what they name (Tapo: 400 to
 * SET_PARAMETER, retina#136), some answer what they don't name (html5_rtsp_player#73), and some
 * never answer GET_PARAMETER (GW4089IP). OPTIONS is the last: it does no harm anywhere.
 *
 * <p>An answer doesn't say that the request counted. Where a session ends at its timeout all the
 * same, the next method is used, and behind OPTIONS a GET_PARAMETER that the server doesn't name
 * (EvoStream counts nothing else).
 */
final class KeepaliveLadder {

  /** Servers tell 30 s and keep 60 (npm rtsp-streaming-server 2.1.0); beyond that, all is well. */
  private static final int TIMEOUTS = 3;

  private static final Duration EARLIER = Duration.ofSeconds(1);
  private static final Duration LATER = Duration.ofSeconds(2);

  private final List<RtspMethod> rungs;
  private int at;

  /** How many rungs a refusal leads to; what follows is for a session that expired. */
  private final int ordinary;

  KeepaliveLadder(Optional<RtspMethod> chosen, List<RtspMethod> serverMethods) {
    rungs = new ArrayList<>(3);
    if (chosen.isPresent()) {
      rungs.add(chosen.get());
      ordinary = 1;
      return;
    }
    boolean unknown = serverMethods.isEmpty();
    if (unknown || serverMethods.contains(RtspMethod.GET_PARAMETER)) {
      rungs.add(RtspMethod.GET_PARAMETER);
    }
    if (serverMethods.contains(RtspMethod.SET_PARAMETER)) {
      rungs.add(RtspMethod.SET_PARAMETER);
    }
    rungs.add(RtspMethod.OPTIONS);
    ordinary = rungs.size();
    if (!rungs.contains(RtspMethod.GET_PARAMETER)) {
      rungs.add(RtspMethod.GET_PARAMETER);
    }
  }

  /** Returns the method to use now. */
  RtspMethod method() {
    return rungs.get(at);
  }

  /** Steps down after a refusal or silence; false if there is no further rung. */
  boolean stepDown() {
    if (at >= ordinary) {
      rungs.remove(at);
      at = ordinary - 1;
      return true;
    }
    if (at + 1 < ordinary) {
      at++;
      return true;
    }
    return false;
  }

  /** Goes on to the next method, since this one keeps no session; false if there is no other. */
  boolean expired() {
    at = (at + 1) % rungs.size();
    return rungs.size() > 1;
  }

  /**
   * Returns whether a session that lasted so long ended at its timeout or at a multiple of it.
   * Servers look at their sessions now and then, so that it may be a little later.
   *
   * @param life the time since the last request that counted for sure
   * @param timeout the session's timeout
   */
  static boolean isExpiry(Duration life, Duration timeout) {
    Duration tenth = timeout.dividedBy(10);
    Duration later = tenth.compareTo(LATER) > 0 ? tenth.plus(LATER) : LATER;
    for (int times = 1; times <= TIMEOUTS; times++) {
      Duration due = timeout.multipliedBy(times);
      if (life.compareTo(due.minus(EARLIER)) >= 0 && life.compareTo(due.plus(later)) <= 0) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns whether a session that the server says it no longer knows may have expired: that is
   * found out with the keepalive after.
   */
  static boolean mayHaveExpired(Duration life, Duration timeout, Duration interval) {
    return life.compareTo(timeout.minus(EARLIER)) >= 0
        && life.compareTo(timeout.multipliedBy(TIMEOUTS).plus(interval)) <= 0;
  }
}
