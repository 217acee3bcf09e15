package io.rtsper.api.rtp;

/**
 * The arithmetic of RTP's sequence numbers (16 bits) and timestamps (32 bits), which wrap around
 * (RFC 3550 §5.1 and appendix A.1).
 *
 * <p>Two numbers are compared by the shorter way around: of 65535 and 0, 0 is the later. Numbers
 * exactly half the range apart have no order; here the difference is then negative either way.
 */
public final class RtpSequence {

  /** The number of different sequence numbers, 2<sup>16</sup>. */
  public static final int SEQUENCE_MODULUS = 1 << 16;

  /** The number of different timestamps, 2<sup>32</sup>. */
  public static final long TIMESTAMP_MODULUS = 1L << 32;

  private RtpSequence() {}

  /**
   * Returns how far a sequence number is ahead of another, the shorter way around.
   *
   * @param sequence a sequence number; only its low 16 bits count
   * @param other another one; only its low 16 bits count
   * @return {@code sequence - other} modulo 2<sup>16</sup>, from -32768 to 32767
   */
  public static int difference(int sequence, int other) {
    return (short) (sequence - other);
  }

  /**
   * Compares two sequence numbers. This is no total order: use it for numbers that are near each
   * other, not to sort.
   *
   * @param sequence a sequence number
   * @param other another one
   * @return negative, zero or positive as the first is before, equal to or after the second
   */
  public static int compare(int sequence, int other) {
    return difference(sequence, other);
  }

  /**
   * Returns the sequence number that follows.
   *
   * @param sequence a sequence number
   * @return the next one, 0 after 65535
   */
  public static int next(int sequence) {
    return (sequence + 1) & 0xFFFF;
  }

  /**
   * Extends a sequence number to 64 bits: finds the number with these low 16 bits that is nearest
   * to a reference.
   *
   * @param sequence a sequence number; only its low 16 bits count
   * @param reference an extended sequence number near it, such as the highest so far
   * @return the extended sequence number, from {@code reference - 32768} to {@code reference +
   *     32767}
   */
  public static long extend(int sequence, long reference) {
    return reference + (short) (sequence - (int) reference);
  }

  /**
   * Returns how far a timestamp is ahead of another, the shorter way around.
   *
   * @param timestamp a timestamp; only its low 32 bits count
   * @param other another one; only its low 32 bits count
   * @return {@code timestamp - other} modulo 2<sup>32</sup>, from -2<sup>31</sup> to
   *     2<sup>31</sup>-1
   */
  public static int timestampDifference(long timestamp, long other) {
    return (int) (timestamp - other);
  }

  /**
   * Extends a timestamp to 64 bits: finds the number with these low 32 bits that is nearest to a
   * reference.
   *
   * @param timestamp a timestamp; only its low 32 bits count
   * @param reference an extended timestamp near it, such as the last one
   * @return the extended timestamp
   */
  public static long extendTimestamp(long timestamp, long reference) {
    return reference + (int) (timestamp - reference);
  }
}
