package io.rtsper.core.loop;

import io.rtsper.api.spi.EventLoop;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectableChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One session's share of a loop: what the session sees as its event loop. Whatever happens in a
 * lane happens one at a time and in order.
 *
 * <p>Where a callback doesn't return, the lane keeps the thread that the callback is on, and
 * another one serves the loop's other lanes. What comes for the lane meanwhile waits here.
 */
final class Lane implements EventLoop {

  private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

  private final SelectorLoop loop;

  /** What came while the lane was kept. */
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

  /** Like the registrations for the thread that serves the loop alone. */
  private final List<TimerQueue.Entry> timers = new ArrayList<>();

  private final List<KeyRegistration> registrations = new ArrayList<>();

  private volatile @Nullable Kept kept;

  /**
   * What keeps a lane.
   *
   * @param thread the thread that the callback is on
   * @param since when it was seen first, on the loop's clock
   */
  record Kept(LoopThread thread, long since) {}

  Lane(SelectorLoop loop) {
    this.loop = loop;
  }

  SelectorLoop loop() {
    return loop;
  }

  @Override
  public void execute(Runnable task) {
    loop.add(new LaneTask(this, task));
  }

  @Override
  public boolean inEventLoop() {
    return LoopThread.currentLane() == this;
  }

  @Override
  public Timer schedule(Duration delay, Runnable task) {
    TimerQueue.Entry entry = new TimerQueue.Entry(nanoTime() + delay.toNanos(), this, task);
    loop.add(entry);
    return entry;
  }

  @Override
  public long nanoTime() {
    return loop.nanoTime();
  }

  @Override
  public Registration register(SelectableChannel channel, int interest, ReadyListener listener)
      throws IOException {
    if (!inEventLoop()) {
      throw new IllegalStateException("channels are registered on their event loop only");
    }
    KeyRegistration registration = new KeyRegistration(this, listener);
    registration.isAt(loop.register(channel, interest, registration), interest);
    return registration;
  }

  @Override
  public ByteBuffer readBuffer() {
    if (Thread.currentThread() instanceof LoopThread thread && thread.lane == this) {
      return thread.readBuffer.clear();
    }
    throw new IllegalStateException("the read buffer is for callbacks of its event loop only");
  }

  /** Returns whether a callback keeps the lane, so that nothing else of it may run. */
  boolean isKept() {
    return kept != null;
  }

  /** Returns what keeps the lane, or null. */
  @Nullable Kept kept() {
    return kept;
  }

  void keep(Kept by) {
    kept = by;
  }

  void keep(Runnable task) {
    tasks.add(task);
  }

  void keep(TimerQueue.Entry entry) {
    timers.add(entry);
  }

  void keep(KeyRegistration registration) {
    try {
      registration.park();
      registrations.add(registration);
    } catch (CancelledKeyException gone) {
      LOG.trace("a channel was taken off the loop while its lane was kept", gone);
    }
  }

  /**
   * Lets all of it run again: timers that became due run after the channels have been looked at
   * once, so that what has come is read before a deadline for it passes.
   */
  void release(TimerQueue into) {
    kept = null;
    timers.forEach(into::putBack);
    timers.clear();
    for (KeyRegistration registration : registrations) {
      try {
        registration.unpark();
      } catch (CancelledKeyException gone) {
        LOG.trace("a channel was taken off the loop while its lane was kept", gone);
      }
    }
    registrations.clear();
  }

  /** Returns the next task that came while the lane was kept, or null. */
  @Nullable Runnable pollKept() {
    return tasks.poll();
  }

  /** A task of a lane, or without a body the end of what kept the lane. */
  static final class LaneTask {

    final Lane lane;
    final @Nullable Runnable body;

    LaneTask(Lane lane, @Nullable Runnable body) {
      this.lane = lane;
      this.body = body;
    }
  }
}
