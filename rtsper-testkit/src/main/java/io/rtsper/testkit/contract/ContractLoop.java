package io.rtsper.testkit.contract;

import io.rtsper.api.spi.EventLoop;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;

/**
 * An event loop to test plug-ins on: a plain one, and strict. Whatever a plug-in throws at it is
 * kept for the test to see; the read buffer is overwritten after each callback that used it, so
 * that a plug-in that keeps part of it is found out; it has a clock of its own, which overflows a
 * minute after the start; and it knows how many channels are registered.
 */
public final class ContractLoop implements EventLoop, AutoCloseable {

  /**
   * Returns how long a contract waits for what must happen: 10 seconds, unless the system property
   * {@code rtsper.contract.patience} names other seconds, for a slow machine.
   */
  public static Duration patience() {
    return Duration.ofSeconds(Long.getLong("rtsper.contract.patience", 10));
  }

  private static final int READ_BUFFER_BYTES = 256 * 1024;
  private static final byte[] GARBAGE = new byte[READ_BUFFER_BYTES];

  static {
    Arrays.fill(GARBAGE, (byte) 0xA5);
  }

  /** Added to the JVM's clock, so that one is not taken for the other. */
  private final long origin = Long.MAX_VALUE - Duration.ofMinutes(1).toNanos() - System.nanoTime();

  private final Selector selector;
  private final Thread thread;
  private ByteBuffer readBuffer = ByteBuffer.allocateDirect(READ_BUFFER_BYTES);

  /** Takes turns with the other one: a loop may give another buffer in each callback. */
  private ByteBuffer otherBuffer = ByteBuffer.allocateDirect(READ_BUFFER_BYTES);

  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final PriorityQueue<TimerEntry> timers = new PriorityQueue<>();
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();
  private boolean bufferUsed;
  private volatile boolean ended;

  private ContractLoop() throws IOException {
    selector = Selector.open();
    thread = new Thread(this::run, "rtsper-contract-loop");
    thread.setDaemon(true);
  }

  /**
   * Starts a loop.
   *
   * @return the loop, to be closed
   * @throws IOException if there are no more file descriptors
   */
  public static ContractLoop start() throws IOException {
    ContractLoop loop = new ContractLoop();
    loop.thread.start();
    return loop;
  }

  /**
   * Runs something on the loop and waits for its result, ten seconds at most.
   *
   * @param <T> the type of the result
   * @param call what to run
   * @return the result
   * @throws Exception what the call threw
   */
  public <T> T call(Callable<T> call) throws Exception {
    FutureTask<T> task = new FutureTask<>(call);
    execute(task);
    try {
      return task.get(patience().toMillis(), TimeUnit.MILLISECONDS);
    } catch (java.util.concurrent.ExecutionException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    }
  }

  /**
   * Runs something on the loop and waits for its end, ten seconds at most.
   *
   * @param task what to run
   * @throws Exception what the task threw
   */
  public void run(Runnable task) throws Exception {
    call(
        () -> {
          task.run();
          return true;
        });
  }

  /**
   * Waits until the loop has gone round a few times, so that what it had to do is done.
   *
   * @throws Exception if it takes longer than ten seconds
   */
  public void settle() throws Exception {
    for (int i = 0; i < 10; i++) {
      run(() -> {});
    }
  }

  /**
   * Returns how many channels are registered.
   *
   * @return the number of registrations that aren't cancelled
   * @throws Exception if the loop doesn't answer within ten seconds
   */
  public int registrations() throws Exception {
    return call(() -> (int) selector.keys().stream().filter(SelectionKey::isValid).count());
  }

  /**
   * Returns how many timers wait for their time.
   *
   * @return the number of timers that are neither cancelled nor due
   * @throws Exception if the loop doesn't answer within ten seconds
   */
  public int timers() throws Exception {
    return call(() -> (int) timers.stream().filter(waiting -> !waiting.cancelled).count());
  }

  /**
   * Returns what tasks, timers and ready listeners threw.
   *
   * @return the failures so far
   */
  public List<Throwable> failures() {
    return List.copyOf(failures);
  }

  @Override
  public void execute(Runnable task) {
    if (ended) {
      throw new RejectedExecutionException("the loop has ended");
    }
    tasks.add(task);
    if (!inEventLoop()) {
      selector.wakeup();
    }
  }

  @Override
  public boolean inEventLoop() {
    return Thread.currentThread() == thread;
  }

  @Override
  public Timer schedule(Duration delay, Runnable task) {
    TimerEntry waiting = new TimerEntry(nanoTime() + delay.toNanos(), task);
    if (inEventLoop()) {
      timers.add(waiting);
    } else {
      execute(() -> timers.add(waiting));
    }
    return waiting;
  }

  @Override
  public long nanoTime() {
    return origin + System.nanoTime();
  }

  @Override
  public Registration register(SelectableChannel channel, int interest, ReadyListener listener)
      throws IOException {
    checkOnLoop("register");
    return new KeyRegistration(channel.register(selector, interest, listener));
  }

  @Override
  public ByteBuffer readBuffer() {
    checkOnLoop("readBuffer");
    bufferUsed = true;
    return readBuffer.clear();
  }

  @Override
  public EventLoop shared() {
    return this;
  }

  private void checkOnLoop(String method) {
    if (!inEventLoop()) {
      Assertions.fail(method + " was called on " + Thread.currentThread() + ", not on the loop");
    }
  }

  private void run() {
    try {
      while (!ended) {
        turn();
      }
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
      selector.close();
    } catch (IOException e) {
      failures.add(e);
    }
  }

  private void turn() throws IOException {
    TimerEntry next = timers.peek();
    if (!tasks.isEmpty()) {
      selector.selectNow();
    } else if (next == null) {
      selector.select();
    } else {
      selector.select(Math.max(1, TimeUnit.NANOSECONDS.toMillis(next.at - nanoTime()) + 1));
    }
    List<SelectionKey> ready = new ArrayList<>(selector.selectedKeys());
    selector.selectedKeys().clear();
    for (SelectionKey key : ready) {
      if (key.isValid()) {
        guarded(() -> ((ReadyListener) key.attachment()).onReady(key.readyOps()));
      }
    }
    for (TimerEntry due = timers.peek();
        due != null && due.at - nanoTime() <= 0;
        due = timers.peek()) {
      timers.remove();
      if (!due.cancelled) {
        guarded(due.task::run);
      }
    }
    int count = tasks.size();
    for (int i = 0; i < count; i++) {
      Runnable task = tasks.poll();
      if (task != null) {
        guarded(task::run);
      }
    }
  }

  private interface Step {
    void run() throws IOException;
  }

  private void guarded(Step step) {
    try {
      step.run();
    } catch (Throwable e) {
      failures.add(e);
    }
    if (bufferUsed) {
      bufferUsed = false;
      readBuffer.clear().put(GARBAGE);
      ByteBuffer next = otherBuffer;
      otherBuffer = readBuffer;
      readBuffer = next;
    }
  }

  /** Ends the loop, closes the channels that are still registered, and waits for its thread. */
  @Override
  public void close() throws InterruptedException {
    ended = true;
    selector.wakeup();
    thread.join(patience().toMillis());
    if (thread.isAlive()) {
      Assertions.fail("something blocks the loop: " + Arrays.toString(thread.getStackTrace()));
    }
  }

  private static final class TimerEntry implements Timer, Comparable<TimerEntry> {

    private final long at;
    private final Runnable task;
    private volatile boolean cancelled;

    TimerEntry(long at, Runnable task) {
      this.at = at;
      this.task = task;
    }

    @Override
    public void cancel() {
      cancelled = true;
    }

    @Override
    public int compareTo(TimerEntry other) {
      return Long.signum(at - other.at);
    }
  }

  private record KeyRegistration(SelectionKey key) implements Registration {

    @Override
    public void interest(int interest) {
      if (key.isValid()) {
        key.interestOps(interest);
      }
    }

    @Override
    public int interest() {
      return key.isValid() ? key.interestOps() : 0;
    }

    @Override
    public void cancel() {
      key.cancel();
    }
  }
}
