package io.rtsper.core.session;

import io.rtsper.api.QuirkCount;
import io.rtsper.api.SessionStatistics;
import io.rtsper.api.spi.EventLoop;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Takes what a session counts over to other threads: asks the event loop, which alone writes the
 * counts, and falls back to the last answer when the loop is kept busy by a callback.
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
    machine.beforeClosed(() -> last = machine.snapshot());
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
      loop.execute(() -> asked.complete(machine.snapshot()));
      last = asked.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (RejectedExecutionException | ExecutionException | TimeoutException unanswered) {
      return last;
    }
    return last;
  }
}
