package io.rtsper.core.session;

import io.rtsper.api.spi.EventLoop;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/** A loop whose time stands still until a test moves it. */
final class FakeLoop implements EventLoop {

  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private final List<Waiting> timers = new ArrayList<>();
  private long now = Long.MAX_VALUE - 1_000_000_000L; // soon it wraps around, as nanoTime may

  private static final class Waiting implements Timer {

    private final long at;
    private final Runnable task;
    private boolean cancelled;

    private Waiting(long at, Runnable task) {
      this.at = at;
      this.task = task;
    }

    @Override
    public void cancel() {
      cancelled = true;
    }
  }

  /** Lets time pass; what becomes due runs at its time. */
  void pass(Duration duration) {
    long end = now + duration.toNanos();
    runTasks();
    while (true) {
      timers.removeIf(timer -> timer.cancelled);
      Waiting next =
          timers.stream()
              .filter(timer -> timer.at - end <= 0)
              .min(Comparator.comparingLong(timer -> timer.at - end))
              .orElse(null);
      if (next == null) {
        break;
      }
      timers.remove(next);
      if (next.at - now > 0) {
        now = next.at;
      }
      next.task.run();
      runTasks();
    }
    now = end;
  }

  /** Returns how long it is until the first timer is due. */
  Duration untilNext() {
    timers.removeIf(timer -> timer.cancelled);
    return timers.stream()
        .map(timer -> Duration.ofNanos(timer.at - now))
        .min(Comparator.naturalOrder())
        .orElseThrow(() -> new AssertionError("no timer is set"));
  }

  /** Returns how many timers wait. */
  int timers() {
    timers.removeIf(timer -> timer.cancelled);
    return timers.size();
  }

  private void runTasks() {
    Runnable task;
    while ((task = tasks.poll()) != null) {
      task.run();
    }
  }

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
  }

  @Override
  public boolean inEventLoop() {
    return true;
  }

  @Override
  public Timer schedule(Duration delay, Runnable task) {
    Waiting timer = new Waiting(now + delay.toNanos(), task);
    timers.add(timer);
    return timer;
  }

  @Override
  public long nanoTime() {
    return now;
  }

  @Override
  public Registration register(SelectableChannel channel, int interest, ReadyListener listener) {
    throw new UnsupportedOperationException("nothing here has a socket");
  }

  @Override
  public EventLoop shared() {
    return this;
  }

  @Override
  public ByteBuffer readBuffer() {
    throw new UnsupportedOperationException("nothing here reads");
  }
}
