package io.rtsper.core.frame;

import io.rtsper.api.RtspException;
import io.rtsper.api.media.Frame;
import io.rtsper.api.spi.EventLoop;
import io.rtsper.core.context.Notifier;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A subscriber's part in a session's frames (Reactive Streams §2 and §3): its queue is emptied on
 * the event loop as far as it has asked for, so that all signals come one at a time.
 */
final class FrameSubscription implements Flow.Subscription {

  private final FrameQueue queue;
  private final EventLoop loop;
  private final Notifier notifier;
  private final Runnable onEnd;
  private final AtomicLong demand = new AtomicLong();

  /** Null once nothing more may be signalled: then nothing refers to it any more (§3.13). */
  private volatile Flow.@Nullable Subscriber<? super Frame> subscriber;

  private volatile @Nullable IllegalArgumentException mistake;

  // For the event loop only.
  private boolean begun;
  private boolean emptying;

  /**
   * Makes the part of a subscriber that hasn't been told of it.
   *
   * @param onEnd takes the queue away from who fills it
   */
  FrameSubscription(
      FrameQueue queue,
      Flow.Subscriber<? super Frame> subscriber,
      EventLoop loop,
      Notifier notifier,
      Runnable onEnd) {
    this.queue = queue;
    this.subscriber = subscriber;
    this.loop = loop;
    this.notifier = notifier;
    this.onEnd = onEnd;
  }

  /** Tells the subscriber; the first signal of all. */
  void begin() {
    Flow.Subscriber<? super Frame> to = subscriber;
    if (to != null) {
      try {
        to.onSubscribe(this);
      } catch (Throwable thrown) {
        failed(thrown);
      }
    }
    begun = true;
  }

  @Override
  public void request(long count) {
    if (count <= 0) {
      mistake =
          new IllegalArgumentException(
              "request(" + count + "): ask for one frame at least (Reactive Streams §3.9)");
    } else {
      demand.accumulateAndGet(count, FrameSubscription::sum);
    }
    if (subscriber == null || (loop.inEventLoop() && (emptying || !begun))) {
      return;
    }
    try {
      loop.execute(this::empty);
    } catch (RejectedExecutionException clientClosed) {
      return; // and the subscriber was told that the session has ended
    }
  }

  private static long sum(long one, long other) {
    long sum = one + other;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }

  @Override
  public void cancel() {
    if (subscriber != null) {
      subscriber = null;
      queue.discard();
      onEnd.run();
    }
  }

  /** Signals what the subscriber has asked for, as far as it is there. On the event loop. */
  void empty() {
    if (emptying || !begun) {
      return;
    }
    emptying = true;
    try {
      Flow.Subscriber<? super Frame> to = subscriber;
      while (to != null && mistake == null && demand.get() > 0) {
        FrameView next = queue.poll();
        if (next == null) {
          break;
        }
        if (demand.get() != Long.MAX_VALUE) {
          demand.decrementAndGet();
        }
        to.onNext(next);
        to = subscriber;
      }
      finish(to);
    } catch (Throwable thrown) {
      failed(thrown);
    } finally {
      emptying = false;
    }
  }

  private void finish(Flow.@Nullable Subscriber<? super Frame> to) {
    Throwable error = mistake;
    if (to == null || (error == null && !queue.isOver())) {
      return;
    }
    subscriber = null;
    RtspException failure = queue.failure();
    queue.discard();
    onEnd.run();
    if (error != null) {
      to.onError(error);
    } else if (failure != null) {
      to.onError(failure);
    } else {
      to.onComplete();
    }
  }

  /** A subscriber that throws has cancelled (§2.13). */
  private void failed(Throwable thrown) {
    cancel();
    notifier.failed("the subscriber to frames", thrown);
  }
}
