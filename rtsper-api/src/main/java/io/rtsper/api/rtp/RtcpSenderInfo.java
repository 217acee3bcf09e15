package io.rtsper.api.rtp;

import java.nio.ByteBuffer;
import java.util.Locale;

/**
 * A view of what a sender report says of the sender itself (RFC 3550 §6.4.1).
 *
 * <pre>
 *    0                   1                   2                   3
 *    0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *  0|              NTP timestamp, most significant word             |
 *   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *  4|             NTP timestamp, least significant word             |
 *   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *  8|                         RTP timestamp                         |
 *   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * 12|                     sender's packet count                     |
 *   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * 16|                      sender's octet count                     |
 *   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * </pre>
 */
public final class RtcpSenderInfo {

  /** Bytes of the sender's information. */
  public static final int LENGTH = 20;

  /** Offset of the NTP timestamp. */
  public static final int NTP_OFFSET = 0;

  /** Offset of the RTP timestamp. */
  public static final int RTP_TIMESTAMP_OFFSET = 8;

  /** Offset of the packet count. */
  public static final int PACKET_COUNT_OFFSET = 12;

  /** Offset of the octet count. */
  public static final int OCTET_COUNT_OFFSET = 16;

  private ByteBuffer buffer = RtcpCompound.NOTHING;
  private int offset;

  RtcpSenderInfo() {}

  RtcpSenderInfo at(ByteBuffer buffer, int offset) {
    this.buffer = buffer;
    this.offset = offset;
    return this;
  }

  /**
   * {@return the time at which the report was sent, to be read with {@link NtpTime}; {@link
   * NtpTime#UNKNOWN} if the sender doesn't know it}
   */
  public long ntp() {
    return (RtcpCompound.unsignedInt(buffer, offset + NTP_OFFSET) << 32)
        | RtcpCompound.unsignedInt(buffer, offset + NTP_OFFSET + 4);
  }

  /** {@return the same time in units and with the offset of the RTP timestamps, unsigned} */
  public long rtpTimestamp() {
    return RtcpCompound.unsignedInt(buffer, offset + RTP_TIMESTAMP_OFFSET);
  }

  /** {@return the RTP packets sent, modulo 2<sup>32</sup>} */
  public long packetCount() {
    return RtcpCompound.unsignedInt(buffer, offset + PACKET_COUNT_OFFSET);
  }

  /** {@return the payload bytes sent, modulo 2<sup>32</sup>} */
  public long octetCount() {
    return RtcpCompound.unsignedInt(buffer, offset + OCTET_COUNT_OFFSET);
  }

  /** Returns the fields. */
  @Override
  public String toString() {
    if (buffer.limit() == 0) {
      return "(no sender information)";
    }
    return String.format(
        Locale.ROOT,
        "NTP=%s RTP=%d Packets=%d Octets=%d",
        ntp() == NtpTime.UNKNOWN ? "unknown" : NtpTime.toInstant(ntp()),
        rtpTimestamp(),
        packetCount(),
        octetCount());
  }
}
