package io.rtsper.core.loop;

import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspTransportException;
import io.rtsper.api.spi.EventLoop;
import io.rtsper.core.loop.Lane.Kept;
import io.rtsper.core.loop.Lane.LaneTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits on one selector and runs what is due in the lanes of the sessions that live here: on one
 * daemon thread, and at any time on one alone.
 *
 * <p>In each turn: channels that are ready, then timers that are due, then the tasks that were
 * there when the turn began. So none of the three can keep the others from running.
 *
 * <p>A callback that doesn't return keeps its own lane alone. Somebody has to {@link #look()} at
 * the loop from time to time: if the same thing is still going on in a lane, the thread is left to
 * it, and a new one goes on with the others where the first one stopped. When the callback returns,
 * the first thread gives its lane back and ends. It touches nothing of the loop in between but what
 * any thread may: the tasks, the timers, its own lane's keys.
 */
public final class SelectorLoop {

  private static final Logger LOG = LoggerFactory.getLogger(SelectorLoop.class);

  /** How many callbacks may keep a thread each; the next one keeps the loop. */
  static final int MAX_KEPT = 32;

  private static final int TIMERS_PER_TURN = 1024;

  /** How long a loop rests after a turn that failed. */
  private static final long PAUSE_NANOS = 10_000_000;

  private static final long NANOS_PER_MILLI = 1_000_000;

  /** For how long nobody is relieved after there was no memory for it. */
  private static final long BLIND_NANOS = 10_000_000_000L;

  private final String name;
  private final LongSupplier clock;
  private final Selector selector;
  private final Queue<LaneTask> tasks = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean wakingUp = new AtomicBoolean();
  private final TimerQueue timers = new TimerQueue();

  /** Keys that were ready when last looked at, and which of them is next. */
  private final List<SelectionKey> ready = new ArrayList<>();

  private final Consumer<SelectionKey> collect = ready::add;
  private int nextReady;

  private volatile LoopThread serving;

  private final Turns turns = new Turns();

  /** Until when nobody is relieved, if so. */
  private long blindUntil;

  private boolean blind;

  private final AtomicInteger keptLanes = new AtomicInteger();

  /** What a relieved thread has no use for any more. */
  private final AtomicReference<@Nullable ByteBuffer> spareBuffer = new AtomicReference<>();

  /** When the loop began to run what it runs now; 0 while it waits. */
  private volatile long busySince;

  private volatile boolean ending;
  private volatile boolean ended;
  private final CountDownLatch finished = new CountDownLatch(1);

  private SelectorLoop(String name, LongSupplier clock) {
    this.name = name;
    this.clock = clock;
    this.serving = new LoopThread(this::serve, name, null);
    try {
      this.selector = Selector.open();
    } catch (IOException noSelector) {
      throw new RtspTransportException(
          RtspPhase.CONNECT,
          "no selector could be opened for the client's event loops; the process may have too many"
              + " open files",
          noSelector);
    }
  }

  /**
   * Returns whether the calling thread is one of any loop. Waiting there for another session could
   * make two wait for each other.
   *
   * @return true in a callback of whatever session
   */
  public static boolean isLoopThread() {
    return LoopThread.isCurrent();
  }

  /**
   * Starts a loop.
   *
   * @param name the thread's name
   * @param clock gives nanoseconds, like {@link System#nanoTime()}
   * @return the loop, to be {@linkplain #end() ended}
   * @throws RtspTransportException if there is no selector to be had
   */
  public static SelectorLoop start(String name, LongSupplier clock) {
    SelectorLoop loop = new SelectorLoop(name, clock);
    try {
      loop.serving.start();
    } catch (Throwable noThread) {
      loop.closeAll();
      throw noThread;
    }
    return loop;
  }

  /**
   * Makes a lane for what must happen one at a time, such as all of a session.
   *
   * @return an event loop of its own, on this loop's thread
   */
  public EventLoop newLane() {
    return new Lane(this);
  }

  /**
   * Returns whether a lane is one of this loop.
   *
   * @param lane an event loop
   * @return true if this loop made it
   */
  public boolean has(EventLoop lane) {
    return lane instanceof Lane one && one.loop() == this;
  }

  long nanoTime() {
    return clock.getAsLong();
  }

  void add(LaneTask task) {
    if (ended) {
      throw refused();
    }
    tasks.add(task);
    wakeUp(task.lane);
    if (ended && tasks.remove(task)) {
      throw refused();
    }
  }

  void add(TimerQueue.Entry entry) {
    boolean own = LoopThread.currentLane() == entry.lane;
    if (!own && ended) {
      throw refused();
    }
    timers.add(entry);
    wakeUp(entry.lane);
    if (!own && ended) {
      entry.cancel();
      throw refused();
    }
  }

  private RejectedExecutionException refused() {
    return new RejectedExecutionException("the client of event loop " + name + " is closed");
  }

  SelectionKey register(SelectableChannel channel, int interest, KeyRegistration registration)
      throws ClosedChannelException {
    return channel.register(selector, interest, registration);
  }

  /**
   * Lets the loop look at what there is to do; it does so anyway after what is going on in a lane,
   * also if that keeps the lane.
   */
  private void wakeUp(Lane lane) {
    if (LoopThread.currentLane() != lane) {
      wakeUp();
    }
  }

  private void wakeUp() {
    if (wakingUp.compareAndSet(false, true)) {
      selector.wakeup();
    }
  }

  /**
   * Ends the loop after the tasks that it already has. Channels that are still registered are
   * closed. May be called from any thread; may be repeated.
   */
  public void end() {
    ending = true;
    wakeUp();
  }

  /**
   * Waits for the loop to end, unless this is a thread of a loop. Threads that callbacks keep are
   * not waited for.
   *
   * @param atMost how long at most
   * @return whether it has ended
   * @throws InterruptedException if the waiting thread is interrupted
   */
  public boolean awaitEnd(Duration atMost) throws InterruptedException {
    if (isLoopThread()) {
      return false;
    }
    long end = System.nanoTime() + atMost.toNanos();
    if (!finished.await(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
      return false;
    }
    LoopThread last = serving;
    last.join(Math.max(1, (end - System.nanoTime()) / NANOS_PER_MILLI));
    return !last.isAlive();
  }

  /**
   * Returns whether the loop has ended. From any thread.
   *
   * @return true once nothing runs on it any more, but for callbacks that keep their lanes
   */
  public boolean hasEnded() {
    return finished.getCount() == 0;
  }

  /** What a loop's thread does, from its start or from where another one stopped. */
  private void serve() {
    LoopThread me = (LoopThread) Thread.currentThread();
    // The thread before may have been woken and not have come to see what for.
    wakingUp.set(false);
    try {
      boolean serves = dispatchReady(me);
      while (serves && (!ending || !tasks.isEmpty())) {
        serves = turnWhateverHappens(me);
      }
    } finally {
      if (endsWith(me)) {
        runLastTasks(me);
        closeAll();
        finished.countDown();
      }
    }
  }

  /** Sees to it that nobody relieves a thread that runs the last tasks. */
  private synchronized boolean endsWith(LoopThread me) {
    ended |= serving == me;
    return serving == me;
  }

  /** Memory may run out anywhere; the sessions' deadlines have to pass all the same. */
  private boolean turnWhateverHappens(LoopThread me) {
    try {
      return turn(me);
    } catch (Throwable broken) {
      tell("a turn of an event loop failed; it goes on", broken);
      LockSupport.parkNanos(PAUSE_NANOS);
      return serving == me;
    }
  }

  /** Returns whether the thread still serves the loop, like all that may run callbacks. */
  private boolean turn(LoopThread me) {
    // A callback may have left it set, and a selector doesn't wait on an interrupted thread.
    Thread.interrupted();
    busySince = 0;
    select();
    busySince = nanoTime() | 1;
    if (!dispatchReady(me)) {
      return false;
    }
    wakingUp.set(false);
    return runTimers(me) && runTasks(me);
  }

  /** Collects the keys that are ready: a selector can't be shared while it calls back itself. */
  private void select() {
    long wait = tasks.isEmpty() ? timers.nanosToNext(nanoTime()) : 0;
    try {
      if (wait == 0) {
        selector.selectNow(collect);
      } else if (wait < 0) {
        selector.select(collect);
      } else {
        selector.select(collect, (wait + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI);
      }
    } catch (IOException broken) {
      // Without channels there still are timers, so that whoever waits gets to know.
      throw new UncheckedIOException("the selector failed", broken);
    }
  }

  private boolean dispatchReady(LoopThread me) {
    while (nextReady < ready.size()) {
      SelectionKey key = ready.get(nextReady++);
      if (!dispatch(me, key, (KeyRegistration) key.attachment())) {
        return false;
      }
    }
    ready.clear();
    nextReady = 0;
    return true;
  }

  private boolean dispatch(LoopThread me, SelectionKey key, KeyRegistration registration) {
    if (registration.lane.isKept()) {
      registration.lane.keep(registration);
      return true;
    }
    enter(me, registration.lane);
    try {
      // What came before it in this turn may have changed what it waits for.
      int wanted = key.readyOps() & key.interestOps();
      if (wanted != 0) {
        registration.listener.onReady(wanted);
      }
    } catch (CancelledKeyException gone) {
      LOG.trace("a channel was taken off the loop while it was ready", gone);
    } catch (Throwable broken) {
      registration.cancel();
      tell("a channel's listener failed; the channel is taken off the loop", broken);
    }
    return leave(me, registration.lane);
  }

  private static void tell(String what, Throwable broken) {
    try {
      LOG.error(what, broken);
    } catch (Throwable noLog) {
      // There is nobody left to tell, and the loop's other sessions go on.
      return;
    }
  }

  private boolean runTimers(LoopThread me) {
    for (int i = 0; i < TIMERS_PER_TURN; i++) {
      TimerQueue.Entry due = timers.pollDue(nanoTime());
      if (due == null) {
        return true;
      }
      if (due.lane.isKept()) {
        due.lane.keep(due);
      } else if (!run(me, due.lane, due.take())) {
        return false;
      }
    }
    return true;
  }

  private boolean runTasks(LoopThread me) {
    int count = 0;
    LaneTask task;
    int most = Math.max(1, tasks.size());
    while (count++ < most && (task = tasks.poll()) != null) {
      if (!run(me, task)) {
        return false;
      }
    }
    return true;
  }

  /** Runs what was added while the loop ended: somebody may wait for it, and nobody refused it. */
  private void runLastTasks(LoopThread me) {
    LaneTask task;
    while ((task = tasks.poll()) != null) {
      run(me, task);
    }
  }

  private boolean run(LoopThread me, LaneTask task) {
    if (task.body == null) {
      return release(me, task.lane);
    }
    if (task.lane.isKept()) {
      task.lane.keep(task.body);
      return true;
    }
    return run(me, task.lane, task.body);
  }

  private boolean run(LoopThread me, Lane lane, @Nullable Runnable task) {
    if (task == null) {
      return true;
    }
    enter(me, lane);
    runSafely(task);
    return leave(me, lane);
  }

  private static void runSafely(Runnable task) {
    try {
      task.run();
    } catch (Throwable broken) {
      tell("a task on an event loop failed", broken);
    }
  }

  private void enter(LoopThread me, Lane lane) {
    me.lane = lane;
    turns.begin(lane);
  }

  private boolean leave(LoopThread me, Lane lane) {
    me.lane = null;
    if (turns.end(lane)) {
      return true;
    }
    giveBack(me, lane);
    return false;
  }

  /**
   * Looks whether the same is going on as when last looked, and relieves the thread that it keeps.
   * For one thread, at intervals: other lanes wait for two of them at most.
   */
  public void look() {
    long time = nanoTime();
    Lane keeping = turns.lasting(time);
    if (keeping != null
        && !ended
        && keptLanes.get() < MAX_KEPT
        && !(blind && time - blindUntil < 0)) {
      blind = false;
      turns.forget();
      try {
        relieve(keeping, turns.lastingSince());
      } catch (OutOfMemoryError noThread) {
        blind = true;
        blindUntil = time + BLIND_NANOS;
        tell("an event loop gets no thread beside the one that a callback keeps", noThread);
      }
    }
  }

  /** Starts a thread that goes on serving if the lane still has its turn by then. */
  void relieve(Lane lane, long since) {
    new LoopThread(
            () -> relieve((LoopThread) Thread.currentThread(), lane, since),
            name + "-relief",
            spareBuffer.getAndSet(null))
        .start();
  }

  private void relieve(LoopThread me, Lane lane, long since) {
    if (takeOver(me, lane, since)) {
      serve();
    } else {
      spareBuffer.set(me.readBuffer);
    }
  }

  /** Must not fail, nor wait for anything of the kept thread, once it has the turn. */
  private synchronized boolean takeOver(LoopThread me, Lane lane, long since) {
    Kept kept = new Kept(serving, since);
    if (ended || !turns.end(lane)) {
      return false;
    }
    lane.keep(kept);
    serving = me;
    busySince = nanoTime() | 1;
    keptLanes.incrementAndGet();
    return true;
  }

  /** Is what a relieved thread does last. */
  private void giveBack(LoopThread me, Lane lane) {
    synchronized (this) { // Waits until the relief has taken over whole.
      keptLanes.decrementAndGet();
    }
    LaneTask release = new LaneTask(lane, null);
    tasks.add(release);
    wakeUp();
    if (ended) {
      awaitLastTurns();
      if (tasks.remove(release)) {
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
    while (!hasEnded()) {
      try {
        finished.await();
      } catch (InterruptedException ofTheCallback) {
        LOG.trace("a callback left its thread interrupted", ofTheCallback);
      }
    }
  }

  private boolean release(LoopThread me, Lane lane) {
    lane.release(timers);
    for (Runnable task = lane.pollKept(); task != null; task = lane.pollKept()) {
      if (!run(me, lane, task)) {
        return false;
      }
    }
    return true;
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
    return kept == null ? 0 : Math.max(1, nanoTime() - kept.since());
  }

  /**
   * Returns for how long the loop has been running callbacks without looking at its channels. From
   * any thread.
   *
   * @return nanoseconds; 0 if it waits for something to do
   */
  public long busyNanos() {
    long since = busySince;
    return since == 0 ? 0 : Math.max(0, nanoTime() - since);
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

  private void closeAll() {
    for (SelectionKey key : selector.keys()) {
      try {
        key.channel().close();
      } catch (IOException unlikely) {
        LOG.debug("a channel could not be closed", unlikely);
      }
    }
    try {
      selector.close();
    } catch (IOException unlikely) {
      LOG.debug("a selector could not be closed", unlikely);
    }
    timers.clear();
  }
}
