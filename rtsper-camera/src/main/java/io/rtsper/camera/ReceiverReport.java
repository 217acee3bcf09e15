package io.rtsper.camera;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A client's RTCP receiver report (RFC 3550 §6.4.2), with its first report block.
 *
 * @param track the track that it came for, from 0
 * @param reporter the client's SSRC
 * @param source the SSRC that is reported on, 0 if there is no report block
 * @param fractionLost the share lost since the last report, in 1/256
 * @param cumulativeLost packets lost in all, which may be negative
 * @param highestSequence the extended highest sequence number
 * @param jitter the interarrival jitter in timestamp units
 * @param lastSenderReport the middle 32 bits of the NTP time of the last SR, 0 if none came
 * @param length the length of the whole compound packet
 */
public record ReceiverReport(
    int track,
    int reporter,
    int source,
    int fractionLost,
    int cumulativeLost,
    long highestSequence,
    long jitter,
    int lastSenderReport,
    int length) {

  private static final int PT_RECEIVER_REPORT = 201;
  private static final int HEADER = 8;
  private static final int BLOCK = 24;

  /** Reads a compound packet that begins with a receiver report; null if it doesn't. */
  static @Nullable ReceiverReport parse(int track, byte[] compound) {
    if (compound.length < HEADER
        || (compound[0] & 0xc0) != 0x80
        || (compound[1] & 0xff) != PT_RECEIVER_REPORT) {
      return null;
    }
    ByteBuffer packet = ByteBuffer.wrap(compound);
    int reporter = packet.getInt(4);
    if ((compound[0] & 0x1f) == 0 || compound.length < HEADER + BLOCK) {
      return new ReceiverReport(track, reporter, 0, 0, 0, 0, 0, 0, compound.length);
    }
    int lost = packet.getInt(12);
    return new ReceiverReport(
        track,
        reporter,
        packet.getInt(8),
        lost >>> 24,
        (lost << 8) >> 8,
        Integer.toUnsignedLong(packet.getInt(16)),
        Integer.toUnsignedLong(packet.getInt(20)),
        packet.getInt(24),
        compound.length);
  }
}
