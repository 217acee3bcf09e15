package io.rtsper.core.receive;

import io.rtsper.api.media.Track;
import io.rtsper.api.rtp.RtcpCompound;
import io.rtsper.api.rtp.RtcpType;
import io.rtsper.api.rtp.RtpPacket;
import io.rtsper.api.spi.MediaAgreement;
import java.nio.ByteBuffer;
import java.util.Collection;

/**
 * What a receiver is to know of a track and of the way its packets come, and how it tells RTP from
 * RTCP by that. Immutable.
 */
final class TrackFormat {

  private static final int VERSION_SHIFT = 6;
  private static final int PAYLOAD_TYPE_MASK = 0x7F;

  private final int clockRate;
  private final boolean ordered;
  private final boolean multiplexed;
  private final boolean any;
  private final long low;
  private final long high;

  private TrackFormat(int clockRate, Collection<Integer> payloadTypes, MediaAgreement agreement) {
    this.clockRate = clockRate;
    this.ordered = agreement.isOrdered();
    this.multiplexed = agreement.isMultiplexed();
    any = payloadTypes.isEmpty();
    long lowTypes = 0;
    long highTypes = 0;
    for (int type : payloadTypes) {
      if (type >= 0 && type < Long.SIZE) {
        lowTypes |= 1L << type;
      } else if (type >= 0 && type < 2 * Long.SIZE) {
        highTypes |= 1L << (type - Long.SIZE);
      }
    }
    low = lowTypes;
    high = highTypes;
  }

  /** Returns the format of a track whose packets come as agreed on. */
  static TrackFormat of(Track track, MediaAgreement agreement) {
    return new TrackFormat(
        Math.max(0, track.clockRate()), track.description().payloadTypes(), agreement);
  }

  int clockRate() {
    return clockRate;
  }

  boolean ordered() {
    return ordered;
  }

  boolean multiplexed() {
    return multiplexed;
  }

  /** Returns whether packets of a payload type are of this track. */
  boolean accepts(int payloadType) {
    return any || lists(payloadType);
  }

  /** Returns whether the description lists a payload type. */
  boolean lists(int payloadType) {
    return payloadType < Long.SIZE
        ? (low >>> payloadType & 1) != 0
        : (high >>> (payloadType - Long.SIZE) & 1) != 0;
  }

  /**
   * Returns whether a packet is RTCP by its content (RFC 5761 §4); but what the description lists
   * as a payload type is one.
   */
  boolean isRtcp(ByteBuffer buffer, int offset, int length) {
    if (length < RtcpCompound.HEADER_LENGTH || !isVersion2(buffer, offset)) {
      return false;
    }
    int type = buffer.get(offset + RtcpCompound.TYPE_OFFSET) & 0xFF;
    return RtcpType.isRtcp(type) && !lists(type & PAYLOAD_TYPE_MASK);
  }

  /** Returns whether a packet that came where RTCP is expected is RTP. */
  boolean isRtp(ByteBuffer buffer, int offset, int length) {
    return length >= RtpPacket.HEADER_LENGTH
        && isVersion2(buffer, offset)
        && !isRtcp(buffer, offset, length);
  }

  private static boolean isVersion2(ByteBuffer buffer, int offset) {
    return (buffer.get(offset) & 0xFF) >>> VERSION_SHIFT == 2;
  }
}
