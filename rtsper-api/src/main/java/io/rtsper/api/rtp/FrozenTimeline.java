package io.rtsper.api.rtp;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a timeline said of one timestamp, from which others are counted. Immutable. */
final class FrozenTimeline implements MediaTimeline {

  private static final long NANOS = 1_000_000_000L;

  private final int clockRate;
  private final long timestamp;
  private final long presentation;
  private final long wallClock;
  private final @Nullable WallClockSource source;
  private final @Nullable Duration playTime;

  FrozenTimeline(MediaTimeline of, long timestamp) {
    this.clockRate = of.clockRate();
    this.timestamp = timestamp;
    this.presentation = of.presentationNanos(timestamp);
    this.wallClock = of.wallClockNanos(timestamp);
    this.source = of.wallClockSource(timestamp).orElse(null);
    this.playTime = of.normalPlayTime(timestamp).orElse(null);
  }

  @Override
  public int clockRate() {
    return clockRate;
  }

  @Override
  public long presentationNanos(long extendedTimestamp) {
    return presentation == UNKNOWN ? UNKNOWN : presentation + since(extendedTimestamp);
  }

  @Override
  public long wallClockNanos(long extendedTimestamp) {
    return wallClock == UNKNOWN ? UNKNOWN : wallClock + since(extendedTimestamp);
  }

  @Override
  public Optional<WallClockSource> wallClockSource(long extendedTimestamp) {
    return Optional.ofNullable(source);
  }

  @Override
  public Optional<Duration> normalPlayTime(long extendedTimestamp) {
    return Optional.ofNullable(playTime).map(time -> time.plusNanos(since(extendedTimestamp)));
  }

  private long since(long extendedTimestamp) {
    long units = extendedTimestamp - timestamp;
    return clockRate == 0 ? 0 : units / clockRate * NANOS + units % clockRate * NANOS / clockRate;
  }
}
