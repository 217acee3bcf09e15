package io.rtsper.core.session;

import io.rtsper.api.EndReason;
import io.rtsper.api.Quirk;
import io.rtsper.api.ReconnectAttempt;
import io.rtsper.api.RtspCancelledException;
import io.rtsper.api.RtspException;
import io.rtsper.api.RtspMethod;
import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspRequest;
import io.rtsper.api.RtspResponse;
import io.rtsper.api.RtspSession;
import io.rtsper.api.RtspStatusException;
import io.rtsper.api.RtspTransportException;
import io.rtsper.api.RtspUrl;
import io.rtsper.api.SessionOptions;
import io.rtsper.api.SessionState;
import io.rtsper.api.SessionStatistics;
import io.rtsper.api.spi.EventLoop;
import io.rtsper.api.spi.ProviderCatalog;
import io.rtsper.core.loop.HostLookup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The state machine of a session: where it stands, and what becomes of it when something is lost.
 * Confined to the event loop, but for what is volatile.
 *
 * <p>{@code state} is what the application sees; {@code goal} is where a reconnection leads back
 * to.
 */
final class SessionMachine implements ControlConnection.Owner, Recovery.Host {

  private static final Logger LOG = LoggerFactory.getLogger(SessionMachine.class);

  private final EventLoop loop;
  private final SessionOptions options;
  private final Notifier notifier;
  private final QuirkLedger quirks;
  private final Counters counters = new Counters();
  private final Waits waits = new Waits();
  private final Authentication authentication;
  private final SessionSteps steps;
  private final Recovery recovery;
  private final OperationQueue operations =
      new OperationQueue(waits::release, this::afterOperation);
  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private final List<Runnable> beforeClosed = new ArrayList<>(2);
  private final CompletableFuture<EndReason> ended = new CompletableFuture<>();

  private volatile SessionState state = SessionState.NEW;
  private SessionState goal = SessionState.NEW;
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
  static SessionMachine of(
      RtspSession session,
      EventLoop loop,
      HostLookup lookup,
      SessionOptions options,
      ProviderCatalog providers) {
    Notifier notifier = new Notifier(session, options.listeners(), loop::nanoTime);
    QuirkLedger quirks =
        new QuirkLedger(
            options.strict(),
            (quirk, detail) -> {
              LOG.atLevel(quirk.severity() == Quirk.Severity.WARNING ? Level.WARN : Level.INFO)
                  .log(
                      "quirk {} at {}: {}{}",
                      quirk.name(),
                      options.url(),
                      quirk.description(),
                      detail.isEmpty() ? "" : " (" + detail + ")");
              notifier.tell((listener, told) -> listener.onQuirk(told, quirk, detail));
            });
    return new SessionMachine(loop, lookup, options, providers, notifier, quirks);
  }

  private SessionMachine(
      EventLoop loop,
      HostLookup lookup,
      SessionOptions options,
      ProviderCatalog providers,
      Notifier notifier,
      QuirkLedger quirks) {
    this.loop = loop;
    this.options = options;
    this.notifier = notifier;
    this.quirks = quirks;
    this.authentication = new Authentication(options, providers, quirks);
    this.steps =
        new SessionSteps(
            loop,
            lookup,
            options,
            providers,
            notifier,
            quirks,
            counters,
            waits,
            authentication,
            this);
    this.recovery =
        new Recovery(
            loop,
            options.reconnectPolicy(),
            waits,
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

  /** Returns what was counted so far. On the loop, or before and after the session's life. */
  Snapshots.Snapshot snapshot() {
    SessionStatistics statistics =
        new Snapshots.Counts(
            state,
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
            Optional.ofNullable(steps.media().timeToFirstPacket()),
            steps.media().statistics());
    return new Snapshots.Snapshot(statistics, quirks.counts());
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
    require("connect", SessionState.NEW);
    recovery.anew();
    return recovered(steps::open).thenAccept(done -> reached(SessionState.CONNECTED));
  }

  /** All steps from connect to PLAY; a failure that the policy doesn't come back from closes. */
  CompletableFuture<Void> start() {
    require("start", SessionState.NEW);
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
              close(EndReason.ERROR, Failures.asRtsp(failure));
              result.completeExceptionally(failure);
            });
    return result;
  }

  /** The steps from the beginning; after a loss the session begins again. */
  private CompletableFuture<Void> startSteps() {
    return steps
        .open()
        .thenCompose(
            opened -> {
              state(SessionState.CONNECTED);
              return steps.greet();
            })
        .thenCompose(greeted -> steps.describe())
        .thenCompose(
            described -> {
              state(SessionState.DESCRIBED);
              return steps.setUpPlayable();
            })
        .thenCompose(
            tracks -> {
              steps.ready();
              state(SessionState.READY);
              return steps.playOn();
            })
        .thenAccept(played -> reached(SessionState.PLAYING));
  }

  private void backAfterStart() {
    int attempts = recovery.attempts();
    if (attempts > 0) {
      counters.reconnects++;
      notifier.tell((listener, session) -> listener.onReconnected(session, attempts));
    }
  }

  // Losses and the way back

  /** A failure of an operation is a loss if the connection is gone, or the server's session. */
  private boolean isLoss(RtspException failure) {
    boolean sessionGone =
        goal.compareTo(SessionState.READY) >= 0
            && failure instanceof RtspStatusException status
            && status.statusCode() == Statuses.SESSION_NOT_FOUND;
    return adrift || sessionGone || !steps.conversation().isOpen();
  }

  @Override
  public void onLost(ControlConnection connection, RtspException cause) {
    if (connection == steps.conversation().connection()) {
      lost(cause);
    }
  }

  /** The connection, the server's session or the media is gone. */
  void lost(RtspException cause) {
    if (closing) {
      return;
    }
    if (steps.media().saidBye() && !mayComeBack()) {
      close(EndReason.BYE, null);
      return;
    }
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
    if (closing) {
      return;
    }
    if (goal == SessionState.NEW) {
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
    return new OperationQueue.Operation<>(name, body, new CompletableFuture<>());
  }

  /** Each track said goodbye and nothing came after it. */
  void mediaEnded() {
    close(EndReason.BYE, null);
  }

  @Override
  public void reconnecting(ReconnectAttempt attempt) {
    lastLoss = attempt.cause();
    adrift = true;
    steps.leave(attempt.cause());
    redirects = 0;
    if (attempt.number() > 1) {
      goBackToTheBeginning();
    }
    state(SessionState.RECONNECTING);
    if (!closing) {
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
    if (goal != SessionState.NEW) {
      counters.reconnects++;
      state(goal);
      notifier.tell((listener, session) -> listener.onReconnected(session, attempts));
    }
  }

  @Override
  public CompletableFuture<Void> follow(Redirect redirect) {
    RtspUrl next =
        Redirects.target(redirect, steps.url(), ++redirects, options.maxRedirects(), quirks);
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
    if (goal != SessionState.NEW) {
      close(EndReason.ERROR, cause);
    } else if (!starting) {
      state(SessionState.NEW);
    }
  }

  @Override
  public boolean wasWell() {
    long enough = options.reconnectPolicy().resetAfter().toNanos();
    return goal == SessionState.PLAYING
        ? steps.media().flowedFor() >= enough
        : goal != SessionState.NEW && loop.nanoTime() - steps.openedNanos() >= enough;
  }

  @Override
  public boolean isClosing() {
    return closing;
  }

  // Requests of the server

  @Override
  public void onRequest(ControlConnection connection, RtspRequest request) {
    counters.serverRequests++;
    RtspResponse response = ServerRequests.answer(request);
    notifier.tell((listener, session) -> listener.onServerRequest(session, request, response));
    connection.reply(response);
    if (connection != steps.conversation().connection() || closing) {
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
  void sentElsewhere(Redirect redirect) {
    operations.submitFirst(internal("redirect", () -> goElsewhere(redirect)));
  }

  /** Redirects count together until the session was well for a while: two servers may play ball. */
  private CompletableFuture<Void> goElsewhere(Redirect redirect) {
    if (wasWell()) {
      redirects = 0;
    }
    return recovery
        .run(() -> follow(redirect).thenAccept(done -> state(goal)), this::isLoss)
        .whenComplete((done, failure) -> redirected(failure));
  }

  private void redirected(@Nullable Throwable failure) {
    if (failure != null && !closing) {
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
    RtspException release = error != null ? error : released(reason);
    SessionState before = state;
    // First, so that who is released sees a closed session.
    state = SessionState.CLOSED;
    operations.close(release);
    waits.release(release);
    boolean tell = reason != EndReason.TEARDOWN;
    steps
        .finish(tell)
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
    goal = reached;
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
  void require(String operation, SessionState... allowed) {
    SessionState now = state;
    for (SessionState one : allowed) {
      if (now == one) {
        return;
      }
    }
    throw new IllegalStateException(
        operation + " isn't possible in state " + now + "; it needs " + List.of(allowed));
  }

  /** Refuses an operation while there is no connection. */
  void requireConnected(String operation) {
    require(
        operation,
        SessionState.CONNECTED,
        SessionState.DESCRIBED,
        SessionState.READY,
        SessionState.PLAYING);
  }
}
