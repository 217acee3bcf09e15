package io.rtsper.core.session;

import io.rtsper.api.EndReason;
import io.rtsper.api.LossCause;
import io.rtsper.api.ReconnectAttempt;
import io.rtsper.api.RtspCancelledException;
import io.rtsper.api.RtspException;
import io.rtsper.api.RtspMethod;
import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspRequest;
import io.rtsper.api.RtspResponse;
import io.rtsper.api.RtspStatusException;
import io.rtsper.api.RtspTransportException;
import io.rtsper.api.RtspUrl;
import io.rtsper.api.SessionOptions;
import io.rtsper.api.SessionState;
import io.rtsper.api.spi.EventLoop;
import io.rtsper.core.capture.Capture;
import io.rtsper.core.context.Failures;
import io.rtsper.core.context.Notifier;
import io.rtsper.core.context.SessionContext;
import io.rtsper.core.control.Authentication;
import io.rtsper.core.control.ControlConnection;
import io.rtsper.core.control.Redirect;
import io.rtsper.core.control.Redirects;
import io.rtsper.core.control.RetryAfter;
import io.rtsper.core.control.ServerRequests;
import io.rtsper.core.control.Statuses;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The state machine of a session: where it stands, and what becomes of it when something is lost.
 * Confined to the event loop, but for what is volatile.
 *
 * <p>{@code state} is what the application sees; {@code goal} is where a reconnection leads back
 * to.
 */
final class SessionMachine implements SessionSteps.Host, Recovery.Host {

  private final SessionContext context;
  private final EventLoop loop;
  private final SessionOptions options;
  private final Notifier notifier;
  private final Authentication authentication;
  private final SessionSteps steps;
  private final Recovery recovery;
  private final OperationQueue operations;
  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private final List<Runnable> beforeClosed = new ArrayList<>(2);
  private final CompletableFuture<EndReason> ended = new CompletableFuture<>();

  private volatile SessionState state = SessionState.NEW;
  private Goal goal = Goal.NEW;

  /** Whether closing has begun; it may have been asked for before. */
  private boolean closing;

  /** Whether all steps are taken at once, so that there is no way back to {@code NEW}. */
  private boolean starting;

  /** Whether the connection was left and {@code goal} is not reached again. */
  private boolean adrift;

  /** Whether the server's session was ended on purpose, so that its connection isn't missed. */
  private boolean tornDown;

  private @Nullable RtspException lastLoss;
  private int redirects;

  /** Makes the machine of a session that is not connected. */
  SessionMachine(SessionContext context) {
    this.context = context;
    this.loop = context.loop();
    this.options = context.options();
    this.notifier = context.notifier();
    this.operations =
        new OperationQueue(context.waits()::release, this::afterOperation, context::isClosing);
    this.authentication = new Authentication(context);
    this.steps = new SessionSteps(context, authentication, this);
    this.recovery =
        new Recovery(
            loop,
            options.reconnectPolicy(),
            context.waits(),
            () -> ThreadLocalRandom.current().nextDouble(),
            this);
  }

  // What the session shows

  SessionState state() {
    return state;
  }

  SessionSteps steps() {
    return steps;
  }

  OperationQueue operations() {
    return operations;
  }

  CompletableFuture<Void> closed() {
    return closed;
  }

  /**
   * Adds what is done, on the loop, when nothing is left and before anyone who waits for that goes
   * on. Only before the session's life.
   */
  void beforeClosed(Runnable action) {
    beforeClosed.add(action);
  }

  CompletableFuture<EndReason> ended() {
    return ended;
  }

  SessionContext context() {
    return context;
  }

  @Override
  public boolean isPlaying() {
    return state == SessionState.PLAYING;
  }

  /** The server's session was ended on purpose, or nobody knows whether it was. */
  void tornDown() {
    steps.tornDown();
    tornDown = true;
    reached(SessionState.DESCRIBED);
  }

  /** Takes a step of an operation, and comes back after a loss. */
  <T> CompletableFuture<T> recovered(Supplier<CompletableFuture<T>> step) {
    return recovery.run(() -> tornDown ? afterTeardown(step) : step.get(), this::isLoss);
  }

  /**
   * Takes a step after a TEARDOWN. Many servers close the connection behind it, sooner or later;
   * that is no loss, and another is opened.
   */
  private <T> CompletableFuture<T> afterTeardown(Supplier<CompletableFuture<T>> step) {
    if (!steps.conversation().isOpen()) {
      return steps.open().thenCompose(opened -> step.get());
    }
    return step.get()
        .handle(
            (value, thrown) -> {
              if (thrown == null) {
                return CompletableFuture.completedFuture(value);
              }
              Throwable failure = Failures.unwrap(thrown);
              boolean closedMeanwhile =
                  failure instanceof RtspTransportException && !steps.conversation().isOpen();
              return closedMeanwhile
                  ? steps.open().thenCompose(opened -> step.get())
                  : CompletableFuture.<T>failedFuture(failure);
            })
        .thenCompose(outcome -> outcome);
  }

  /** Connects, for the first time or after a failure. */
  CompletableFuture<Void> connect() {
    require("connect", Step.CONNECT.from());
    recovery.anew();
    return recovered(steps::open).thenAccept(done -> reached(SessionState.CONNECTED));
  }

  /** All steps from connect to PLAY; a failure that the policy doesn't come back from closes. */
  CompletableFuture<Void> start() {
    require("start", Step.CONNECT.from());
    starting = true;
    recovery.anew();
    CompletableFuture<Void> result = new CompletableFuture<>();
    recovery
        .run(this::startSteps, failure -> true)
        .whenComplete(
            (done, thrown) -> {
              if (thrown == null) {
                backAfterStart();
                result.complete(null);
                return;
              }
              Throwable failure = Failures.unwrap(thrown);
              if (!context.isClosing()) {
                close(EndReason.ERROR, Failures.asRtsp(failure));
              }
              result.completeExceptionally(failure);
            });
    return result;
  }

  /** The steps from the beginning; after a loss the session begins again. */
  private CompletableFuture<Void> startSteps() {
    return steps.take(
        Goal.START,
        List.of(),
        next -> {
          if (next == SessionState.PLAYING) {
            reached(next);
          } else {
            state(next);
          }
        });
  }

  private void backAfterStart() {
    int attempts = recovery.attempts();
    if (attempts > 0) {
      context.counters().reconnects++;
      notifier.tell((listener, session) -> listener.onReconnected(session, attempts));
    }
  }

  // Losses and the way back

  /** A failure of an operation is a loss if the connection is gone, or the server's session. */
  private boolean isLoss(RtspException failure) {
    boolean sessionGone =
        (goal.includes(Step.SETUP) || steps.conversation().session() != null)
            && failure instanceof RtspStatusException status
            && Statuses.isUnknownSession(status.statusCode());
    return adrift || sessionGone || !steps.conversation().isOpen();
  }

  @Override
  public void onLost(ControlConnection connection, RtspException cause) {
    if (connection == steps.conversation().connection()) {
      steps.lostWhileClosing();
      lost(cause);
    }
  }

  /** The connection, the server's session or the media is gone. */
  @Override
  public void lost(RtspException cause) {
    if (context.isClosing()) {
      return;
    }
    if (steps.media().isGoodbyeOfAll() && !mayComeBack()) {
      close(EndReason.BYE, null);
      return;
    }
    if (cause instanceof RtspTransportException && steps.isAtEnd()) {
      close(EndReason.END, null);
      return;
    }
    comeBackFrom(steps.learnFrom(cause));
  }

  @Override
  public void silent(RtspException cause) {
    if (!context.isClosing()) {
      operations.submitFirst(internal("another transport", this::changeTransport));
    }
  }

  /** Plays on by another transport, unless the application has paused or ended it meanwhile. */
  private CompletableFuture<Void> changeTransport() {
    if (state != SessionState.PLAYING || steps.media().hasMedia()) {
      return CompletableFuture.completedFuture(null);
    }
    return steps
        .changeTransport()
        .exceptionallyCompose(
            thrown -> {
              RtspException cause = Failures.asRtsp(Failures.unwrap(thrown));
              if (context.isClosing()) {
                return CompletableFuture.failedFuture(cause);
              }
              lastLoss = cause;
              return recovery.recover(cause);
            });
  }

  private void comeBackFrom(RtspException cause) {
    steps.quiet();
    lastLoss = cause;
    if (!operations.isIdle()) {
      // What is under way fails with its connection, and comes back by itself.
      steps.leave(cause);
    } else if (tornDown) {
      // The next operation opens another.
      steps.leave(cause);
    } else {
      operations.submitFirst(internal("reconnect", () -> recovery.recover(cause)));
    }
  }

  /**
   * Returns whether a server that says goodbye and goes may only be restarting. One whose recording
   * is at its end isn't, and to play that again is nobody's wish.
   */
  private boolean mayComeBack() {
    return options.reconnectPolicy().maxAttempts() > 0 && !steps.hasEnd();
  }

  /**
   * Comes back if an operation that was coming back was given up: cancelled in the middle of a
   * reconnection, it leaves the session nowhere.
   */
  private void afterOperation() {
    if (context.isClosing()) {
      return;
    }
    if (goal == Goal.NEW) {
      if (state == SessionState.RECONNECTING) {
        adrift = false;
        state(SessionState.NEW);
      }
      return;
    }
    if (adrift || (!steps.conversation().isOpen() && !tornDown)) {
      RtspException known = lastLoss;
      RtspException cause =
          known != null
              ? known
              : new RtspTransportException(RtspPhase.RECONNECT, "the connection is gone", null);
      operations.submitFirst(internal("reconnect", () -> recovery.recover(cause)));
    }
  }

  private static OperationQueue.Operation<Void> internal(
      String name, Supplier<CompletableFuture<Void>> body) {
    return new OperationQueue.Operation<>(name, body, new OperationFuture<>(() -> {}));
  }

  @Override
  public void mediaEnded(EndReason reason) {
    close(reason, null);
  }

  @Override
  public void reconnecting(ReconnectAttempt attempt) {
    lastLoss = attempt.cause();
    adrift = true;
    steps.leave(attempt.cause());
    redirects = 0;
    if (attempt.number() == 1) {
      context.counters().lost(LossCause.of(attempt.cause()));
    } else {
      goBackToTheBeginning();
    }
    state(SessionState.RECONNECTING);
    if (!context.isClosing()) {
      notifier.tell((listener, session) -> listener.onReconnect(session, attempt));
    }
  }

  /** A server to which another one redirected may be gone for good, and that one knows a better. */
  private void goBackToTheBeginning() {
    RtspUrl first = options.url().withoutCredentials();
    if (!steps.url().equals(first)) {
      steps.url(first);
      authentication.moved(true);
    }
  }

  @Override
  public CompletableFuture<Void> reestablish() {
    return steps.backTo(goal);
  }

  @Override
  public void reconnected(int attempts) {
    redirects = 0;
    adrift = false;
    if (goal != Goal.NEW) {
      context.counters().reconnects++;
      state(goal.state());
      notifier.tell((listener, session) -> listener.onReconnected(session, attempts));
    }
  }

  @Override
  public CompletableFuture<Void> follow(Redirect redirect) {
    RtspUrl next =
        Redirects.target(
            redirect, steps.url(), ++redirects, options.maxRedirects(), context.quirks());
    adrift = true;
    // The farewell still goes to the old server, signed for it.
    steps.leave(
        new RtspTransportException(
            RtspPhase.CLOSE, "the server redirected the session to " + next, null));
    authentication.moved(next.host().equalsIgnoreCase(options.url().host()));
    steps.url(next);
    return steps.backTo(goal).thenRun(() -> adrift = false);
  }

  @Override
  public void giveUp(RtspException cause) {
    if (context.isClosing()) {
      return;
    }
    if (goal != Goal.NEW) {
      close(EndReason.ERROR, cause);
    } else if (!starting) {
      state(SessionState.NEW);
    }
  }

  @Override
  public boolean wasWell() {
    long enough = options.reconnectPolicy().resetAfter().toNanos();
    return goal.includes(Step.PLAY)
        ? steps.media().flowedFor() >= enough
        : goal != Goal.NEW && loop.nanoTime() - steps.openedNanos() >= enough;
  }

  @Override
  public boolean hasPlayed() {
    return steps.media().hasHadMedia();
  }

  @Override
  public Duration retryAfter(RtspException cause) {
    return RetryAfter.of(cause, context.client().wallClock().instant());
  }

  @Override
  public boolean isClosing() {
    return context.isClosing();
  }

  // Requests of the server

  @Override
  public void onRequest(ControlConnection connection, RtspRequest request) {
    context.counters().serverRequests++;
    RtspResponse response = ServerRequests.answer(request);
    notifier.tell((listener, session) -> listener.onServerRequest(session, request, response));
    connection.reply(response);
    if (connection != steps.conversation().connection() || context.isClosing()) {
      return;
    }
    if (request.method().equals(RtspMethod.TEARDOWN)) {
      close(EndReason.TEARDOWN, null);
    } else if (request.method().equals(RtspMethod.REDIRECT)
        && request.headers().contains("Location")) {
      sentElsewhere(
          new Redirect(request, RtspResponse.of(302, "", request.headers(), new byte[0])));
    }
  }

  /** The server sends the session elsewhere by itself, or instead of an answer to a keepalive. */
  @Override
  public void sentElsewhere(Redirect redirect) {
    operations.submitFirst(internal("redirect", () -> goElsewhere(redirect)));
  }

  /** Redirects count together until the session was well for a while: two servers may play ball. */
  private CompletableFuture<Void> goElsewhere(Redirect redirect) {
    if (wasWell()) {
      redirects = 0;
    }
    return recovery
        .run(() -> follow(redirect).thenAccept(done -> state(goal.state())), this::isLoss)
        .whenComplete((done, failure) -> redirected(failure));
  }

  private void redirected(@Nullable Throwable failure) {
    if (failure != null && !context.isClosing()) {
      RtspException refused = Failures.asRtsp(failure);
      notifier.tell((listener, session) -> listener.onError(session, refused));
    }
  }

  // Closing

  /** Ends the session for good. */
  CompletableFuture<Void> close(EndReason reason, @Nullable RtspException error) {
    if (closing) {
      return closed;
    }
    closing = true;
    steps.media().frames().end(reason, error);
    context.delivery().end();
    RtspException release = error != null ? error : released(reason);
    SessionState before = state;
    // First, so that who is released sees a closed session.
    state = SessionState.CLOSED;
    operations.close(release);
    context.waits().release(release);
    boolean tell = reason != EndReason.TEARDOWN;
    steps
        .finish(tell)
        .handle((done, failure) -> endOfCapture())
        .thenCompose(written -> written)
        .whenComplete(
            (done, failure) -> {
              beforeClosed.forEach(Runnable::run);
              closed.complete(null);
            });
    notifier.tell(
        (listener, session) -> listener.onStateChange(session, before, SessionState.CLOSED));
    if (error != null) {
      notifier.tell((listener, session) -> listener.onError(session, error));
    }
    notifier.tell(
        (listener, session) -> listener.onDisconnect(session, reason, Optional.ofNullable(error)));
    if (error != null) {
      ended.completeExceptionally(error);
    } else {
      ended.complete(reason);
    }
    return closed;
  }

  /** Returns what completes when the session's file is whole, if it has one. */
  private CompletableFuture<Void> endOfCapture() {
    Capture capture = context.capture();
    return capture == null ? CompletableFuture.completedFuture(null) : capture.end();
  }

  /** Returns what those get who still wait for an operation. */
  private RtspCancelledException released(EndReason reason) {
    OperationQueue.Operation<?> running = operations.current();
    return new RtspCancelledException(
        RtspPhase.CLOSE,
        "the session was closed"
            + (reason == EndReason.CLOSED ? "" : " by the server (" + reason + ")")
            + (running == null ? "" : " while " + running.name + " was under way"),
        null);
  }

  // State

  /** An operation led to a state. */
  void reached(SessionState reached) {
    goal = Goal.of(reached);
    redirects = 0;
    adrift = false;
    tornDown = tornDown && reached == SessionState.DESCRIBED;
    state(reached);
  }

  private void state(SessionState next) {
    SessionState before = state;
    if (before != next && before != SessionState.CLOSED) {
      state = next;
      notifier.tell((listener, session) -> listener.onStateChange(session, before, next));
    }
  }

  /** Refuses an operation in any state but these. */
  void require(String operation, List<SessionState> allowed) {
    SessionState now = state;
    if (!allowed.contains(now)) {
      throw new IllegalStateException(
          operation + " isn't possible in state " + now + "; it needs " + allowed);
    }
  }
}
