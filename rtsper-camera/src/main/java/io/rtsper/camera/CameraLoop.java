package io.rtsper.camera;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one thread of a camera: sockets, timers and tasks, whatever the number of clients.
 *
 * <p>All state of a camera is confined to it, except where a field says otherwise.
 */
final class CameraLoop implements AutoCloseable {

  /** What a registered channel calls when it can be read or written. */
  interface Ready {
    void ready(SelectionKey key) throws IOException;

    /** Gives up the channel after {@link #ready} failed. */
    void failed(Exception cause);
  }

  /** A task that is due later. */
  static final class Timer implements Comparable<Timer> {
    private final long due;
    private final long order;
    private final Runnable task;
    private boolean cancelled;

    private Timer(long due, long order, Runnable task) {
      this.due = due;
      this.order = order;
      this.task = task;
    }

    void cancel() {
      cancelled = true;
    }

    @Override
    public int compareTo(Timer other) {
      long difference = due - other.due;
      return difference != 0 ? Long.signum(difference) : Long.compare(order, other.order);
    }
  }

  private static final Duration CALL_LIMIT = Duration.ofSeconds(5);

  private final Selector selector;
  private final Thread thread;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final PriorityQueue<Timer> timers = new PriorityQueue<>();
  private final List<String> failures = new CopyOnWriteArrayList<>();
  private long order;
  private volatile boolean closing;

  CameraLoop() {
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    thread = new Thread(this::run, "rtsper-camera");
    thread.setDaemon(true);
    thread.start();
  }

  SelectionKey register(SelectableChannel channel, int operations, Ready ready) throws IOException {
    channel.configureBlocking(false);
    return channel.register(selector, operations, ready);
  }

  /** Runs a task on the loop, soon; from any thread. */
  void execute(Runnable task) {
    tasks.add(task);
    selector.wakeup();
  }

  /** Runs a task on the loop and returns its result; from any thread, the loop's own included. */
  <T extends @Nullable Object> T call(Supplier<T> task) {
    if (Thread.currentThread() == thread) {
      return task.get();
    }
    if (closing) {
      throw new IllegalStateException("the camera is closed");
    }
    CompletableFuture<T> result = new CompletableFuture<>();
    execute(
        () -> {
          try {
            result.complete(task.get());
          } catch (RuntimeException e) {
            result.completeExceptionally(e);
          }
        });
    try {
      return result.get(CALL_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the camera could not do it: " + e.getCause(), e.getCause());
    } catch (TimeoutException e) {
      throw new IllegalStateException("the camera's thread is busy for more than " + CALL_LIMIT, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the camera was asked", e);
    }
  }

  /** Schedules a task; on the loop's thread only. */
  Timer schedule(Duration delay, Runnable task) {
    return scheduleAt(System.nanoTime() + delay.toNanos(), task);
  }

  /** Schedules a task at a value of {@link System#nanoTime()}; on the loop's thread only. */
  Timer scheduleAt(long nanos, Runnable task) {
    Timer timer = new Timer(nanos, order++, task);
    timers.add(timer);
    return timer;
  }

  /** Returns what went wrong inside the camera, as text; from any thread. */
  List<String> failures() {
    return List.copyOf(failures);
  }

  void failed(String what) {
    failures.add(what);
  }

  private void run() {
    while (!closing) {
      try {
        long millis = millisToWait();
        if (millis > 0) {
          selector.select(this::ready, millis);
        } else {
          selector.selectNow(this::ready);
        }
      } catch (IOException e) {
        failures.add("select: " + e);
      }
      runTasks();
      runTimers();
    }
    runTasks();
    closeChannels();
  }

  private long millisToWait() {
    Timer next = timers.peek();
    if (!tasks.isEmpty()) {
      return 0;
    }
    if (next == null) {
      return 1000;
    }
    long nanos = next.due - System.nanoTime();
    return Math.max(0, Math.min(1000, (nanos + 999_999) / 1_000_000));
  }

  private void ready(SelectionKey key) {
    Ready ready = (Ready) key.attachment();
    try {
      if (key.isValid()) {
        ready.ready(key);
      }
    } catch (IOException e) {
      ready.failed(e); // a peer that went away: nothing of the camera's making
    } catch (RuntimeException e) {
      unexpected(e);
      ready.failed(e);
    }
  }

  /**
   * Runs the tasks that are there, not those that come meanwhile: a closed channel gives up its
   * port only at the next select, and who closed it may ask for the port again.
   */
  private void runTasks() {
    for (int left = tasks.size(); left > 0; left--) {
      Runnable task = tasks.poll();
      if (task != null) {
        guarded(task);
      }
    }
  }

  private void runTimers() {
    long now = System.nanoTime();
    for (Timer next = timers.peek(); next != null && next.due - now <= 0; next = timers.peek()) {
      timers.poll();
      if (!next.cancelled) {
        guarded(next.task);
      }
    }
  }

  private void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      unexpected(e);
    }
  }

  private void unexpected(RuntimeException e) {
    StackTraceElement[] trace = e.getStackTrace();
    failures.add(e + (trace.length == 0 ? "" : " at " + trace[0]));
  }

  private void closeChannels() {
    for (SelectionKey key : selector.keys()) {
      try {
        key.channel().close();
      } catch (IOException e) {
        failures.add("close: " + e);
      }
    }
    try {
      selector.close();
    } catch (IOException e) {
      failures.add("close: " + e);
    }
  }

  boolean isClosed() {
    return closing;
  }

  /** Ends the thread and closes all channels, within a second. */
  @Override
  public void close() {
    closing = true;
    selector.wakeup();
    if (Thread.currentThread() == thread) {
      return;
    }
    boolean interrupted = false;
    long deadline = System.nanoTime() + CALL_LIMIT.toNanos();
    while (thread.isAlive() && System.nanoTime() - deadline < 0) {
      try {
        thread.join(CALL_LIMIT.toMillis());
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
