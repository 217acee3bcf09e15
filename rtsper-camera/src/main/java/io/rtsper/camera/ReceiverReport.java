package io.rtsper.camera;

import java.nio.ByteBuffer;

/**
 * A client's RTCP receiver report (RFC 3550 §6.4.2), with one of its report blocks.
 *
 * @param track the track that it came for, from 0
 * @param reporter the client's SSRC
 * @param source the SSRC that is reported on, 0 if there is no report block
 * @param fractionLost the share lost since the last report, in 1/256
 * @param cumulativeLost packets lost in all, which may be negative
 * @param highestSequence the extended highest sequence number
 * @param jitter the interarrival jitter in timestamp units
 * @param lastSenderReport the middle 32 bits of the NTP time of the last SR, 0 if none came
 * @param delaySinceLastSenderReport the time since it came, in 1/65536 s
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
    long delaySinceLastSenderReport,
    int length) {

  /** The length of a report block. */
  static final int BLOCK = 24;

  private static final int SSRC_OFFSET = 4;

  /**
   * Reads one block of a report in a compound packet.
   *
   * @param at where the report begins
   * @param block where its block begins, -1 if it has none
   */
  static ReceiverReport read(int track, ByteBuffer compound, int at, int block) {
    int reporter = compound.getInt(at + SSRC_OFFSET);
    if (block < 0) {
      return new ReceiverReport(track, reporter, 0, 0, 0, 0, 0, 0, 0, compound.capacity());
    }
    int lost = compound.getInt(block + 4);
    return new ReceiverReport(
        track,
        reporter,
        compound.getInt(block),
        lost >>> 24,
        (lost << 8) >> 8,
        Integer.toUnsignedLong(compound.getInt(block + 8)),
        Integer.toUnsignedLong(compound.getInt(block + 12)),
        compound.getInt(block + 16),
        Integer.toUnsignedLong(compound.getInt(block + 20)),
        compound.capacity());
  }
}
