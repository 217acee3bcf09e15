package io.rtsper.core.loop;

import io.rtsper.api.spi.EventLoop;
import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One session's share of a loop: what the session sees as its event loop. Whatever happens in a
 * lane happens one at a time and in order.
 *
 * <p>Where a callback doesn't return, the lane keeps the thread that the callback is on, and
 * another one serves the loop's other lanes. What comes for the lane meanwhile waits here.
 */
final class Lane implements EventLoop {

  /** How often, and how far apart, somebody looks for the end of a turn. */
  private static final int READINGS = 20;

  private static final long READING_PAUSE_NANOS = 20_000L;

  private final Loop loop;
  private final @Nullable Lane shared;

  /** What came while the lane was kept. */
  private final Queue<Runnable> keptTasks = new ConcurrentLinkedQueue<>();

  /** Timers and channels; for the thread that serves the loop alone. */
  private final List<Event> keptEvents = new ArrayList<>();

  private volatile @Nullable Kept kept;

  /** Counts the beginnings and ends of the lane's turns: odd in the midst of one. */
  private final AtomicLong turn = new AtomicLong();

  /** What a lane asks of its loop, on any thread. */
  interface Loop {

    long nanoTime();

    void execute(Lane lane, Runnable task);

    Timer schedule(Lane lane, Duration delay, Runnable task);

    Registration register(
        Lane lane, SelectableChannel channel, int interest, ReadyListener listener)
        throws IOException;
  }

  /** Something but a task that happens in a lane, and has to wait while the lane is kept. */
  interface Event {

    /** Lets the loop come upon it once more. */
    void putBack();
  }

  /** A task of a lane, or without a body the end of what kept the lane. */
  static final class Task {

    final Lane lane;
    final @Nullable Runnable body;

    Task(Lane lane, @Nullable Runnable body) {
      this.lane = lane;
      this.body = body;
    }
  }

  /**
   * What keeps a lane.
   *
   * @param thread the thread that the callback is on
   * @param since when it was seen first, on the loop's clock
   */
  record Kept(LoopThread thread, long since) {}

  /**
   * Makes a lane.
   *
   * @param shared the lane of what the loop's sessions share; null if it is that one itself
   */
  Lane(Loop loop, @Nullable Lane shared) {
    this.loop = loop;
    this.shared = shared;
  }

  boolean isOf(Loop one) {
    return loop == one;
  }

  @Override
  public void execute(Runnable task) {
    loop.execute(this, task);
  }

  @Override
  public boolean inEventLoop() {
    return LoopThread.currentLane() == this;
  }

  @Override
  public Timer schedule(Duration delay, Runnable task) {
    return loop.schedule(this, delay, task);
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
    return loop.register(this, channel, interest, listener);
  }

  @Override
  public ByteBuffer readBuffer() {
    if (Thread.currentThread() instanceof LoopThread thread && thread.lane == this) {
      return thread.readBuffer.clear();
    }
    throw new IllegalStateException("the read buffer is for callbacks of its event loop only");
  }

  @Override
  public EventLoop shared() {
    return shared == null ? this : shared;
  }

  /** Begins a turn; what is written in it comes behind a fence of the caller's. */
  void beginTurn() {
    turn.setRelease(turn.getPlain() + 1);
  }

  /** Ends the turn. */
  void endTurn() {
    turn.setRelease(turn.getPlain() + 1);
  }

  /**
   * Reads what the lane writes, on any other thread and without its help.
   *
   * @param reading reads and may be called several times; what it sees may change under it
   * @return what was read while no turn was under way; null if there was no such moment
   */
  <T> @Nullable T readBetweenTurns(Supplier<T> reading) {
    for (int i = 0; i < READINGS; i++) {
      long before = turn.getAcquire();
      if ((before & 1) == 0) {
        T read = reading.get();
        VarHandle.acquireFence();
        if (turn.getPlain() == before) {
          return read;
        }
      }
      LockSupport.parkNanos(READING_PAUSE_NANOS);
    }
    return null;
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
    keptTasks.add(task);
  }

  void keep(Event event) {
    keptEvents.add(event);
  }

  /**
   * Lets all of it run again: timers that became due run after the channels have been looked at
   * once, so that what has come is read before a deadline for it passes.
   */
  void release() {
    kept = null;
    keptEvents.forEach(Event::putBack);
    keptEvents.clear();
  }

  /** Returns the next task that came while the lane was kept, or null. */
  @Nullable Runnable pollKept() {
    return keptTasks.poll();
  }
}
