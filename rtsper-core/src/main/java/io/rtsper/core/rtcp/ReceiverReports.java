package io.rtsper.core.rtcp;

import static java.util.Objects.requireNonNull;

import io.rtsper.api.rtp.RtcpCompound;
import io.rtsper.api.rtp.RtcpReportBlock;
import io.rtsper.api.rtp.RtcpSourceDescription;
import io.rtsper.api.rtp.RtcpType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;

/**
 * Writes what a track's receiver reports back: RR with SDES (RFC 3550 §6.4.2 and §6.5), to the
 * letter, for servers end a session that they hear nothing of.
 *
 * <p>Confined to the session's event loop.
 */
public final class ReceiverReports {

  /** A buffer of this many bytes takes any report. */
  public static final int MAX_LENGTH = 96;

  /** The longest time between two reports. Shorter than the RFC's: some cameras wait no longer. */
  static final long MAX_INTERVAL_NANOS = 5_000_000_000L;

  /** The first report comes within this time. */
  static final long FIRST_INTERVAL_NANOS = 1_000_000_000L;

  /** Makes up for the timer being reconsidered, which shortens intervals (RFC 3550 §6.3.1). */
  private static final double COMPENSATION = Math.E - 1.5;

  private static final int CNAME_BYTES = 8;
  private static final int MAX_CUMULATIVE_LOST = 0x7F_FFFF;
  private static final int MIN_CUMULATIVE_LOST = -0x80_0000;
  private static final byte VERSION_2 = (byte) 0x80;

  private final byte[] cname;
  private final Random random;

  private int ownSsrc;
  private long reportedSsrc = -1;
  private long reportedStart;
  private long expectedBefore;
  private long receivedBefore;

  /**
   * Creates the reports of one track.
   *
   * @param cname the name of this receiver, the same for all tracks of a session: see {@link
   *     #randomCname}
   * @param random chooses the source identifier; should be one that can't be foreseen
   */
  public ReceiverReports(String cname, Random random) {
    this.cname = cname.getBytes(StandardCharsets.US_ASCII);
    if (this.cname.length == 0 || this.cname.length > 2 * CNAME_BYTES) {
      throw new IllegalArgumentException(
          "A CNAME has 1 to " + 2 * CNAME_BYTES + " characters, not " + this.cname.length + ".");
    }
    this.random = requireNonNull(random, "random");
    ownSsrc = random.nextInt();
  }

  /**
   * Returns a name for a session's receiver that says nothing of the host or the user (RFC 7022).
   *
   * @param random chooses it; should be one that can't be foreseen
   * @return 16 hexadecimal digits
   */
  public static String randomCname(Random random) {
    byte[] bytes = new byte[CNAME_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /**
   * Returns the time until the next report: 5 s, from half of it to one and a half at random as RFC
   * 3550 §6.3.1 has it, but not more than 5 s; and at most a second until the first one.
   *
   * @param random a random number from 0 (inclusive) to 1 (exclusive)
   * @param first whether it is the time from the beginning to the first report
   * @return nanoseconds
   */
  public static long intervalNanos(double random, boolean first) {
    if (first) {
      return (long) (random * FIRST_INTERVAL_NANOS);
    }
    double interval = MAX_INTERVAL_NANOS * (random + 0.5) / COMPENSATION;
    return Math.min((long) interval, MAX_INTERVAL_NANOS);
  }

  /**
   * Returns the source identifier of this receiver.
   *
   * @return the identifier, unsigned
   */
  public long ssrc() {
    return ownSsrc & 0xFFFF_FFFFL;
  }

  /**
   * Writes a compound packet of RR and SDES at a buffer's position, which advances. The RR has a
   * block on the current source if there is one. Each call begins a new interval for the fraction
   * lost.
   *
   * @param into takes the packet; in big-endian order, with room for {@link #MAX_LENGTH} bytes
   * @param reception what was received of the track
   * @param nanoTime the time now, on the clock of the receiver's
   * @return the packet's length in bytes
   */
  public int write(ByteBuffer into, Reception reception, long nanoTime) {
    if (into.order() != ByteOrder.BIG_ENDIAN) {
      throw new IllegalArgumentException("A report is written in big-endian order.");
    }
    int begin = into.position();
    while (ssrc() == reception.ssrc()) {
      // The same identifier by chance (RFC 3550 §8.2); the other one was there first.
      ownSsrc = random.nextInt();
    }
    int blocks = reception.ssrc() == Reception.NO_SOURCE ? 0 : 1;
    putHeader(
        into,
        blocks,
        RtcpType.RECEIVER_REPORT,
        2 + blocks * RtcpReportBlock.LENGTH / Integer.BYTES);
    into.putInt(ownSsrc);
    if (blocks > 0) {
      putBlock(into, reception, nanoTime);
    }
    putSourceDescription(into);
    return into.position() - begin;
  }

  private static void putHeader(ByteBuffer into, int count, int type, int words) {
    into.put((byte) (VERSION_2 | count));
    into.put((byte) type);
    into.putShort((short) (words - 1));
  }

  private void putBlock(ByteBuffer into, Reception reception, long nanoTime) {
    long ssrc = reception.ssrc();
    long expected = reception.expected();
    long received = reception.received();
    if (ssrc != reportedSsrc || reception.startCycle() != reportedStart) {
      reportedSsrc = ssrc;
      reportedStart = reception.startCycle();
      expectedBefore = 0;
      receivedBefore = 0;
    }
    long expectedNow = expected - expectedBefore;
    long lostNow = expectedNow - (received - receivedBefore);
    expectedBefore = expected;
    receivedBefore = received;
    long fraction = expectedNow <= 0 || lostNow <= 0 ? 0 : (lostNow << 8) / expectedNow;
    long cumulative =
        Math.max(MIN_CUMULATIVE_LOST, Math.min(expected - received, MAX_CUMULATIVE_LOST));

    into.putInt((int) ssrc);
    into.putInt((int) (Math.min(fraction, 0xFF) << 24 | (cumulative & 0xFF_FFFF)));
    into.putInt((int) reception.highest());
    into.putInt((int) reception.jitterUnits());
    into.putInt((int) reception.senderClock().lastSenderReport(ssrc));
    into.putInt((int) reception.senderClock().delaySinceLastSenderReport(ssrc, nanoTime));
  }

  private void putSourceDescription(ByteBuffer into) {
    // Source, item type and length, text, and at least one zero to end the chunk.
    int chunk = 4 + 2 + cname.length + 1;
    int words = (RtcpCompound.HEADER_LENGTH + chunk + 3) / 4;
    putHeader(into, 1, RtcpType.SOURCE_DESCRIPTION, words);
    into.putInt(ownSsrc);
    into.put((byte) RtcpSourceDescription.CNAME);
    into.put((byte) cname.length);
    into.put(cname);
    for (int at = RtcpCompound.HEADER_LENGTH + chunk - 1; at < words * 4; at++) {
      into.put((byte) 0);
    }
  }
}
