package io.rtsper.core.loop;

import io.rtsper.api.spi.EventLoop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One daemon thread that waits on one selector, runs what is due and reads into one direct buffer.
 *
 * <p>In each turn: channels that are ready, then timers that are due, then the tasks that were
 * there when the turn began. So none of the three can keep the others from running.
 */
public final class SelectorLoop implements EventLoop {

  private static final Logger LOG = LoggerFactory.getLogger(SelectorLoop.class);

  /** Large enough for more than a hundred packets a read. */
  static final int READ_BUFFER_BYTES = 256 << 10;

  private static final int TIMERS_PER_TURN = 1024;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final LongSupplier clock;
  private final Selector selector;
  private final Thread thread;
  private final ByteBuffer readBuffer = ByteBuffer.allocateDirect(READ_BUFFER_BYTES);
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean wakingUp = new AtomicBoolean();
  private final TimerQueue timers = new TimerQueue();
  private final Consumer<SelectionKey> dispatch = this::dispatch;

  /** When the loop began to run what it runs now; 0 while it waits. */
  private volatile long busySince;

  private volatile boolean ending;
  private volatile boolean ended;

  private SelectorLoop(String name, LongSupplier clock) {
    this.clock = clock;
    try {
      this.selector = Selector.open();
    } catch (IOException noSelector) {
      throw new UncheckedIOException(
          "no selector could be opened; the process may have too many open files", noSelector);
    }
    this.thread = new LoopThread(this::run, name);
    thread.setDaemon(true);
  }

  /** A thread of any client's loop. */
  private static final class LoopThread extends Thread {

    private LoopThread(Runnable body, String name) {
      super(body, name);
    }
  }

  /**
   * Returns whether the calling thread is one of any loop. Waiting there for another loop could
   * make two loops wait for each other.
   *
   * @return true in a callback of whatever session
   */
  public static boolean isLoopThread() {
    return Thread.currentThread() instanceof LoopThread;
  }

  /**
   * Starts a loop.
   *
   * @param name the thread's name
   * @param clock gives nanoseconds, like {@link System#nanoTime()}
   * @return the loop, to be {@linkplain #end() ended}
   */
  public static SelectorLoop start(String name, LongSupplier clock) {
    SelectorLoop loop = new SelectorLoop(name, clock);
    loop.thread.start();
    return loop;
  }

  @Override
  public void execute(Runnable task) {
    if (ended) {
      throw new RejectedExecutionException(
          "the client of event loop " + thread.getName() + " is closed");
    }
    tasks.add(task);
    wakeUp();
    if (ended && tasks.remove(task)) {
      throw new RejectedExecutionException(
          "the client of event loop " + thread.getName() + " is closed");
    }
  }

  @Override
  public boolean inEventLoop() {
    return Thread.currentThread() == thread;
  }

  @Override
  public Timer schedule(Duration delay, Runnable task) {
    TimerQueue.Entry entry = new TimerQueue.Entry(nanoTime() + delay.toNanos(), task);
    if (inEventLoop()) {
      timers.add(entry);
    } else {
      execute(() -> timers.add(entry));
    }
    return entry;
  }

  @Override
  public long nanoTime() {
    return clock.getAsLong();
  }

  @Override
  public Registration register(SelectableChannel channel, int interest, ReadyListener listener)
      throws IOException {
    checkOnLoop();
    KeyRegistration registration = new KeyRegistration(listener);
    registration.key = channel.register(selector, interest, registration);
    return registration;
  }

  @Override
  public ByteBuffer readBuffer() {
    return readBuffer.clear();
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
   * Waits for the thread to end, unless this is the thread itself.
   *
   * @param atMost how long at most
   * @return whether it has ended
   * @throws InterruptedException if the waiting thread is interrupted
   */
  public boolean awaitEnd(Duration atMost) throws InterruptedException {
    if (inEventLoop()) {
      return false;
    }
    thread.join(Math.max(1, atMost.toMillis()));
    return !thread.isAlive();
  }

  private void wakeUp() {
    if (!inEventLoop() && wakingUp.compareAndSet(false, true)) {
      selector.wakeup();
    }
  }

  private void run() {
    try {
      while (!ending || !tasks.isEmpty()) {
        turn();
      }
    } catch (IOException broken) {
      LOG.error(
          "the selector of {} failed; its sessions get nothing more", thread.getName(), broken);
    } finally {
      ended = true;
      runLastTasks();
      closeAll();
    }
  }

  private void turn() throws IOException {
    // A callback may have left it set, and a selector doesn't wait on an interrupted thread.
    Thread.interrupted();
    busySince = 0;
    if (tasks.isEmpty()) {
      select();
    } else {
      selector.selectNow(dispatch);
    }
    wakingUp.set(false);
    busy();
    runTimers();
    runTasks();
  }

  private void busy() {
    if (busySince == 0) {
      busySince = nanoTime() | 1;
    }
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
   * Returns where the loop's thread is just now, for a message about a callback that keeps it. From
   * any thread.
   *
   * @return the innermost method that is neither rtsper's nor the JDK's, or of all if there is none
   */
  public String whereabouts() {
    StackTraceElement[] stack = thread.getStackTrace();
    for (StackTraceElement frame : stack) {
      String type = frame.getClassName();
      if (!type.startsWith("io.rtsper.core.")
          && !type.startsWith("io.rtsper.transport.")
          && !type.startsWith("java.")
          && !type.startsWith("jdk.")
          && !type.startsWith("sun.")) {
        return frame.toString();
      }
    }
    return stack.length == 0 ? thread.getName() : stack[0].toString();
  }

  private void select() throws IOException {
    long wait = timers.nanosToNext(nanoTime());
    if (wait == 0) {
      selector.selectNow(dispatch);
    } else if (wait < 0) {
      selector.select(dispatch);
    } else {
      selector.select(dispatch, (wait + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI);
    }
  }

  private void dispatch(SelectionKey key) {
    KeyRegistration registration = (KeyRegistration) key.attachment();
    busy();
    try {
      registration.listener.onReady(key.readyOps());
    } catch (CancelledKeyException gone) {
      LOG.trace("a channel was taken off the loop while it was ready", gone);
    } catch (Throwable broken) {
      LOG.error("a channel's listener failed; the channel is taken off the loop", broken);
      registration.cancel();
    }
  }

  private void runTimers() {
    for (int i = 0; i < TIMERS_PER_TURN; i++) {
      Runnable task = timers.pollDue(nanoTime());
      if (task == null) {
        return;
      }
      runSafely(task);
    }
  }

  private void runTasks() {
    int count = 0;
    Runnable task;
    int most = Math.max(1, tasks.size());
    while (count++ < most && (task = tasks.poll()) != null) {
      runSafely(task);
    }
  }

  /** Runs what was added while the loop ended: somebody may wait for it, and nobody refused it. */
  private void runLastTasks() {
    Runnable task;
    while ((task = tasks.poll()) != null) {
      runSafely(task);
    }
  }

  private static void runSafely(Runnable task) {
    try {
      task.run();
    } catch (Throwable broken) {
      LOG.error("a task on an event loop failed", broken);
    }
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

  private void checkOnLoop() {
    if (!inEventLoop()) {
      throw new IllegalStateException("channels are registered on their event loop only");
    }
  }

  /** A channel's key and listener. */
  private static final class KeyRegistration implements Registration {

    private final ReadyListener listener;
    private @Nullable SelectionKey key;

    private KeyRegistration(ReadyListener listener) {
      this.listener = listener;
    }

    @Override
    public void interest(int interest) {
      SelectionKey of = key;
      if (of != null && of.isValid() && of.interestOps() != interest) {
        of.interestOps(interest);
      }
    }

    @Override
    public int interest() {
      SelectionKey of = key;
      return of != null && of.isValid() ? of.interestOps() : 0;
    }

    @Override
    public void cancel() {
      SelectionKey of = key;
      if (of != null) {
        of.cancel();
      }
    }
  }
}
