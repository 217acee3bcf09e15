package io.rtsper.core.session;

import io.rtsper.api.RtspResponse;
import io.rtsper.api.header.RangeHeader;
import io.rtsper.api.spi.QuirkReporter;
import io.rtsper.core.header.PlayRate;
import io.rtsper.core.header.Range;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What part of a presentation plays, and when it will be at its end: as the answer to PLAY says, or
 * else the request, or else the description. A server that knows how long its file is may say
 * nothing when that is over (live555 2026.06.24 sends no BYE then).
 *
 * <p>Confined to the session's event loop.
 */
final class PlayedRange {

  private static final double NANOS = 1e9;

  /** How much earlier than at the end of the range media may stop, in seconds. */
  private static final double LEAST_TOLERANCE = 0.5;

  private static final double MOST_TOLERANCE = 2;

  /** A time on one of the clocks that a range may use. */
  private record Position(boolean wallClock, double seconds) {

    static Position npt(Duration time) {
      return new Position(false, time.toNanos() / NANOS);
    }

    static Position clock(Instant time) {
      return new Position(true, Duration.between(Instant.EPOCH, time).toMillis() / 1e3);
    }

    Position plus(double more) {
      return new Position(wallClock, seconds + more);
    }
  }

  /** What the application asked for last, to be asked for again after a loss. */
  private @Nullable RangeHeader asked;

  private @Nullable Position start;
  private @Nullable Position end;
  private PlayRate rate = PlayRate.NORMAL;
  private long sinceNanos;
  private boolean playing;

  /** Returns what the application asked for last. */
  Optional<RangeHeader> asked() {
    return Optional.ofNullable(asked);
  }

  /**
   * Takes the answer to PLAY.
   *
   * @param range what the application asked for; null to play on, or for the first time
   * @param described the ranges that the description names
   */
  void answered(
      @Nullable RangeHeader range, List<Range> described, RtspResponse response, long nanoTime) {
    paused(nanoTime);
    if (range != null) {
      asked = range;
      start = null;
      end = null;
    }
    Range told = response.headers().first("Range").map(PlayedRange::read).orElse(null);
    if (told != null && isEmpty(told)) {
      told = null;
    }
    Range wanted = range == null ? null : read(range.value());
    start = firstOf(PlayedRange::start, told, wanted).orElse(start);
    end =
        firstOf(PlayedRange::end, told, wanted)
            .or(() -> Optional.ofNullable(end))
            .or(
                () ->
                    described.stream()
                        .filter(PlayedRange::isBounded)
                        .findFirst()
                        .map(PlayedRange::end))
            .orElse(null);
    if (start == null && end != null && !end.wallClock()) {
      start = Position.npt(Duration.ZERO);
    }
    rate = PlayRate.of(response.headers());
    sinceNanos = nanoTime;
    playing = true;
  }

  /** Media no longer flows; PLAY without a range goes on from here. */
  void paused(long nanoTime) {
    if (playing && start != null) {
      start = start.plus((nanoTime - sinceNanos) / NANOS * rate.factor());
    }
    playing = false;
  }

  /** Nothing is set up any more. */
  void forget() {
    asked = null;
    start = null;
    end = null;
    playing = false;
  }

  /** Returns whether what is played has an end, as the description or the application says. */
  boolean hasEnd(List<Range> described) {
    RangeHeader wanted = asked;
    return (wanted != null && isBounded(read(wanted.value())))
        || described.stream().anyMatch(PlayedRange::isBounded);
  }

  /**
   * Returns whether media that came last at that time had come to the end of the range, or so near
   * that nothing is missing: tracks differ in length, and servers in how exactly they keep time.
   */
  boolean isOver(long lastPacketNanos) {
    Position from = start;
    Position to = end;
    if (!playing || from == null || to == null || from.wallClock() != to.wallClock()) {
      return false;
    }
    double length = Math.abs(to.seconds() - from.seconds()) / Math.abs(rate.factor());
    double tolerance = Math.max(LEAST_TOLERANCE, Math.min(length / 10, MOST_TOLERANCE));
    double played = (lastPacketNanos - sinceNanos) / NANOS;
    return length > 0 && played > 0 && played >= length - tolerance;
  }

  private static Range read(String text) {
    return Range.parse(text, QuirkReporter.NONE);
  }

  private static Optional<Position> firstOf(
      Function<Range, @Nullable Position> of, @Nullable Range one, @Nullable Range other) {
    Position first = one == null ? null : of.apply(one);
    Position second = other == null ? null : of.apply(other);
    return Optional.ofNullable(first != null ? first : second);
  }

  private static @Nullable Position start(Range range) {
    return position(range.nptStart(), range.clockStart());
  }

  private static @Nullable Position end(Range range) {
    return position(range.nptEnd(), range.clockEnd());
  }

  private static @Nullable Position position(@Nullable Duration npt, @Nullable Instant clock) {
    if (npt != null) {
      return Position.npt(npt);
    }
    return clock == null ? null : Position.clock(clock);
  }

  /** gomedia 17feea57090c says {@code npt=0.0-0.0} of what is live. */
  private static boolean isEmpty(Range range) {
    Position to = end(range);
    return to != null && to.equals(start(range));
  }

  private static boolean isBounded(Range range) {
    return range.isBounded() && !isEmpty(range);
  }
}
