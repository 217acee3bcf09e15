package io.rtsper.core.clock;

/**
 * Where RTP timestamps lie on the session's clock: a straight line through a point, which may be
 * bent a little for a while to make up for an error.
 *
 * <p>A bend changes the pace by a thousandth at most, so that the line always rises and no frame is
 * visibly longer.
 */
final class Timeline {

  /** An error is spread over this many times its length. */
  static final int SPREAD = 1000;

  private int clockRate = 1;
  private long timestamp;
  private long nanos;
  private long correction;
  private long spreadUnits;

  /** Begins anew with a timestamp at a time. */
  void begin(int unitsPerSecond, long atTimestamp, long atNanos) {
    clockRate = unitsPerSecond;
    timestamp = atTimestamp;
    nanos = atNanos;
    correction = 0;
  }

  /** Returns the time of a timestamp. */
  long at(long ofTimestamp) {
    long units = ofTimestamp - timestamp;
    long straight = nanos + Ticks.toNanos(units, clockRate);
    if (correction == 0 || units <= 0) {
      return straight;
    }
    return units >= spreadUnits
        ? straight + correction
        : straight + (long) ((double) correction * units / spreadUnits);
  }

  /** From a timestamp on, makes up for an error little by little. */
  void bend(long fromTimestamp, long error) {
    nanos = at(fromTimestamp);
    timestamp = fromTimestamp;
    correction = error;
    spreadUnits = Math.max(1, Ticks.toUnits(Math.abs(error) * SPREAD, clockRate));
  }

  /** Makes up for an error at once. */
  void shift(long fromTimestamp, long error) {
    nanos = at(fromTimestamp) + error;
    timestamp = fromTimestamp;
    correction = 0;
  }
}
