package io.rtsper.core.session;

import io.rtsper.api.ReconnectAttempt;
import io.rtsper.api.ReconnectPolicy;
import io.rtsper.api.RtspCancelledException;
import io.rtsper.api.RtspException;
import io.rtsper.api.spi.EventLoop;
import io.rtsper.core.context.Failures;
import io.rtsper.core.context.Waits;
import io.rtsper.core.control.Redirect;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * The way back after a loss: how often, after which delay, and what is tried again.
 *
 * <p>The loops here complete one future of their own instead of chaining one to the other, so that
 * a session that reconnects for ever doesn't grow.
 */
final class Recovery {

  /** What recovery needs of its session. */
  interface Host {

    /** Drops what is left of the connection and shows that the session is coming back. */
    void reconnecting(ReconnectAttempt attempt);

    /** Connects, and goes back to where the session stood. */
    CompletableFuture<Void> reestablish();

    /** Says that the session is back. */
    void reconnected(int attempts);

    /** Follows a redirect up to where the session stood. */
    CompletableFuture<Void> follow(Redirect redirect);

    /** Ends the session: there is no way back. */
    void giveUp(RtspException cause);

    /** Returns whether the session had media, or a connection, for long enough to count as well. */
    boolean wasWell();

    /** Returns whether media has come at any time of the session. */
    boolean hasPlayed();

    /** Returns how long a busy server asks to be left alone; zero if it doesn't. */
    Duration retryAfter(RtspException cause);

    /** Returns whether the session is being closed. */
    boolean isClosing();
  }

  private static final int MAX_DOUBLINGS = 30;

  private final EventLoop loop;
  private final ReconnectPolicy policy;
  private final Waits waits;
  private final DoubleSupplier random;
  private final Host host;
  private int attempts;

  /**
   * Makes a recovery.
   *
   * @param random gives numbers from 0 up to 1, for the jitter
   */
  Recovery(EventLoop loop, ReconnectPolicy policy, Waits waits, DoubleSupplier random, Host host) {
    this.loop = loop;
    this.policy = policy;
    this.waits = waits;
    this.random = random;
    this.host = host;
  }

  /** When a failed step is worth another try. */
  @FunctionalInterface
  interface Retry {
    /** Returns whether the failure has to do with the connection. */
    boolean isLoss(RtspException failure);
  }

  /**
   * Takes a step, and takes it again after each loss that the policy lets the session come back
   * from, and after each redirect.
   */
  <T> CompletableFuture<T> run(Supplier<CompletableFuture<T>> step, Retry retry) {
    CompletableFuture<T> result = new CompletableFuture<>();
    runInto(step, retry, result);
    return result;
  }

  private <T> void runInto(
      Supplier<CompletableFuture<T>> step, Retry retry, CompletableFuture<T> result) {
    start(step)
        .whenComplete(
            (value, thrown) -> {
              if (thrown == null) {
                result.complete(value);
              } else {
                failed(Failures.unwrap(thrown), step, retry, result);
              }
            });
  }

  private <T> void failed(
      Throwable failure,
      Supplier<CompletableFuture<T>> step,
      Retry retry,
      CompletableFuture<T> result) {
    if (host.isClosing() || failure instanceof RtspCancelledException) {
      result.completeExceptionally(failure);
    } else if (failure instanceof Redirect redirect) {
      start(() -> host.follow(redirect))
          .whenComplete(
              (done, thrown) -> {
                if (thrown == null) {
                  runInto(step, retry, result);
                } else {
                  failed(Failures.unwrap(thrown), step, retry, result);
                }
              });
    } else if (failure instanceof RtspException cause && retry.isLoss(cause)) {
      recover(cause)
          .whenComplete(
              (done, thrown) -> {
                if (thrown == null) {
                  runInto(step, retry, result);
                } else {
                  result.completeExceptionally(Failures.unwrap(thrown));
                }
              });
    } else {
      result.completeExceptionally(failure);
    }
  }

  private static <T> CompletableFuture<T> start(Supplier<CompletableFuture<T>> step) {
    try {
      return step.get();
    } catch (Throwable failure) {
      return CompletableFuture.failedFuture(failure);
    }
  }

  /** Begins to count anew: what was tried before has come to an end, well or not. */
  void anew() {
    attempts = 0;
  }

  /** Comes back after a loss, or gives the session up. */
  CompletableFuture<Void> recover(RtspException cause) {
    CompletableFuture<Void> result = new CompletableFuture<>();
    if (host.wasWell()) {
      attempts = 0;
    }
    attempt(cause, result);
    return result;
  }

  private record Attempt(int number, Duration delay, RtspException cause)
      implements ReconnectAttempt {}

  /** Begins an attempt; whatever goes wrong with that itself ends the session. */
  private void attempt(RtspException cause, CompletableFuture<Void> result) {
    try {
      begin(cause, result);
    } catch (Throwable broken) {
      RtspException failure = Failures.asRtsp(broken);
      failure.addSuppressed(cause);
      host.giveUp(failure);
      result.completeExceptionally(failure);
    }
  }

  private void begin(RtspException cause, CompletableFuture<Void> result) {
    ReconnectPolicy.Decision decision = decide(cause);
    if (decision == ReconnectPolicy.Decision.GIVE_UP || attempts >= policy.maxAttempts()) {
      host.giveUp(cause);
      result.completeExceptionally(cause);
      return;
    }
    attempts++;
    Duration delay = delay(decision, cause);
    host.reconnecting(new Attempt(attempts, delay, cause));
    if (host.isClosing()) {
      result.completeExceptionally(cause);
      return;
    }
    CompletableFuture<Void> pause = waits.track(new CompletableFuture<>());
    EventLoop.Timer timer = loop.schedule(delay, () -> pause.complete(null));
    pause.whenComplete(
        (done, released) -> {
          timer.cancel();
          if (released == null) {
            back(start(host::reestablish), result);
          } else {
            result.completeExceptionally(Failures.unwrap(released));
          }
        });
  }

  private void back(CompletableFuture<Void> way, CompletableFuture<Void> result) {
    way.whenComplete(
        (done, thrown) -> {
          if (thrown == null) {
            host.reconnected(attempts);
            result.complete(null);
            return;
          }
          Throwable failure = Failures.unwrap(thrown);
          if (host.isClosing() || failure instanceof RtspCancelledException) {
            result.completeExceptionally(failure);
          } else if (failure instanceof Redirect redirect) {
            back(start(() -> host.follow(redirect)), result);
          } else {
            attempt(Failures.asRtsp(failure), result);
          }
        });
  }

  private ReconnectPolicy.Decision decide(RtspException cause) {
    try {
      return policy.decide(cause, host.hasPlayed());
    } catch (Throwable broken) {
      cause.addSuppressed(broken);
      return ReconnectPolicy.Decision.GIVE_UP;
    }
  }

  /**
   * Returns the delay before the attempt, with full jitter. A busy server gets what it asks for, or
   * most of the cap; how much of it differs, so that its clients don't all come at once.
   */
  private Duration delay(ReconnectPolicy.Decision decision, RtspException cause) {
    double cap = policy.cap().toNanos();
    if (decision == ReconnectPolicy.Decision.RETRY_LATER) {
      double asked = Math.min(cap, (double) host.retryAfter(cause).toNanos());
      double least = asked > 0 ? asked : cap / 2;
      return Duration.ofNanos((long) Math.min(cap, least * (1 + random.getAsDouble())));
    }
    double doubled =
        (double) policy.base().toNanos() * Math.pow(2, Math.min(attempts - 1, MAX_DOUBLINGS));
    return Duration.ofNanos((long) (Math.min(cap, doubled) * random.getAsDouble()));
  }

  /** Returns how many attempts have been made since the session was last well. */
  int attempts() {
    return attempts;
  }
}
