package io.rtsper.core.clock;

/** A timestamp and the time on some clock that belongs to it. */
final class ClockPoint {

  private boolean known;
  private long timestamp;
  private long nanos;

  void set(long ofTimestamp, long atNanos) {
    known = true;
    timestamp = ofTimestamp;
    nanos = atNanos;
  }

  void forget() {
    known = false;
  }

  boolean isKnown() {
    return known;
  }

  long timestamp() {
    return timestamp;
  }

  long nanos() {
    return nanos;
  }

  /** Returns the time of another timestamp of a presentation that plays at a scale. */
  long at(long ofTimestamp, int clockRate, double scale) {
    long since = Ticks.toNanos(ofTimestamp - timestamp, clockRate);
    return nanos + (scale == 1 ? since : (long) (since * scale));
  }
}
