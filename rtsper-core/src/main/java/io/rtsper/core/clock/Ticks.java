package io.rtsper.core.clock;

/** Units of an RTP timestamp and nanoseconds; in two steps, for their product overflows. */
final class Ticks {

  static final long NANOS = 1_000_000_000L;

  private Ticks() {}

  /** Returns a number of units as a time, towards zero. */
  static long toNanos(long units, int clockRate) {
    return units / clockRate * NANOS + units % clockRate * NANOS / clockRate;
  }

  /** Returns a time in units, towards zero. */
  static long toUnits(long nanos, int clockRate) {
    return nanos / NANOS * clockRate + nanos % NANOS * clockRate / NANOS;
  }
}
