package io.rtsper.core.receive;

/** The bit rate of one track over the last one to two seconds. */
final class BitRate {

  private static final long WINDOW_NANOS = 1_000_000_000L;

  /** Less than this says nothing yet. */
  private static final long SHORTEST_NANOS = 100_000_000L;

  private static final double BITS_IN_NANOS = 8e9;

  private boolean started;
  private long earlierBytes;
  private long earlierNanos;
  private long anchorBytes;
  private long anchorNanos;

  /**
   * Takes a packet.
   *
   * @param bytes the bytes of all packets before it
   */
  void accept(long bytes, long nanoTime) {
    if (nanoTime - anchorNanos >= WINDOW_NANOS || !started) {
      boolean goesOn = started && nanoTime - anchorNanos < 2 * WINDOW_NANOS;
      earlierBytes = goesOn ? anchorBytes : bytes;
      earlierNanos = goesOn ? anchorNanos : nanoTime;
      anchorBytes = bytes;
      anchorNanos = nanoTime;
      started = true;
    }
  }

  /**
   * Returns the rate.
   *
   * @param bytes the bytes of all packets so far
   * @return bits a second; 0 if nothing came for two seconds, or not for long enough
   */
  long bitsPerSecond(long bytes, long nanoTime) {
    long nanos = nanoTime - earlierNanos;
    if (!started || nanoTime - anchorNanos >= 2 * WINDOW_NANOS || nanos < SHORTEST_NANOS) {
      return 0;
    }
    return Math.round((bytes - earlierBytes) * BITS_IN_NANOS / nanos);
  }
}
