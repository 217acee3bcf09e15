package io.rtsper.core.clock;

import io.rtsper.api.rtp.MediaTimeline;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where in its presentation a track plays: the range that PLAY's answer names, and where on the
 * session's clock that starts. What is before that is of the range before.
 */
final class PlayTime {

  /** The seconds before and after 1970 that are counted in nanoseconds: from 1678 to 2261. */
  private static final long MOST_SECONDS = Long.MAX_VALUE / Ticks.NANOS - 1;

  private PlayStart start = PlayStart.LIVE;

  /** Whether an answer came whose range hasn't begun. */
  private boolean due;

  /** Whether the range was begun for now, and is to be begun again. */
  private boolean provisional;

  private @Nullable PlayStart range;
  private long startNanos;
  private @Nullable PlayStart rangeBefore;
  private long startNanosBefore;

  /** Forgets all. */
  void forget() {
    due = false;
    provisional = false;
    range = null;
    rangeBefore = null;
  }

  /** Takes where the next range starts. */
  void answered(PlayStart of) {
    start = of;
    due = true;
    provisional = false;
  }

  /** Returns whether an answer came whose range hasn't begun. */
  boolean isDue() {
    return due;
  }

  /**
   * Takes where on the session's clock the next range starts.
   *
   * @param sure whether that is sure, and not just for now
   */
  void begin(long presentation, boolean sure) {
    if (range != null && !provisional) {
      rangeBefore = range;
      startNanosBefore = startNanos;
    }
    provisional = !sure;
    due = !sure;
    range = start;
    startNanos = presentation;
  }

  /** Returns how fast the presentation runs against the RTP timestamps. */
  double scale() {
    return range == null ? 1 : range.scale();
  }

  /** Returns whether the range that plays there is one of the wall clock. */
  boolean isDated(long presentation) {
    return wallNanos(presentation) != MediaTimeline.UNKNOWN;
  }

  Optional<Duration> npt(long presentation) {
    PlayStart of = at(presentation);
    Duration from = of == null ? null : of.npt();
    return of == null || from == null
        ? Optional.empty()
        : Optional.of(from.plusNanos(played(of, presentation)));
  }

  /**
   * Returns the time on the wall clock, in nanoseconds since 1970, of a range that is dated;
   * UNKNOWN of another, and of a date that a number of nanoseconds can't be of.
   */
  long wallNanos(long presentation) {
    PlayStart of = at(presentation);
    Instant from = of == null ? null : of.clock();
    if (of == null || from == null || Math.abs(from.getEpochSecond()) > MOST_SECONDS) {
      return MediaTimeline.UNKNOWN;
    }
    long start = from.getEpochSecond() * Ticks.NANOS + from.getNano();
    long wall = start + played(of, presentation);
    boolean overflows = ((start ^ wall) & (played(of, presentation) ^ wall)) < 0;
    return overflows ? MediaTimeline.UNKNOWN : wall;
  }

  private @Nullable PlayStart at(long presentation) {
    return isBefore(presentation) ? rangeBefore : range;
  }

  private boolean isBefore(long presentation) {
    return rangeBefore != null && presentation < startNanos;
  }

  private long played(PlayStart of, long presentation) {
    long since = presentation - (isBefore(presentation) ? startNanosBefore : startNanos);
    return of.scale() == 1 ? since : (long) (since * of.scale());
  }
}
