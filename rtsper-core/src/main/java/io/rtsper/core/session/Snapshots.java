package io.rtsper.core.session;

import io.rtsper.api.QuirkCount;
import io.rtsper.api.SessionState;
import io.rtsper.api.SessionStatistics;
import io.rtsper.api.TrackStatistics;
import io.rtsper.api.spi.EventLoop;
import io.rtsper.core.context.Counters;
import io.rtsper.core.context.SessionContext;
import io.rtsper.core.loop.SelectorLoop;
import io.rtsper.core.media.MediaPlane;
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
  private final SessionContext context;
  private final SessionMachine machine;
  private volatile Snapshot last;

  /** What was asked for and hasn't been answered, which is as good for whoever asks next. */
  private final AtomicReference<@Nullable CompletableFuture<Snapshot>> pending =
      new AtomicReference<>();

  Snapshots(SessionContext context, SessionMachine machine) {
    this.context = context;
    this.loop = context.loop();
    this.machine = machine;
    this.last = count();
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
      return count();
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
    Snapshot now = count();
    last = now;
    return now;
  }

  private Snapshot count() {
    Counters counters = context.counters();
    MediaPlane media = machine.steps().media();
    SessionStatistics statistics =
        new Counts(
            machine.state(),
            counters.connections,
            counters.reconnects,
            counters.bytesReceived,
            counters.requests,
            counters.responses,
            counters.serverRequests,
            counters.lateResponses,
            counters.unknownChannelPackets,
            counters.garbageBytes,
            counters.keepalives,
            Optional.ofNullable(media.timeToFirstPacket()),
            media.statistics());
    return new Snapshot(statistics, context.quirks().counts());
  }
}
