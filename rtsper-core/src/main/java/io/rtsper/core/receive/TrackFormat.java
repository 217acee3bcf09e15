package io.rtsper.core.rtp;

import java.util.Collection;

/** What a receiver is to know of a track and of the way its packets come. */
public final class TrackFormat {

  private final int trackIndex;
  private final int clockRate;
  private final boolean ordered;
  private final boolean multiplexed;
  private final boolean any;
  private final long low;
  private final long high;

  private TrackFormat(
      int trackIndex,
      int clockRate,
      Collection<Integer> payloadTypes,
      boolean ordered,
      boolean multiplexed) {
    this.trackIndex = trackIndex;
    this.clockRate = clockRate;
    this.ordered = ordered;
    this.multiplexed = multiplexed;
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

  /**
   * Returns the format of a track whose transport keeps the order of packets, such as TCP.
   *
   * @param trackIndex the track's index in the description
   * @param clockRate units of the timestamp a second; 0 if unknown, then there is no jitter
   * @param payloadTypes those that the description lists; none means that all are accepted
   * @return the format
   */
  public static TrackFormat ordered(
      int trackIndex, int clockRate, Collection<Integer> payloadTypes) {
    return new TrackFormat(trackIndex, Math.max(0, clockRate), payloadTypes, true, false);
  }

  /**
   * Returns the format of a track whose transport may lose, repeat and reorder packets, such as
   * UDP.
   *
   * @param trackIndex the track's index in the description
   * @param clockRate units of the timestamp a second; 0 if unknown, then there is no jitter
   * @param payloadTypes those that the description lists; none means that all are accepted
   * @param multiplexed whether it was agreed that RTCP comes on the port of RTP (RFC 5761)
   * @return the format
   */
  public static TrackFormat unordered(
      int trackIndex, int clockRate, Collection<Integer> payloadTypes, boolean multiplexed) {
    return new TrackFormat(trackIndex, Math.max(0, clockRate), payloadTypes, false, multiplexed);
  }

  int trackIndex() {
    return trackIndex;
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
}
