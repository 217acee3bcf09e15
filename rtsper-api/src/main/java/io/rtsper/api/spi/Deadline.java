package io.rtsper.api.spi;

import java.time.Duration;

/**
 * A moment on an event loop's clock by which something must be done.
 *
 * @param nanoTime the moment, on the scale of {@link EventLoop#nanoTime()}
 */
public record Deadline(long nanoTime) {

  /**
   * Returns the deadline that is a time from now.
   *
   * @param loop gives the time
   * @param after the time from now
   * @return the deadline
   */
  public static Deadline in(EventLoop loop, Duration after) {
    return new Deadline(loop.nanoTime() + after.toNanos());
  }

  /**
   * Returns the time that is left.
   *
   * @param loop gives the time
   * @return the time; zero once the deadline has passed
   */
  public Duration left(EventLoop loop) {
    return Duration.ofNanos(Math.max(0, nanoTime - loop.nanoTime()));
  }
}
