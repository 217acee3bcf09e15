package io.rtsper.core.loop;

import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspTransportException;
import io.rtsper.api.spi.EventLoop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
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
 * <p>A callback that doesn't return keeps its own lane alone, if somebody {@linkplain Relief#look()
 * looks} at the loop from time to time: another thread goes on with the other lanes then. So all
 * that may run callbacks returns whether its thread still serves the loop, and touches nothing of
 * it any more if not.
 */
public final class SelectorLoop {

  private static final Logger LOG = LoggerFactory.getLogger(SelectorLoop.class);

  private static final int TIMERS_PER_TURN = 1024;

  /** How long a loop rests after a turn that failed. */
  private static final long PAUSE_NANOS = 10_000_000;

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Selector selector;
  private final Agenda agenda;
  private final Rest rest = new Rest();
  private final Relief relief;
  private final Lane shared;

  /** Keys that were ready when last looked at, and which of them is next. */
  private final List<SelectionKey> ready = new ArrayList<>();

  private final Consumer<SelectionKey> collect = ready::add;
  private int nextReady;

  /** When the loop began to run what it runs now; 0 while it waits. */
  private volatile long busySince;

  private volatile boolean ending;

  private SelectorLoop(String name, LongSupplier clock, Selector selector) {
    this.selector = selector;
    this.agenda = new Agenda(name, clock, selector);
    this.relief = new Relief(name, agenda, this::serve);
    this.shared = new Lane(agenda, null);
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
    Selector selector = open();
    try {
      SelectorLoop loop = new SelectorLoop(name, clock, selector);
      loop.relief.start();
      return loop;
    } catch (Throwable noThread) {
      close(selector);
      throw noThread;
    }
  }

  private static Selector open() {
    try {
      return Selector.open();
    } catch (IOException noSelector) {
      throw new RtspTransportException(
          RtspPhase.CONNECT,
          "no selector could be opened for the client's event loops; the process may have too many"
              + " open files",
          noSelector);
    }
  }

  /**
   * Makes a lane for what must happen one at a time, such as all of a session.
   *
   * @return an event loop of its own, on this loop's thread
   */
  public EventLoop newLane() {
    return new Lane(agenda, shared);
  }

  /**
   * Reads what a lane writes, on any other thread and without its help.
   *
   * @param lane an event loop
   * @param reading reads and may be called several times; what it sees may change under it
   * @return what was read while nothing ran in the lane; null if there was no such moment for a
   *     while
   */
  public static <T> @Nullable T readBetweenTurns(EventLoop lane, Supplier<T> reading) {
    return lane instanceof Lane one ? one.readBetweenTurns(reading) : null;
  }

  /**
   * Returns whether a lane is one of this loop.
   *
   * @param lane an event loop
   * @return true if this loop made it
   */
  public boolean has(EventLoop lane) {
    return lane instanceof Lane one && one.isOf(agenda);
  }

  /**
   * Ends the loop after the tasks that it already has. Channels that are still registered are
   * closed. May be called from any thread; may be repeated.
   */
  public void end() {
    ending = true;
    agenda.wakeUp();
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
    return !isLoopThread() && relief.awaitEnd(atMost);
  }

  /**
   * Returns whether the loop has ended. From any thread.
   *
   * @return true once nothing runs on it any more, but for callbacks that keep their lanes
   */
  public boolean hasEnded() {
    return relief.hasFinished();
  }

  /** What a loop's thread does, from its start or from where another one stopped. */
  private void serve(LoopThread me) {
    // The thread before may have been woken and not have come to see what for.
    agenda.awake();
    try {
      boolean serves = turnWhateverHappens(me, true);
      while (serves && (!ending || agenda.hasTasks())) {
        serves = turnWhateverHappens(me, false);
      }
    } finally {
      if (relief.endsWith(me)) {
        agenda.end();
        runLastTasks(me);
        close(selector);
        agenda.clearTimers();
        relief.finish();
      }
    }
  }

  /** Memory may run out anywhere; the sessions' deadlines have to pass all the same. */
  private boolean turnWhateverHappens(LoopThread me, boolean first) {
    try {
      return first ? goOn(me) : turn(me);
    } catch (Throwable broken) {
      FailureLog.tell("a turn of an event loop failed; it goes on", broken);
      LockSupport.parkNanos(PAUSE_NANOS);
      return relief.isServing(me);
    }
  }

  /** Serves the channels that the thread before didn't come to. */
  private boolean goOn(LoopThread me) {
    busySince = agenda.nanoTime() | 1;
    return dispatchReady(me);
  }

  private boolean turn(LoopThread me) {
    // A callback may have left it set, and a selector doesn't wait on an interrupted thread.
    Thread.interrupted();
    busySince = 0;
    select();
    long now = agenda.nanoTime();
    if (!ready.isEmpty()) {
      rest.woken(now);
    }
    busySince = now | 1;
    if (!dispatchReady(me)) {
      return false;
    }
    agenda.awake();
    return runTimers(me) && runTasks(me);
  }

  /** Collects the keys that are ready: a selector can't be shared while it calls back itself. */
  private void select() {
    try {
      if (rest.isWorthIt()) {
        gather();
        return;
      }
      long wait = agenda.idleNanos();
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

  /**
   * Looks at the channels, and again a moment later if none is ready. It never waits beyond that:
   * looking takes a wake-up away, so that tasks and the end have to be seen to before the loop
   * waits for another one.
   */
  private void gather() throws IOException {
    selector.selectNow(collect);
    if (ready.isEmpty()) {
      long wait = agenda.idleNanos();
      long pause = rest.nanos(agenda.nanoTime());
      LockSupport.parkNanos(wait < 0 ? pause : Math.min(wait, pause));
      selector.selectNow(collect);
    }
    if (ready.isEmpty()) {
      rest.inVain();
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
    Lane lane = registration.lane;
    if (lane.isKept()) {
      lane.keep(registration);
      registration.park();
      return true;
    }
    relief.enter(me, lane);
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
      FailureLog.tell("a channel's listener failed; the channel is taken off the loop", broken);
    }
    return relief.leave(me, lane);
  }

  private boolean runTimers(LoopThread me) {
    TimerQueue.Entry due;
    for (int i = 0; i < TIMERS_PER_TURN && (due = agenda.pollDue()) != null; i++) {
      if (due.lane.isKept()) {
        due.lane.keep(due);
        continue;
      }
      Runnable task = due.take();
      if (task != null && !relief.run(me, due.lane, task)) {
        return false;
      }
    }
    return true;
  }

  private boolean runTasks(LoopThread me) {
    Lane.Task task;
    int most = Math.max(1, agenda.taskCount());
    for (int i = 0; i < most && (task = agenda.pollTask()) != null; i++) {
      if (!run(me, task)) {
        return false;
      }
    }
    return true;
  }

  /** Runs what was added while the loop ended: somebody may wait for it, and nobody refused it. */
  private void runLastTasks(LoopThread me) {
    Lane.Task task;
    while ((task = agenda.pollTask()) != null) {
      run(me, task);
    }
  }

  private boolean run(LoopThread me, Lane.Task task) {
    Runnable body = task.body;
    if (body == null) {
      return relief.release(me, task.lane);
    }
    if (task.lane.isKept()) {
      task.lane.keep(body);
      return true;
    }
    return relief.run(me, task.lane, body);
  }

  /**
   * Returns what sees to callbacks that don't return.
   *
   * @return the loop's relief, which somebody has to let look
   */
  public Relief relief() {
    return relief;
  }

  /**
   * Returns for how long the loop has been running callbacks without looking at its channels. From
   * any thread.
   *
   * @return nanoseconds; 0 if it waits for something to do
   */
  public long busyNanos() {
    long since = busySince;
    return since == 0 ? 0 : Math.max(0, agenda.nanoTime() - since);
  }

  private static void close(Selector selector) {
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
  }
}
