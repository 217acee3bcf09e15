package io.rtsper.core.session;

import io.rtsper.api.QuirkCount;
import io.rtsper.api.SessionStatistics;
import io.rtsper.api.spi.EventLoop;
import io.rtsper.core.loop.SelectorLoop;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Takes what a session counts over to other threads: asks the event loop, which alone writes the
 * counts, and falls back to the last answer when the loop is kept busy by a callback. Another loop
 * never waits for this one: two could wait for each other.
 */
final class Snapshots {

  private static final long PATIENCE_MILLIS = 500;

  private final EventLoop loop;
  private final SessionMachine machine;
  private volatile Snapshot last;

  Snapshots(EventLoop loop, SessionMachine machine) {
    this.loop = loop;
    this.machine = machine;
    this.last = machine.snapshot();
    machine.beforeClosed(this::refresh);
  }

  /** What a session counted at one moment. */
  record Snapshot(SessionStatistics statistics, List<QuirkCount> quirks) {}

  Snapshot take() {
    if (loop.inEventLoop()) {
      return machine.snapshot();
    }
    if (machine.closed().isDone()) {
      return last;
    }
    CompletableFuture<Snapshot> asked = new CompletableFuture<>();
    try {
      loop.execute(() -> asked.complete(refresh()));
      if (!SelectorLoop.isLoopThread()) {
        return asked.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (RejectedExecutionException | ExecutionException | TimeoutException unanswered) {
      return last;
    }
    return last;
  }

  /** On the loop alone, so that what is taken last is what stays. */
  private Snapshot refresh() {
    Snapshot now = machine.snapshot();
    last = now;
    return now;
  }
}
