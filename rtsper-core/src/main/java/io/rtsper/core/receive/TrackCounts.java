package io.rtsper.core.receive;

import io.rtsper.api.TrackStatistics;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What a track received, at one moment. */
record TrackCounts(
    int trackIndex,
    long packets,
    long bytes,
    long lost,
    long duplicates,
    long reordered,
    long late,
    long malformed,
    long discarded,
    long rtcpPackets,
    long rtcpMalformed,
    Optional<Long> ssrc,
    long ssrcChanges,
    long highestSequence,
    Duration jitter,
    long bitRate,
    Optional<Duration> sinceLastPacket,
    OptionalInt receiveBuffer,
    OptionalLong systemDrops,
    OptionalDouble driftPpm,
    FrameCounts ofFrames)
    implements TrackStatistics {

  @Override
  public long frames() {
    return ofFrames.frames();
  }

  @Override
  public long keyFrames() {
    return ofFrames.keyFrames();
  }

  @Override
  public long framesDropped() {
    return ofFrames.dropped();
  }

  @Override
  public long framesDamaged() {
    return ofFrames.damaged();
  }

  @Override
  public Optional<Duration> timeToFirstFrame() {
    return ofFrames.timeToFirst();
  }
}
