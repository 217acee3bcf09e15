package io.rtsper.core.rtcp;

import static java.util.Objects.requireNonNull;

import io.rtsper.api.rtp.RtcpReportBlock;
import io.rtsper.api.rtp.RtcpType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;

/**
 * Writes what a track's receiver sends back: RR with SDES (RFC 3550 §6.4.2 and §6.5), to the
 * letter, for servers end a session that they hear nothing of; behind these the answer to an
 * extended report, a goodbye, or the request for a key frame.
 *
 * <p>Confined to the session's event loop.
 */
public final class ReceiverReports {

  /** A buffer of this many bytes takes anything written here. */
  public static final int MAX_LENGTH = 128;

  /** The longest time between two reports. Shorter than the RFC's: some cameras wait no longer. */
  static final long MAX_INTERVAL_NANOS = 5_000_000_000L;

  /** The first report comes within this time. */
  static final long FIRST_INTERVAL_NANOS = 1_000_000_000L;

  /** Makes up for the timer being reconsidered, which shortens intervals (RFC 3550 §6.3.1). */
  private static final double COMPENSATION = Math.E - 1.5;

  private static final int CNAME_BYTES = 8;
  private static final int MAX_CUMULATIVE_LOST = 0x7F_FFFF;
  private static final int MIN_CUMULATIVE_LOST = -0x80_0000;

  private final byte[] cname;
  private final Random random;

  private int ownSsrc;
  private long reportedSsrc = -1;
  private long reportedStart;
  private long expectedBefore;
  private long receivedBefore;

  /** What becomes {@code …Before} once the report is on its way. */
  private long expectedNow;

  private long receivedNow;
  private boolean answering;

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
   * Writes a compound packet of RR and SDES at a buffer's position, which advances; and XR, if a
   * reference time is to be answered. The RR has a block on the current source if there is one.
   *
   * @param into takes the packet; in big-endian order, with room for {@link #MAX_LENGTH} bytes
   * @param reception what was received of the track
   * @param nanoTime the time now, on the clock of the receiver's
   * @return the packet's length in bytes
   */
  public int write(ByteBuffer into, Reception reception, long nanoTime) {
    int begin = into.position();
    putReport(into, reception, nanoTime);
    ReferenceTime reference = reception.referenceTime();
    answering = reference.isDue();
    if (answering) {
      RtcpWriter.delaySinceReference(into, ownSsrc, reference, nanoTime);
    }
    return into.position() - begin;
  }

  /**
   * Writes the last report of all, with a BYE (RFC 3550 §6.6). Should another report follow, it is
   * of another source.
   *
   * @param into as in {@link #write}
   * @param reception as in {@link #write}
   * @param nanoTime as in {@link #write}
   * @return the packet's length in bytes
   */
  public int writeGoodbye(ByteBuffer into, Reception reception, long nanoTime) {
    int begin = into.position();
    putReport(into, reception, nanoTime);
    RtcpWriter.goodbye(into, ownSsrc);
    ownSsrc = random.nextInt();
    return into.position() - begin;
  }

  /**
   * Writes a request for a key frame, behind a report unless it may go alone.
   *
   * @param into as in {@link #write}
   * @param reception as in {@link #write}; a source must send
   * @param nanoTime as in {@link #write}
   * @param requests says how to ask
   * @return the packet's length in bytes
   */
  public int writeRequest(
      ByteBuffer into, Reception reception, long nanoTime, KeyFrameRequests requests) {
    int begin = into.position();
    if (requests.mayGoAlone()) {
      avoid(reception.ssrc());
    } else {
      putReport(into, reception, nanoTime);
    }
    requests.write(into, ownSsrc, reception.ssrc());
    return into.position() - begin;
  }

  /**
   * What was written last is on its way: a new interval begins for the fraction lost (RFC 3550
   * appendix A.3). Without this, the next report is of the same interval.
   *
   * @param reception what was received of the track
   */
  public void sent(Reception reception) {
    expectedBefore = expectedNow;
    receivedBefore = receivedNow;
    if (answering) {
      reception.referenceTime().answered();
    }
  }

  private void avoid(long other) {
    while (ssrc() == other) {
      // The same identifier by chance (RFC 3550 §8.2); the other one was there first.
      ownSsrc = random.nextInt();
    }
  }

  private void putReport(ByteBuffer into, Reception reception, long nanoTime) {
    if (into.order() != ByteOrder.BIG_ENDIAN) {
      throw new IllegalArgumentException("A report is written in big-endian order.");
    }
    avoid(reception.ssrc());
    answering = false;
    int blocks = reception.ssrc() == Reception.NO_SOURCE ? 0 : 1;
    int words = 2 + blocks * RtcpReportBlock.LENGTH / Integer.BYTES;
    RtcpWriter.header(into, blocks, RtcpType.RECEIVER_REPORT, words);
    into.putInt(ownSsrc);
    if (blocks > 0) {
      putBlock(into, reception, nanoTime);
    }
    RtcpWriter.sourceDescription(into, ownSsrc, cname);
  }

  private void putBlock(ByteBuffer into, Reception reception, long nanoTime) {
    long ssrc = reception.ssrc();
    if (ssrc != reportedSsrc || reception.startCycle() != reportedStart) {
      reportedSsrc = ssrc;
      reportedStart = reception.startCycle();
      expectedBefore = 0;
      receivedBefore = 0;
    }
    expectedNow = reception.expected();
    receivedNow = reception.received();
    long expected = expectedNow - expectedBefore;
    long lost = expected - (receivedNow - receivedBefore);
    long fraction = expected <= 0 || lost <= 0 ? 0 : (lost << 8) / expected;
    long cumulative =
        Math.max(MIN_CUMULATIVE_LOST, Math.min(expectedNow - receivedNow, MAX_CUMULATIVE_LOST));

    into.putInt((int) ssrc);
    into.putInt((int) (Math.min(fraction, 0xFF) << 24 | (cumulative & 0xFF_FFFF)));
    into.putInt((int) reception.highest());
    into.putInt((int) reception.jitterUnits());
    into.putInt((int) reception.senderClock().lastSenderReport(ssrc));
    into.putInt((int) reception.senderClock().delaySinceLastSenderReport(ssrc, nanoTime));
  }
}
