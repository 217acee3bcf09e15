package io.rtsper.core.loop;

/**
 * Decides when a loop lets packets gather before it looks at its channels again. Where they come so
 * fast that the loop is woken for one or two of them each, most of the time goes into waking; half
 * a millisecond later there are many, which a read or a turn takes together. That is done only
 * while the loop is woken more often than {@link #MANY} times in {@link #WINDOW_NANOS}, and never
 * while something is ready.
 */
final class Rest {

  /** So many wake-ups in a row are looked at together. */
  static final int MANY = 64;

  /** If they come within this time, it is worth it: 4,000 a second. */
  static final long WINDOW_NANOS = 16_000_000L;

  /**
   * From one wake-up to the next. A socket's buffer holds what comes meanwhile, many times over.
   */
  static final long REST_NANOS = 500_000L;

  private boolean resting;
  private int wakeUps;
  private long windowNanos;
  private long lastNanos;

  /** Takes a wake-up by a channel. */
  void woken(long nanoTime) {
    lastNanos = nanoTime;
    if (wakeUps == 0) {
      windowNanos = nanoTime;
    }
    if (++wakeUps > MANY) {
      resting |= nanoTime - windowNanos < WINDOW_NANOS;
      wakeUps = 0;
    }
  }

  /** Returns whether the loop is to rest before it waits for its channels. */
  boolean isWorthIt() {
    return resting;
  }

  /** Returns for how long, if nothing is ready now. */
  long nanos(long nanoTime) {
    return Math.max(0, REST_NANOS - (nanoTime - lastNanos));
  }

  /** Nothing came while the loop rested: it waits as ever. */
  void inVain() {
    resting = false;
    wakeUps = 0;
  }
}
