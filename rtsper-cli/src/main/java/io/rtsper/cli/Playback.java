package io.rtsper.cli;

import static java.util.Objects.requireNonNull;

import io.rtsper.api.EndReason;
import io.rtsper.api.RtspCancelledException;
import io.rtsper.api.RtspException;
import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspSession;
import io.rtsper.api.RtspTimeoutException;
import io.rtsper.api.SessionStatistics;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Plays a session until something ends it, and knows what that was. */
final class Playback {

  /** What ended it, in the words of the JSON report. */
  enum End {
    PACKETS,
    DURATION,
    BYE,
    END,
    INTERRUPTED,
    ERROR;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final Duration LIVE_PERIOD = Duration.ofSeconds(1);

  private final long packetLimit;
  private final AtomicLong packets = new AtomicLong();
  private final CompletableFuture<End> end = new CompletableFuture<>();
  private volatile @Nullable RtspException failure;
  private volatile @Nullable Throwable mistake;
  private volatile @Nullable RtspSession session;
  private volatile @Nullable SessionStatistics atLimit;
  private volatile boolean playing;
  private final long startNanos = System.nanoTime();
  private volatile long endNanos;

  Playback(long packetLimit) {
    this.packetLimit = packetLimit;
  }

  /** Counts a packet. Called on the event loop, which may bring more before the session ends. */
  void packet() {
    if (packets.incrementAndGet() == packetLimit) {
      atLimit = running().statistics();
      end.complete(End.PACKETS);
    }
  }

  private RtspSession running() {
    return requireNonNull(session, "not run yet");
  }

  /** Returns what was counted until the end; only after {@link #run}. */
  SessionStatistics statistics() {
    SessionStatistics limited = atLimit;
    return end() == End.PACKETS && limited != null ? limited : running().statistics();
  }

  void interrupt() {
    end.complete(End.INTERRUPTED);
  }

  /** Returns what ended it; only after {@link #run}. */
  End end() {
    return end.join();
  }

  /** Returns what failed, a stream without a packet included; null if all was well. */
  @Nullable RtspException failure() {
    RtspException thrown = failure;
    if (thrown != null || packets.get() > 0) {
      return thrown;
    }
    return switch (end()) {
      case DURATION ->
          nothing(
              playing
                  ? "the server plays, but no packet came before the --duration was over; "
                      + advice(running().transport().orElse(""))
                  : "the --duration was over before the server played; give it more time");
      case BYE, END ->
          nothing(
              "the server ended the stream before a packet came; check that the camera has a picture to"
                  + " send");
      case PACKETS, INTERRUPTED, ERROR -> null;
    };
  }

  private static String advice(String transport) {
    return transport.equals("udp")
        ? "give it more time, or try --transports tcp"
        : "give it more time";
  }

  private static RtspException nothing(String message) {
    return new RtspTimeoutException(RtspPhase.MEDIA, message, null);
  }

  double elapsedSeconds() {
    return (endNanos - startNanos) / 1e9;
  }

  /** Plays until the end; throws the mistake of rtsper or of a plug-in, if one ended it. */
  void run(RtspSession session, @Nullable Duration limit, StatusLine line) {
    this.session = session;
    long deadline = limit == null ? Long.MAX_VALUE : startNanos + limit.toNanos();
    session.startAsync().whenComplete((started, thrown) -> started(session, thrown));
    while (!end.isDone()) {
      long left = limit == null ? Long.MAX_VALUE : deadline - System.nanoTime();
      if (left <= 0) {
        end.complete(End.DURATION);
        break;
      }
      await(line.isLive() ? Math.min(left, LIVE_PERIOD.toNanos()) : left);
      if (!end.isDone()) {
        line.show(session.statistics());
      }
    }
    endNanos = System.nanoTime();
    line.end();
    Mistake.rethrow(mistake);
  }

  private void await(long nanos) {
    try {
      end.get(nanos, TimeUnit.NANOSECONDS);
    } catch (TimeoutException notYet) {
      return;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      end.complete(End.INTERRUPTED);
    } catch (ExecutionException impossible) {
      throw new IllegalStateException("the end never fails", impossible);
    }
  }

  private void started(RtspSession session, @Nullable Throwable thrown) {
    if (thrown != null) {
      failed(thrown);
      return;
    }
    playing = true;
    session
        .ended()
        .whenComplete(
            (reason, lost) -> {
              if (lost != null) {
                failed(lost);
              } else {
                ended(reason);
              }
            });
  }

  private void ended(EndReason reason) {
    switch (reason) {
      case BYE, TEARDOWN -> end.complete(End.BYE);
      case END -> end.complete(End.END);
      // The session isn't closed before the end is known, and an error is told as such.
      case CLOSED, ERROR -> end.complete(End.INTERRUPTED);
    }
  }

  private void failed(Throwable thrown) {
    Throwable cause =
        thrown.getCause() != null && !(thrown instanceof RtspException)
            ? thrown.getCause()
            : thrown;
    if (cause instanceof RtspCancelledException) {
      end.complete(End.INTERRUPTED);
      return;
    }
    mistake = Mistake.behind(cause);
    if (mistake == null && cause instanceof RtspException error) {
      failure = error;
    }
    end.complete(End.ERROR);
  }
}
