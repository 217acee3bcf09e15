package io.rtsper.core.loop;

import io.rtsper.api.spi.EventLoop;
import io.rtsper.core.loop.Lane.Kept;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of a loop: the one that serves it, and those that callbacks keep.
 *
 * <p>Where somebody who {@linkplain #look() looks} sees the same turn twice, a new thread takes the
 * turn away from its lane and goes on serving where the first one stopped. When the callback
 * returns, the first thread finds its turn gone, gives the lane back and ends. It touches nothing
 * of the loop in between but what any thread may: the agenda, and its own lane's keys.
 */
public final class Relief {

  private static final Logger LOG = LoggerFactory.getLogger(Relief.class);

  /** How many callbacks may keep a thread each; the next one keeps the loop. */
  static final int MAX_KEPT = 32;

  /** For how long nobody is relieved after there was no memory for it. */
  private static final long BLIND_NANOS = 10_000_000_000L;

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final String name;
  private final Agenda agenda;
  private final Consumer<LoopThread> serve;

  private final Turns turns = new Turns();
  private volatile LoopThread serving;
  private final AtomicInteger keptLanes = new AtomicInteger();

  /** What a relieved thread has no use for any more. */
  private final AtomicReference<@Nullable ByteBuffer> spareBuffer = new AtomicReference<>();

  /** Until when nobody is relieved, if so. */
  private long blindUntil;

  private boolean blind;

  /** Whether the serving thread is the last one. */
  private volatile boolean over;

  private final CountDownLatch finished = new CountDownLatch(1);

  /**
   * Makes the first thread, to be {@linkplain #start() started}.
   *
   * @param name the threads' name
   * @param agenda what the loop has to do
   * @param serve serves the loop until {@link #leave} says that another thread does, or to its end
   */
  Relief(String name, Agenda agenda, Consumer<LoopThread> serve) {
    this.name = name;
    this.agenda = agenda;
    this.serve = serve;
    this.serving = new LoopThread(serve, name, null);
  }

  void start() {
    serving.start();
  }

  boolean isServing(LoopThread me) {
    return serving == me;
  }

  /** Gives a lane its turn on the serving thread. */
  void enter(LoopThread me, Lane lane) {
    me.lane = lane;
    lane.beginTurn();
    turns.begin(lane);
  }

  /**
   * Ends a lane's turn.
   *
   * @return whether the thread still serves the loop, which it must not touch otherwise
   */
  boolean leave(LoopThread me, Lane lane) {
    me.lane = null;
    lane.endTurn();
    if (turns.end(lane)) {
      return true;
    }
    giveBack(me, lane);
    return false;
  }

  /** Runs a task as a lane's turn; returns what {@link #leave} does. */
  boolean run(LoopThread me, Lane lane, Runnable task) {
    enter(me, lane);
    runSafely(task);
    return leave(me, lane);
  }

  private static void runSafely(Runnable task) {
    try {
      task.run();
    } catch (Throwable broken) {
      FailureLog.tell("a task on an event loop failed", broken);
    }
  }

  /**
   * Looks whether the same is going on as when last looked, and relieves the thread that it keeps.
   * For one thread, at intervals: other lanes wait for two of them at most.
   */
  public void look() {
    long time = agenda.nanoTime();
    Lane keeping = turns.lasting(time);
    if (keeping != null
        && !over
        && keptLanes.get() < MAX_KEPT
        && !(blind && time - blindUntil < 0)) {
      blind = false;
      turns.forget();
      try {
        relieve(keeping, turns.lastingSince());
      } catch (OutOfMemoryError noThread) {
        blind = true;
        blindUntil = time + BLIND_NANOS;
        FailureLog.tell(
            "an event loop gets no thread beside the one that a callback keeps", noThread);
      }
    }
  }

  /** Starts a thread that goes on serving if the lane still has its turn by then. */
  void relieve(Lane lane, long since) {
    new LoopThread(
            me -> {
              if (takeOver(me, lane, since)) {
                serve.accept(me);
              } else {
                spareBuffer.set(me.readBuffer);
              }
            },
            name + "-relief",
            spareBuffer.getAndSet(null))
        .start();
  }

  /** Must not fail, nor wait for anything of the kept thread, once it has the turn. */
  private synchronized boolean takeOver(LoopThread me, Lane lane, long since) {
    Kept kept = new Kept(serving, since);
    if (over || !turns.end(lane)) {
      return false;
    }
    lane.keep(kept);
    serving = me;
    keptLanes.incrementAndGet();
    return true;
  }

  /** Is what a relieved thread does last. */
  private void giveBack(LoopThread me, Lane lane) {
    synchronized (this) { // Waits until the relief has taken over whole.
      keptLanes.decrementAndGet();
    }
    Lane.Task release = new Lane.Task(lane, null);
    agenda.add(release);
    if (over) {
      awaitLastTurns();
      if (agenda.remove(release)) {
        me.lane = lane;
        for (Runnable task = lane.pollKept(); task != null; task = lane.pollKept()) {
          runSafely(task);
        }
      }
    } else {
      spareBuffer.set(me.readBuffer);
    }
  }

  /** Waits for the loop to end, which takes longer only where a callback keeps that, too. */
  private void awaitLastTurns() {
    while (!hasFinished()) {
      try {
        finished.await();
      } catch (InterruptedException ofTheCallback) {
        LOG.trace("a callback left its thread interrupted", ofTheCallback);
      }
    }
  }

  /** Runs what a lane that was given back has; returns what {@link #leave} does. */
  boolean release(LoopThread me, Lane lane) {
    lane.release();
    for (Runnable task = lane.pollKept(); task != null; task = lane.pollKept()) {
      if (!run(me, lane, task)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Says that a thread doesn't go on.
   *
   * @return whether it is the last one, which nobody relieves any more
   */
  synchronized boolean endsWith(LoopThread me) {
    over |= serving == me;
    return serving == me;
  }

  /** Says that the loop has ended. */
  void finish() {
    finished.countDown();
  }

  boolean hasFinished() {
    return finished.getCount() == 0;
  }

  /** Waits for the last thread to end; returns whether it has. */
  boolean awaitEnd(Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    if (!finished.await(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
      return false;
    }
    LoopThread last = serving;
    last.join(Math.max(1, (end - System.nanoTime()) / NANOS_PER_MILLI));
    return !last.isAlive();
  }

  /**
   * Returns whether callbacks keep lanes. From any thread.
   *
   * @return true if one does
   */
  public boolean isKeptInPart() {
    return keptLanes.get() > 0;
  }

  /**
   * Returns for how long a callback keeps a lane. From any thread.
   *
   * @param lane one of this loop's lanes
   * @return nanoseconds; 0 if none does
   */
  public long keptNanos(EventLoop lane) {
    Kept kept = ((Lane) lane).kept();
    return kept == null ? 0 : Math.max(1, agenda.nanoTime() - kept.since());
  }

  /**
   * Returns where a callback is that keeps a lane, or else where the loop's own thread is. From any
   * thread.
   *
   * @param lane one of this loop's lanes
   * @return the innermost method that is neither rtsper's nor the JDK's, or of all if there is none
   */
  public String whereabouts(EventLoop lane) {
    Kept kept = ((Lane) lane).kept();
    return kept == null ? whereabouts() : kept.thread().whereabouts();
  }

  /**
   * Returns where the loop's own thread is. From any thread.
   *
   * @return the innermost method that is neither rtsper's nor the JDK's, or of all if there is none
   */
  public String whereabouts() {
    return serving.whereabouts();
  }
}
