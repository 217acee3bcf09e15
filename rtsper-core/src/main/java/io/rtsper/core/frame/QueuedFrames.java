package io.rtsper.core.frame;

import static java.util.Objects.requireNonNull;

import io.rtsper.api.FrameStream;
import io.rtsper.api.RtspCancelledException;
import io.rtsper.api.RtspException;
import io.rtsper.api.RtspPhase;
import io.rtsper.api.media.Frame;
import io.rtsper.core.loop.SelectorLoop;
import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A queue of frames for threads that wait. */
final class QueuedFrames implements FrameStream {

  private static final long FOREVER = -1;

  private final FrameQueue queue;
  private final Runnable onClose;

  QueuedFrames(FrameQueue queue, Runnable onClose) {
    this.queue = queue;
    this.onClose = onClose;
  }

  @Override
  public Iterator<Frame> iterator() {
    return new Frames();
  }

  @Override
  public Optional<Frame> poll(Duration limit) {
    requireNonNull(limit, "limit");
    FrameView ready = queue.poll();
    if (ready != null) {
      return Optional.of(ready);
    }
    long nanos = limit.isNegative() ? 0 : limit.compareTo(LONGEST) > 0 ? FOREVER : limit.toNanos();
    return Optional.ofNullable(nanos == 0 ? ended() : next(nanos));
  }

  private static final Duration LONGEST = Duration.ofDays(365);

  /** Returns null if the session goes on or ended in order. */
  private @Nullable FrameView ended() {
    RtspException failure = queue.isOver() ? queue.failure() : null;
    if (failure != null) {
      throw failure.forCaller();
    }
    return null;
  }

  private @Nullable FrameView next(long limitNanos) {
    if (SelectorLoop.isLoopThread()) {
      throw new IllegalStateException(
          "frames were waited for on an event loop, that is in a callback, where none can come"
              + " meanwhile; iterate on a thread of your own, or use onFrame(…) or"
              + " framePublisher(…)");
    }
    try {
      FrameView next = queue.await(limitNanos);
      return next != null ? next : ended();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new RtspCancelledException(
          RtspPhase.MEDIA, "the thread was interrupted while it waited for a frame", interrupted);
    }
  }

  @Override
  public boolean isEnded() {
    return queue.isOver();
  }

  @Override
  public void close() {
    queue.discard();
    onClose.run();
  }

  private final class Frames implements Iterator<Frame> {

    private @Nullable Frame ahead;

    @Override
    public boolean hasNext() {
      if (ahead == null) {
        FrameView ready = queue.poll();
        ahead = ready != null ? ready : QueuedFrames.this.next(FOREVER);
      }
      return ahead != null;
    }

    @Override
    public Frame next() {
      if (!hasNext()) {
        throw new NoSuchElementException("the frames have ended");
      }
      Frame next = requireNonNull(ahead);
      ahead = null;
      return next;
    }
  }
}
