package io.rtsper.core.session;

import io.rtsper.api.QuirkCount;
import io.rtsper.api.SessionState;
import io.rtsper.api.SessionStatistics;
import io.rtsper.api.TrackStatistics;
import io.rtsper.api.spi.EventLoop;
import io.rtsper.core.loop.SelectorLoop;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Takes what a session counts over to other threads: asks the event loop, which alone writes the
 * counts, and falls back to the last answer while a callback keeps the session. A callback of
 * another session never waits for this one: two could wait for each other.
 */
final class Snapshots {

  private static final long PATIENCE_MILLIS = 500;

  private final EventLoop loop;
  private final SessionMachine machine;
  private volatile Snapshot last;

  /** What was asked for and hasn't been answered, which is as good for whoever asks next. */
  private final AtomicReference<@Nullable CompletableFuture<Snapshot>> pending =
      new AtomicReference<>();

  Snapshots(EventLoop loop, SessionMachine machine) {
    this.loop = loop;
    this.machine = machine;
    this.last = machine.snapshot();
    machine.beforeClosed(this::refresh);
  }

  /** What a session counted at one moment. */
  record Snapshot(SessionStatistics statistics, List<QuirkCount> quirks) {}

  /** The numbers of a snapshot. */
  record Counts(
      SessionState state,
      long connections,
      long reconnects,
      long bytesReceived,
      long requests,
      long responses,
      long serverRequests,
      long lateResponses,
      long unknownChannelPackets,
      long garbageBytes,
      long keepalives,
      Optional<Duration> timeToFirstPacket,
      List<TrackStatistics> tracks)
      implements SessionStatistics {}

  Snapshot take() {
    if (loop.inEventLoop()) {
      return machine.snapshot();
    }
    if (machine.closed().isDone()) {
      return last;
    }
    try {
      CompletableFuture<Snapshot> asked = ask();
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

  private CompletableFuture<Snapshot> ask() {
    CompletableFuture<Snapshot> asked = new CompletableFuture<>();
    CompletableFuture<Snapshot> before = pending.compareAndExchange(null, asked);
    if (before != null) {
      return before;
    }
    try {
      loop.execute(
          () -> {
            pending.set(null);
            asked.complete(refresh());
          });
    } catch (RejectedExecutionException clientClosed) {
      pending.set(null);
      throw clientClosed;
    }
    return asked;
  }

  /** On the loop alone, so that what is taken last is what stays. */
  private Snapshot refresh() {
    Snapshot now = machine.snapshot();
    last = now;
    return now;
  }
}
