package io.rtsper.core.receive;

import java.time.Duration;

/** The interarrival jitter of one source (RFC 3550 §6.4.1 and appendix A.8). */
final class Jitter {

  private static final long NANOS = 1_000_000_000L;

  /** The estimate is kept in sixteenths of a unit, as in the RFC. */
  private static final int FRACTION_BITS = 4;

  private final int clockRate;

  private boolean started;
  private long origin;
  private long lastTransit;
  private long sixteenths;

  /** The time of the packet before in units: one read brings many packets at one time. */
  private long lastNanos;

  private long lastUnits;

  /**
   * Creates an estimate of 0.
   *
   * @param clockRate units of the timestamp a second; 0 if unknown, then the jitter stays 0
   */
  Jitter(int clockRate) {
    this.clockRate = clockRate;
  }

  /** Forgets all, for a source that is new. */
  void reset() {
    started = false;
    sixteenths = 0;
  }

  /** Takes a packet's extended timestamp and when it came. */
  void accept(long timestamp, long nanoTime) {
    if (clockRate == 0) {
      return;
    }
    if (!started) {
      started = true;
      origin = nanoTime;
      lastNanos = nanoTime;
      lastUnits = 0;
      lastTransit = -timestamp;
      return;
    }
    if (nanoTime != lastNanos) {
      lastNanos = nanoTime;
      lastUnits = toUnits(nanoTime - origin);
    }
    long transit = lastUnits - timestamp;
    long difference = Math.abs(transit - lastTransit);
    lastTransit = transit;
    sixteenths += difference - ((sixteenths + 8) >> FRACTION_BITS);
  }

  /** Returns a duration in units of the timestamp; in two steps, for their product overflows. */
  private long toUnits(long nanos) {
    return nanos / NANOS * clockRate + nanos % NANOS * clockRate / NANOS;
  }

  /** Returns the jitter in units of the timestamp, as it stands in a report. */
  long units() {
    return Math.min(sixteenths >> FRACTION_BITS, 0xFFFF_FFFFL);
  }

  /** Returns the jitter as a time. */
  Duration duration() {
    if (clockRate == 0) {
      return Duration.ZERO;
    }
    long units = units();
    return Duration.ofSeconds(units / clockRate, units % clockRate * NANOS / clockRate);
  }
}
