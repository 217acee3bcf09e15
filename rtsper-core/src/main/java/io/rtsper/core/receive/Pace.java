package io.rtsper.core.receive;

import io.rtsper.api.rtp.RtpSequence;

/**
 * How fast the numbers and the timestamps of one source run. It says how many numbers a leap should
 * be ahead, from which the tracker tells a long loss from a new beginning.
 *
 * <p>The pace is measured from a packet that came one to two seconds before, and by timestamps: a
 * reader that was held up finds the packets before a gap and those behind it at the same moment.
 */
final class Pace {

  /** After this time the next packet becomes the one to measure from. */
  static final long ANCHOR_NANOS = 1_000_000_000L;

  /** How far timestamps may be from the time that passed, beside a quarter of that time. */
  static final long SLACK_NANOS = 500_000_000L;

  private static final double NANOS = 1e9;

  /** No expectation; compares as false with any number. */
  private static final double NONE = Double.NaN;

  /** More than this isn't expected: four times as many still are an int. */
  private static final double MAX_EXPECTED = Integer.MAX_VALUE / 4.0;

  private int clockRate;

  private long earlierNumber;
  private long earlierTimestamp;
  private long earlierNanos;

  private long anchorNumber;
  private long anchorTimestamp;
  private long anchorNanos;

  private long number;
  private long timestamp;
  private long nanos;

  /**
   * Creates the pace of a source, to be used after {@link #start}.
   *
   * @param clockRate units of the timestamp a second; 0 if unknown, then it is measured
   */
  Pace(int clockRate) {
    this.clockRate = clockRate;
  }

  void clockRate(int unitsPerSecond) {
    clockRate = unitsPerSecond;
  }

  /** Begins with a packet. */
  void start(long first, long firstTimestamp, long nanoTime) {
    number = first;
    timestamp = firstTimestamp;
    nanos = nanoTime;
    moveAnchor();
    moveAnchor();
  }

  /** Takes a packet that is ahead of all before it. */
  void advance(long next, long nextTimestamp, long nanoTime) {
    number = next;
    timestamp = nextTimestamp;
    nanos = nanoTime;
    if (nanoTime - anchorNanos >= ANCHOR_NANOS) {
      moveAnchor();
    }
  }

  private void moveAnchor() {
    earlierNumber = anchorNumber;
    earlierTimestamp = anchorTimestamp;
    earlierNanos = anchorNanos;
    anchorNumber = number;
    anchorTimestamp = timestamp;
    anchorNanos = nanos;
  }

  /** Returns the timestamp of the last packet. */
  long timestamp() {
    return timestamp;
  }

  /** Returns when the last packet came. */
  long nanos() {
    return nanos;
  }

  /**
   * Returns by how many numbers a packet should be ahead of the last one. NaN if nobody knows: its
   * timestamp doesn't fit the time that passed, or none has passed by the timestamps so far.
   */
  double expected(long ofTimestamp, long nanoTime) {
    double units = RtpSequence.timestampDifference(timestamp, earlierTimestamp);
    double unitsNow = RtpSequence.timestampDifference(ofTimestamp, earlierTimestamp);
    double nanosNow = nanoTime - earlierNanos;
    // A server that sends faster than the clock runs is measured.
    if (units <= 0
        || !(fits(unitsNow, nanosNow, clockRate / NANOS)
            || fits(unitsNow, nanosNow, units / (nanos - earlierNanos)))) {
      return NONE;
    }
    double ahead = RtpSequence.timestampDifference(ofTimestamp, timestamp);
    double expected = (number - earlierNumber) * ahead / units;
    return expected <= MAX_EXPECTED ? expected : NONE;
  }

  /**
   * Returns whether a timestamp is behind that of the last packet, by no more than so much time.
   */
  boolean isBehind(long ofTimestamp, long duration) {
    double units = RtpSequence.timestampDifference(timestamp, earlierTimestamp);
    double behind = RtpSequence.timestampDifference(timestamp, ofTimestamp);
    return behind >= 0 && behind <= units / (nanos - earlierNanos) * duration;
  }

  /** Returns how many numbers came in so much time, going by the last seconds; NaN if unknown. */
  double numbersIn(long duration) {
    return (double) (number - earlierNumber) / (nanos - earlierNanos) * duration;
  }

  /** Returns whether timestamps and time agree; they don't where there is no rate. */
  private static boolean fits(double units, double nanos, double unitsPerNano) {
    return unitsPerNano > 0
        && unitsPerNano < Double.POSITIVE_INFINITY
        && Math.abs(units / unitsPerNano - nanos) <= SLACK_NANOS + nanos / 4;
  }
}
