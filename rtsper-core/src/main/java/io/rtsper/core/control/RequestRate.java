package io.rtsper.core.control;

import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspProtocolException;

/**
 * How many requests a server may send: each is answered and told to listeners, so that a flood
 * would keep the event loop from everything else. Pure.
 */
final class RequestRate {

  /** No server needs more than a few a minute. */
  static final int MAX_PER_SECOND = 100;

  private static final long WINDOW_NANOS = 1_000_000_000;

  private long windowStart;
  private int inWindow;

  /** Counts a request; returns whether it is one too many. */
  boolean isTooMany(long nanoTime) {
    if (inWindow == 0 || nanoTime - windowStart >= WINDOW_NANOS) {
      windowStart = nanoTime;
      inWindow = 0;
    }
    return ++inWindow > MAX_PER_SECOND;
  }

  /** Returns why the connection is given up. */
  RtspProtocolException failure() {
    return new RtspProtocolException(
        RtspPhase.READ,
        "the server sent more than "
            + MAX_PER_SECOND
            + " requests within a second; the connection is given up",
        null);
  }
}
