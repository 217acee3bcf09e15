package io.rtsper.api.rtp;

import java.time.Instant;

/**
 * The 64-bit NTP timestamps of RTCP (RFC 5905 §6): seconds since 1900 in the high 32 bits, their
 * fraction in the low ones.
 *
 * <p>The seconds wrap around in February 2036. A timestamp is read as one of the era that the
 * reference lies in, or of a neighbouring one if that is nearer; the reference is 2026 unless one
 * is given, so that times from 1958 to 2094 are read right.
 */
public final class NtpTime {

  /** The timestamp that says that the sender doesn't know the time (RFC 3550 §6.4.1). */
  public static final long UNKNOWN = 0;

  /** Seconds from the start of NTP's first era, 1900, to that of Unix time, 1970. */
  public static final long UNIX_EPOCH_SECONDS = 2_208_988_800L;

  private static final long NANOS = 1_000_000_000L;

  private static final Instant REFERENCE = Instant.parse("2026-01-01T00:00:00Z");

  private NtpTime() {}

  /**
   * Returns the moment of a timestamp, of the era that is nearest to 2026.
   *
   * @param ntp the timestamp
   * @return the moment, to the nanosecond (rounded down)
   */
  public static Instant toInstant(long ntp) {
    return toInstant(ntp, REFERENCE);
  }

  /**
   * Returns the moment of a timestamp.
   *
   * @param ntp the timestamp
   * @param reference a moment less than 68 years away from it
   * @return the moment, to the nanosecond (rounded down)
   */
  public static Instant toInstant(long ntp, Instant reference) {
    long near = reference.getEpochSecond() + UNIX_EPOCH_SECONDS;
    long seconds = near + (int) ((ntp >>> 32) - near);
    long nanos = ((ntp & 0xFFFF_FFFFL) * NANOS) >>> 32;
    return Instant.ofEpochSecond(seconds - UNIX_EPOCH_SECONDS, nanos);
  }

  /**
   * Returns the moment of a timestamp, of the era that is nearest to 2026, without allocating.
   *
   * @param ntp the timestamp
   * @return nanoseconds since 1970, rounded down
   */
  public static long toEpochNanos(long ntp) {
    long near = REFERENCE.getEpochSecond() + UNIX_EPOCH_SECONDS;
    long seconds = near + (int) ((ntp >>> 32) - near);
    return (seconds - UNIX_EPOCH_SECONDS) * NANOS + (((ntp & 0xFFFF_FFFFL) * NANOS) >>> 32);
  }

  /**
   * Returns the timestamp of a moment; its era is lost.
   *
   * @param instant the moment
   * @return the timestamp, rounded up to the next 2<sup>-32</sup> s so that {@link #toInstant}
   *     returns the same nanosecond
   */
  public static long of(Instant instant) {
    long seconds = instant.getEpochSecond() + UNIX_EPOCH_SECONDS;
    long fraction = (((long) instant.getNano() << 32) + NANOS - 1) / NANOS;
    return (seconds << 32) | fraction;
  }

  /**
   * Returns the middle 32 bits of a timestamp, which is what a report says of the last sender
   * report (LSR, RFC 3550 §6.4.1).
   *
   * @param ntp the timestamp
   * @return seconds modulo 65536 in the high and their fraction in the low 16 bits, unsigned
   */
  public static long middle(long ntp) {
    return (ntp >>> 16) & 0xFFFF_FFFFL;
  }
}
