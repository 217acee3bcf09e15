package io.rtsper.core.session;

import io.rtsper.api.EndReason;
import io.rtsper.api.ReconnectAttempt;
import io.rtsper.api.RtspCancelledException;
import io.rtsper.api.RtspException;
import io.rtsper.api.RtspMethod;
import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.RtspRequest;
import io.rtsper.api.RtspResponse;
import io.rtsper.api.RtspSession;
import io.rtsper.api.RtspStatusException;
import io.rtsper.api.RtspTransportException;
import io.rtsper.api.RtspUrl;
import io.rtsper.api.SessionOptions;
import io.rtsper.api.SessionState;
import io.rtsper.api.SessionStatistics;
import io.rtsper.api.header.RangeHeader;
import io.rtsper.api.media.Track;
import io.rtsper.api.sdp.SessionDescription;
import io.rtsper.api.spi.ControlTransportProvider;
import io.rtsper.api.spi.EventLoop;
import io.rtsper.api.spi.ProviderCatalog;
import io.rtsper.core.loop.HostLookup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state machine of a session: which operation may follow which, and what becomes of the session
 * when something is lost. Confined to the event loop, but for what is volatile.
 *
 * <p>{@code state} is what the application sees; {@code goal} is where a reconnection leads back
 * to.
 */
final class SessionMachine implements ControlConnection.Owner, Recovery.Host {

  private static final Logger LOG = LoggerFactory.getLogger(SessionMachine.class);

  private final EventLoop loop;
  private final SessionOptions options;
  private final ProviderCatalog providers;
  private final Notifier notifier;
  private final QuirkLedger quirks;
  private final Counters counters = new Counters();
  private final Waits waits = new Waits();
  private final Authentication authentication;
  private final Conversation conversation;
  private final Connector connector;
  private final Presentation presentation;
  private final MediaPlane media;
  private final Setup setup;
  private final Keepalive keepalive;
  private final Recovery recovery;
  private final OperationQueue operations = new OperationQueue(waits::release);
  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private final CompletableFuture<EndReason> ended = new CompletableFuture<>();

  private volatile SessionState state = SessionState.NEW;
  private volatile RtspUrl url;
  private SessionState goal = SessionState.NEW;
  private boolean closing;
  private boolean played;
  private int redirects;
  private long wellSinceNanos;

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
              LOG.warn(
                  "quirk {} at {}: {} {}",
                  quirk.name(),
                  options.url(),
                  quirk.description(),
                  detail);
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
    this.providers = providers;
    this.notifier = notifier;
    this.quirks = quirks;
    this.url = options.url().withoutCredentials();
    this.authentication = new Authentication(options, providers, quirks);
    this.conversation =
        new Conversation(
            options, authentication, quirks, notifier, waits, counters, this::openConnection);
    this.connector = new Connector(loop, lookup, options, quirks, waits, this::newConnection);
    this.presentation = new Presentation(conversation, providers.sdpParser(), quirks);
    this.media =
        new MediaPlane(
            loop,
            options,
            conversation,
            notifier,
            quirks,
            counters,
            this::mediaLost,
            this::mediaEnded);
    this.setup =
        new Setup(
            conversation, presentation, providers, quirks, options.transports(), media::channel);
    this.keepalive =
        new Keepalive(
            loop, options, conversation, counters, media::lastPacketNanos, this::mediaLost);
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

  RtspUrl url() {
    return url;
  }

  String controlUri() {
    String aggregate = presentation.aggregate();
    return aggregate != null ? aggregate : url.requestUri();
  }

  Conversation conversation() {
    return conversation;
  }

  Presentation presentation() {
    return presentation;
  }

  OperationQueue operations() {
    return operations;
  }

  Optional<String> transport() {
    return setup.transport();
  }

  CompletableFuture<Void> closed() {
    return closed;
  }

  CompletableFuture<EndReason> ended() {
    return ended;
  }

  /** Returns what was counted so far. On the loop, or before and after the session's life. */
  Snapshots.Snapshot snapshot() {
    SessionStatistics statistics =
        new SessionStatistics(
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
            Optional.ofNullable(media.timeToFirstPacket()),
            media.statistics());
    return new Snapshots.Snapshot(statistics, quirks.counts());
  }

  // What the application asks for

  CompletableFuture<Void> connect() {
    require("connect", SessionState.NEW);
    return recovery
        .run(this::openConnection, this::isLoss)
        .thenAccept(done -> reached(SessionState.CONNECTED));
  }

  CompletableFuture<RtspResponse> options() {
    requireConnected("options");
    return recovery.run(
        () -> {
          RtspRequest request = RtspRequest.of(RtspMethod.OPTIONS, controlUri());
          return conversation.exchange(request).thenApply(r -> redirectChecked(request, r));
        },
        this::isLoss);
  }

  CompletableFuture<SessionDescription> describe() {
    require("describe", SessionState.CONNECTED, SessionState.DESCRIBED);
    return recovery
        .run(() -> presentation.describe(url), this::isLoss)
        .thenApply(
            description -> {
              reached(SessionState.DESCRIBED);
              return description;
            });
  }

  CompletableFuture<List<Track>> setupAll() {
    require("setup", SessionState.DESCRIBED);
    return recovery.run(this::setUpPlayable, this::isLoss).thenApply(this::ready);
  }

  CompletableFuture<List<Track>> setup(List<Track> chosen) {
    require("setup", SessionState.DESCRIBED, SessionState.READY);
    for (Track track : chosen) {
      if (!presentation.tracks().contains(track)) {
        throw new IllegalArgumentException(track + " is not one of this session's tracks");
      }
    }
    return recovery
        .run(() -> setUp(new ArrayList<>(chosen), 0, true, null), this::isLoss)
        .thenApply(this::ready);
  }

  CompletableFuture<RtspResponse> play(@Nullable RangeHeader range) {
    require("play", SessionState.READY, SessionState.PLAYING);
    RangeHeader asked = range != null || played ? range : RangeHeader.npt(Duration.ZERO);
    return recovery.run(() -> playNow(asked), this::isLoss);
  }

  CompletableFuture<RtspResponse> pause() {
    require("pause", SessionState.PLAYING);
    return recovery
        .run(presentation::pause, this::isLoss)
        .thenApply(
            response -> {
              media.stop();
              reached(SessionState.READY);
              return response;
            });
  }

  CompletableFuture<RtspResponse> getParameter(List<String> names) {
    requireConnected("getParameter");
    RtspRequest request = RtspRequest.of(RtspMethod.GET_PARAMETER, controlUri());
    return send(
        names.isEmpty()
            ? request
            : request.withBody("text/parameters", String.join("\r\n", names) + "\r\n"));
  }

  CompletableFuture<RtspResponse> setParameter(String name, String value) {
    requireConnected("setParameter");
    return send(
        RtspRequest.of(RtspMethod.SET_PARAMETER, controlUri())
            .withBody("text/parameters", name + ": " + value + "\r\n"));
  }

  private CompletableFuture<RtspResponse> send(RtspRequest request) {
    return recovery.run(
        () ->
            conversation
                .exchange(request)
                .thenApply(response -> Statuses.requireSuccess(request, response)),
        this::isLoss);
  }

  CompletableFuture<RtspResponse> request(RtspRequest request) {
    requireConnected("request");
    return recovery.run(() -> conversation.exchange(request), this::isLoss);
  }

  CompletableFuture<RtspResponse> teardown() {
    require("teardown", SessionState.READY, SessionState.PLAYING);
    return presentation
        .teardown()
        .thenApply(
            response -> {
              keepalive.stop();
              media.release();
              conversation.forgetSession();
              reached(SessionState.DESCRIBED);
              return response;
            });
  }

  CompletableFuture<Void> start() {
    require("start", SessionState.NEW);
    CompletableFuture<Void> result = new CompletableFuture<>();
    recovery
        .run(this::startSteps, failure -> true)
        .whenComplete(
            (done, thrown) -> {
              if (thrown == null) {
                result.complete(null);
                return;
              }
              Throwable failure = Failures.unwrap(thrown);
              close(EndReason.ERROR, Failures.asRtsp(failure));
              result.completeExceptionally(failure);
            });
    return result;
  }

  /** All steps from the beginning; after a loss it begins again. */
  private CompletableFuture<Void> startSteps() {
    goal = SessionState.NEW;
    return openConnection()
        .thenCompose(opened -> stepTo(SessionState.CONNECTED, this::askForMethods))
        .thenCompose(asked -> presentation.describe(url))
        .thenCompose(described -> stepTo(SessionState.DESCRIBED, this::setUpPlayable))
        .thenCompose(tracks -> stepTo(SessionState.READY, this::playFromStart))
        .thenAccept(response -> recovered());
  }

  private <T> CompletableFuture<T> stepTo(
      SessionState reached, Supplier<CompletableFuture<T>> next) {
    state(reached);
    return next.get();
  }

  private CompletableFuture<RtspResponse> playFromStart() {
    media.opened();
    keepalive.start(controlUri());
    return playNow(RangeHeader.npt(Duration.ZERO));
  }

  /** OPTIONS, which a server need not know: some answer an error, some close the connection. */
  private CompletableFuture<Void> askForMethods() {
    RtspRequest request = RtspRequest.of(RtspMethod.OPTIONS, controlUri());
    return conversation
        .exchange(request)
        .handle(
            (response, thrown) -> {
              if (thrown == null) {
                redirectChecked(request, response);
                return CompletableFuture.<Void>completedFuture(null);
              }
              RtspException failure = Failures.asRtsp(thrown);
              return failure instanceof RtspTransportException && !conversation.isOpen() && !closing
                  ? openConnection()
                  : CompletableFuture.<Void>failedFuture(failure);
            })
        .thenCompose(outcome -> outcome);
  }

  // Steps

  private CompletableFuture<Void> openConnection() {
    ControlTransportProvider provider = providers.controlTransport(url.connectionScheme());
    return connector
        .connect(provider, url)
        .thenAccept(
            connection -> {
              wellSinceNanos = loop.nanoTime();
              media.connected(wellSinceNanos);
              conversation.forgetSession();
              conversation.use(connection, provider.secure());
            });
  }

  private ControlConnection newConnection() {
    return new ControlConnection(
        loop, options, quirks, notifier, counters, new Demultiplexer(counters, quirks), this);
  }

  private CompletableFuture<List<Track>> setUpPlayable() {
    List<Track> playable = presentation.tracks().stream().filter(Track::playable).toList();
    if (playable.isEmpty()) {
      Track first = presentation.tracks().get(0);
      return CompletableFuture.failedFuture(
          new RtspProtocolException(
              RtspPhase.REQUEST,
              "none of the "
                  + presentation.tracks().size()
                  + " tracks can be played; "
                  + first
                  + ": "
                  + first.unplayableReason().orElse(""),
              null));
    }
    return setUp(playable, 0, false, null);
  }

  private CompletableFuture<List<Track>> setUp(
      List<Track> tracks, int index, boolean all, @Nullable RtspException refused) {
    if (index == tracks.size()) {
      List<Track> ready = media.tracks();
      return ready.isEmpty() && refused != null
          ? CompletableFuture.failedFuture(refused)
          : CompletableFuture.completedFuture(ready);
    }
    return setup
        .setup(tracks.get(index))
        .handle(
            (channel, thrown) -> {
              if (thrown == null) {
                media.add(channel);
                return setUp(tracks, index + 1, all, refused);
              }
              Throwable failure = Failures.unwrap(thrown);
              boolean own =
                  failure instanceof RtspStatusException
                      || failure instanceof RtspProtocolException
                      || failure instanceof RtspTransportException;
              if (all || !own || !conversation.isOpen()) {
                return CompletableFuture.<List<Track>>failedFuture(failure);
              }
              RtspException cause = Failures.asRtsp(failure);
              notifier.tell((listener, session) -> listener.onError(session, cause));
              return setUp(tracks, index + 1, false, cause);
            })
        .thenCompose(outcome -> outcome);
  }

  private List<Track> ready(List<Track> tracks) {
    media.opened();
    keepalive.start(controlUri());
    reached(SessionState.READY);
    return tracks;
  }

  private CompletableFuture<RtspResponse> playNow(@Nullable RangeHeader range) {
    media.expect();
    return presentation
        .play(range, media.channels())
        .thenApply(
            response -> {
              played = true;
              media.playing();
              reached(SessionState.PLAYING);
              return response;
            });
  }

  // Losses and the way back

  /** A failure of an operation is one of the connection if that is gone. */
  private boolean isLoss(RtspException failure) {
    return !conversation.isOpen();
  }

  @Override
  public void onLost(ControlConnection connection, RtspException cause) {
    if (connection == conversation.connection()) {
      mediaLost(cause);
    }
  }

  /** The connection, the server's session or the media is gone. */
  private void mediaLost(RtspException cause) {
    if (closing) {
      return;
    }
    if (media.saidBye()) {
      close(EndReason.BYE, null);
      return;
    }
    keepalive.stop();
    media.stop();
    ControlConnection connection = conversation.connection();
    if (operations.isIdle()) {
      operations.submitFirst(
          new OperationQueue.Operation<>(
              "reconnect", () -> recovery.recover(cause), new CompletableFuture<>()));
    } else if (connection != null) {
      retire(connection);
    }
  }

  private void mediaEnded() {
    close(EndReason.BYE, null);
  }

  @Override
  public void reconnecting(ReconnectAttempt attempt) {
    keepalive.stop();
    media.suspend();
    ControlConnection connection = conversation.connection();
    if (connection != null) {
      retire(connection);
    }
    conversation.forgetSession();
    state(SessionState.RECONNECTING);
    notifier.tell((listener, session) -> listener.onReconnect(session, attempt));
  }

  /** Says goodbye on a connection that is given up, without waiting for it. */
  private void retire(ControlConnection connection) {
    Optional<RtspRequest> farewell =
        connection.isOpen() ? presentation.farewell() : Optional.empty();
    if (farewell.isEmpty() || options.closeTimeout().isZero()) {
      connection.close();
      return;
    }
    RtspRequest request = conversation.signed(farewell.get());
    conversation.forgetSession();
    connection
        .retire(request, options.closeTimeout())
        .whenComplete((done, failure) -> connection.close());
  }

  @Override
  public CompletableFuture<Void> reestablish() {
    SessionState to = goal;
    if (to == SessionState.NEW) {
      return CompletableFuture.completedFuture(null);
    }
    List<Track> before = media.tracks();
    CompletableFuture<Void> way = openConnection();
    if (to.compareTo(SessionState.DESCRIBED) >= 0) {
      way = way.thenCompose(opened -> presentation.describe(url)).thenAccept(described -> {});
    }
    if (to.compareTo(SessionState.READY) >= 0) {
      way =
          way.thenCompose(
                  done -> setUp(media.described(before, presentation.tracks()), 0, true, null))
              .thenAccept(
                  tracks -> {
                    media.opened();
                    keepalive.start(controlUri());
                  });
    }
    if (to == SessionState.PLAYING) {
      way =
          way.thenCompose(done -> playNow(RangeHeader.npt(Duration.ZERO)))
              .thenAccept(response -> {});
    }
    return way;
  }

  @Override
  public void reconnected(int attempts) {
    if (goal == SessionState.NEW) {
      return;
    }
    counters.reconnects++;
    state(goal);
    notifier.tell((listener, session) -> listener.onReconnected(session, attempts));
  }

  private void recovered() {
    if (recovery.attempts() > 0) {
      counters.reconnects++;
      notifier.tell((listener, session) -> listener.onReconnected(session, recovery.attempts()));
    }
  }

  @Override
  public CompletableFuture<Void> follow(Redirect redirect) {
    RtspUrl next = Redirects.target(redirect, url, ++redirects, options.maxRedirects(), quirks);
    authentication.moved(next.host().equalsIgnoreCase(options.url().host()));
    media.suspend();
    keepalive.stop();
    ControlConnection connection = conversation.connection();
    if (connection != null) {
      retire(connection);
    }
    url = next;
    return reestablish();
  }

  @Override
  public void giveUp(RtspException cause) {
    if (goal != SessionState.NEW) {
      close(EndReason.ERROR, cause);
    } else {
      state(SessionState.NEW);
    }
  }

  @Override
  public boolean wasWell() {
    long enough = options.reconnectPolicy().resetAfter().toNanos();
    return goal == SessionState.PLAYING
        ? media.flowedFor() >= enough
        : goal != SessionState.NEW && loop.nanoTime() - wellSinceNanos >= enough;
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
    if (connection != conversation.connection() || closing) {
      return;
    }
    if (request.method().equals(RtspMethod.TEARDOWN)) {
      close(EndReason.TEARDOWN, null);
    } else if (request.method().equals(RtspMethod.REDIRECT)
        && request.headers().contains("Location")) {
      Redirect redirect =
          new Redirect(request, RtspResponse.of(302, "", request.headers(), new byte[0]));
      operations.submitFirst(
          new OperationQueue.Operation<>(
              "redirect",
              () -> recovery.run(() -> followOnce(redirect), this::isLoss),
              new CompletableFuture<>()));
    }
  }

  /** Follows a redirect that the server asked for by itself; what it says later comes as usual. */
  private CompletableFuture<Void> followOnce(Redirect redirect) {
    return follow(redirect).thenAccept(done -> state(goal));
  }

  // Closing

  /** Ends the session for good. */
  CompletableFuture<Void> close(EndReason reason, @Nullable RtspException error) {
    if (closing) {
      return closed;
    }
    closing = true;
    OperationQueue.Operation<?> running = operations.current();
    RtspException release =
        error != null
            ? error
            : new RtspCancelledException(
                RtspPhase.CLOSE,
                "the session was closed"
                    + (reason == EndReason.CLOSED ? "" : " by the server (" + reason + ")")
                    + (running == null ? "" : " while " + running.name + " was under way"),
                null);
    operations.close(release);
    waits.release(release);
    keepalive.stop();
    media.stop();
    goodbye(reason)
        .whenComplete(
            (done, failure) -> {
              ControlConnection connection = conversation.connection();
              if (connection != null) {
                connection.close();
              }
              media.release();
              closed.complete(null);
            });
    state(SessionState.CLOSED);
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

  /** Sends TEARDOWN if there is something to tear down, and waits for its answer a little. */
  private CompletableFuture<Void> goodbye(EndReason reason) {
    ControlConnection connection = conversation.connection();
    Optional<RtspRequest> farewell = presentation.farewell();
    if (connection == null
        || !connection.isOpen()
        || farewell.isEmpty()
        || reason == EndReason.TEARDOWN) {
      return CompletableFuture.completedFuture(null);
    }
    connection.demultiplexer().close();
    CompletableFuture<Void> done = new CompletableFuture<>();
    EventLoop.Timer limit = loop.schedule(options.closeTimeout(), () -> done.complete(null));
    conversation.exchange(farewell.get()).whenComplete((response, failure) -> done.complete(null));
    done.whenComplete((v, f) -> limit.cancel());
    return done;
  }

  // State

  private void reached(SessionState reached) {
    goal = reached;
    redirects = 0;
    state(reached);
  }

  private void state(SessionState next) {
    SessionState before = state;
    if (before != next && before != SessionState.CLOSED) {
      state = next;
      notifier.tell((listener, session) -> listener.onStateChange(session, before, next));
    }
  }

  private RtspResponse redirectChecked(RtspRequest request, RtspResponse response) {
    if (Statuses.isRedirect(response)) {
      throw new Redirect(request, response);
    }
    return response;
  }

  private void require(String operation, SessionState... allowed) {
    SessionState now = state;
    for (SessionState one : allowed) {
      if (now == one) {
        return;
      }
    }
    throw new IllegalStateException(
        operation + " isn't possible in state " + now + "; it needs " + List.of(allowed));
  }

  private void requireConnected(String operation) {
    require(
        operation,
        SessionState.CONNECTED,
        SessionState.DESCRIBED,
        SessionState.READY,
        SessionState.PLAYING);
  }
}
