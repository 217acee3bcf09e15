package io.rtsper.api.rtp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Optional;

/**
 * What the RTP header extension of an ONVIF replay says of an access unit (ONVIF Streaming
 * Specification, "RTP header extension").
 *
 * <pre>
 *    0                   1                   2                   3
 *    0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *   |             0xABAC            |      length in words: 3       |
 *   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *  0|                  NTP timestamp, in two words                  |
 *   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *  8|C|E|D|T|  mbz  |      CSeq     |            padding            |
 *   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * </pre>
 *
 * @param ntp when it was recorded, to be read with {@link NtpTime}; {@link NtpTime#UNKNOWN} if the
 *     device doesn't know it
 * @param cleanPoint C: decoding can start here
 * @param endOfSection E: the last of a stretch of the recording without a gap
 * @param discontinuity D: the device left something out before it
 * @param terminal T: the last of the recording
 * @param cseq the low byte of the CSeq of the PLAY that started it, from 0 to 255
 */
public record OnvifReplayExtension(
    long ntp,
    boolean cleanPoint,
    boolean endOfSection,
    boolean discontinuity,
    boolean terminal,
    int cseq) {

  /** The extension's profile. */
  public static final int PROFILE = 0xABAC;

  /** Offset of the NTP timestamp in the extension's data. */
  public static final int NTP_OFFSET = 0;

  /** Offset of the flags. */
  public static final int FLAGS_OFFSET = 8;

  /** Offset of the CSeq's low byte. */
  public static final int CSEQ_OFFSET = 9;

  private static final int NTP_LENGTH = 8;
  private static final int LENGTH = 12;

  /**
   * Reads the extension of a packet. Allocates what it returns.
   *
   * @param packet the packet
   * @return what the extension says; empty if the packet has no such one
   */
  public static Optional<OnvifReplayExtension> of(RtpPacket packet) {
    if (packet.extensionProfile() != PROFILE || packet.extensionLength() < LENGTH) {
      return Optional.empty();
    }
    int at = packet.extensionOffset();
    int flags = packet.buffer().get(at + FLAGS_OFFSET);
    return Optional.of(
        new OnvifReplayExtension(
            ntpOf(packet),
            (flags & 0x80) != 0,
            (flags & 0x40) != 0,
            (flags & 0x20) != 0,
            (flags & 0x10) != 0,
            packet.buffer().get(at + CSEQ_OFFSET) & 0xFF));
  }

  /**
   * Returns just the time, without allocating.
   *
   * @param packet the packet
   * @return the NTP timestamp; {@link NtpTime#UNKNOWN} if the packet has no such extension
   */
  public static long ntpOf(RtpPacket packet) {
    if (packet.extensionProfile() != PROFILE || packet.extensionLength() < NTP_LENGTH) {
      return NtpTime.UNKNOWN;
    }
    ByteBuffer buffer = packet.buffer();
    long ntp = buffer.getLong(packet.extensionOffset() + NTP_OFFSET);
    return buffer.order() == ByteOrder.BIG_ENDIAN ? ntp : Long.reverseBytes(ntp);
  }

  /** {@return when it was recorded; empty if the device doesn't know it} */
  public Optional<Instant> time() {
    return ntp == NtpTime.UNKNOWN ? Optional.empty() : Optional.of(NtpTime.toInstant(ntp));
  }
}
