package io.rtsper.api.rtp;

import java.nio.ByteBuffer;
import java.util.Locale;

/**
 * A view of what a report says of one source (RFC 3550 §6.4.1).
 *
 * <pre>
 *    0                   1                   2                   3
 *    0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *  0|                 SSRC of the reported source                   |
 *   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *  4| fraction lost |       cumulative number of packets lost       |
 *   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *  8|           extended highest sequence number received           |
 *   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * 12|                      interarrival jitter                      |
 *   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * 16|                         last SR (LSR)                         |
 *   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * 20|                   delay since last SR (DLSR)                  |
 *   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * </pre>
 */
public final class RtcpReportBlock {

  /** Bytes of a block. */
  public static final int LENGTH = 24;

  /** Offset of the reported source. */
  public static final int SSRC_OFFSET = 0;

  /** Offset of the fraction lost. */
  public static final int FRACTION_LOST_OFFSET = 4;

  /** Offset of the cumulative number of packets lost, three bytes. */
  public static final int CUMULATIVE_LOST_OFFSET = 5;

  /** Offset of the extended highest sequence number. */
  public static final int HIGHEST_SEQUENCE_OFFSET = 8;

  /** Offset of the jitter. */
  public static final int JITTER_OFFSET = 12;

  /** Offset of the last sender report's time. */
  public static final int LAST_SENDER_REPORT_OFFSET = 16;

  /** Offset of the delay since the last sender report. */
  public static final int DELAY_OFFSET = 20;

  private ByteBuffer buffer = RtcpCompound.NOTHING;
  private int offset;

  RtcpReportBlock() {}

  RtcpReportBlock at(ByteBuffer buffer, int offset) {
    this.buffer = buffer;
    this.offset = offset;
    return this;
  }

  /** {@return the source that the block is about, unsigned} */
  public long ssrc() {
    return RtcpCompound.unsignedInt(buffer, offset + SSRC_OFFSET);
  }

  /** {@return the packets lost since the previous report, in 1/256 of those expected} */
  public int fractionLost() {
    return buffer.get(offset + FRACTION_LOST_OFFSET) & 0xFF;
  }

  /**
   * {@return the packets lost since the beginning, less the duplicates and thus negative perhaps;
   * from -2<sup>23</sup> to 2<sup>23</sup>-1}
   */
  public int cumulativeLost() {
    int word = (int) RtcpCompound.unsignedInt(buffer, offset + FRACTION_LOST_OFFSET);
    return (word << 8) >> 8;
  }

  /** {@return the highest sequence number received and, in the high 16 bits, its cycles} */
  public long highestSequence() {
    return RtcpCompound.unsignedInt(buffer, offset + HIGHEST_SEQUENCE_OFFSET);
  }

  /** {@return the interarrival jitter in units of the timestamp, unsigned} */
  public long jitter() {
    return RtcpCompound.unsignedInt(buffer, offset + JITTER_OFFSET);
  }

  /** {@return the {@linkplain NtpTime#middle middle 32 bits} of the last SR's time; 0 if none} */
  public long lastSenderReport() {
    return RtcpCompound.unsignedInt(buffer, offset + LAST_SENDER_REPORT_OFFSET);
  }

  /** {@return the delay since the last SR was received, in 1/65536 s, unsigned} */
  public long delaySinceLastSenderReport() {
    return RtcpCompound.unsignedInt(buffer, offset + DELAY_OFFSET);
  }

  /** Returns the block's fields. */
  @Override
  public String toString() {
    if (buffer.limit() == 0) {
      return "(no report block)";
    }
    return String.format(
        Locale.ROOT,
        "SSRC=0x%08X Fraction=%d/256 Lost=%d Highest=%d Jitter=%d LSR=0x%08X DLSR=%d",
        ssrc(),
        fractionLost(),
        cumulativeLost(),
        highestSequence(),
        jitter(),
        lastSenderReport(),
        delaySinceLastSenderReport());
  }
}
