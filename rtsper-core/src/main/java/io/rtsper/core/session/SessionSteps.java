package io.rtsper.core.session;

import io.rtsper.api.EndReason;
import io.rtsper.api.RtspCancelledException;
import io.rtsper.api.RtspException;
import io.rtsper.api.RtspMethod;
import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.RtspRequest;
import io.rtsper.api.RtspResponse;
import io.rtsper.api.RtspStatusException;
import io.rtsper.api.RtspTransportException;
import io.rtsper.api.RtspUrl;
import io.rtsper.api.SessionState;
import io.rtsper.api.header.RangeHeader;
import io.rtsper.api.media.Track;
import io.rtsper.api.sdp.SessionDescription;
import io.rtsper.api.spi.ControlTransportProvider;
import io.rtsper.api.spi.EventLoop;
import io.rtsper.core.context.Failures;
import io.rtsper.core.context.SessionContext;
import io.rtsper.core.control.Authentication;
import io.rtsper.core.control.Connector;
import io.rtsper.core.control.ControlConnection;
import io.rtsper.core.control.Conversation;
import io.rtsper.core.control.Keepalive;
import io.rtsper.core.control.Presentation;
import io.rtsper.core.control.Redirect;
import io.rtsper.core.control.Statuses;
import io.rtsper.core.media.MediaPlane;
import io.rtsper.core.media.TrackSetups;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The steps from connect to PLAY and back, each on its own: what is done, not when. {@link
 * SessionMachine} says when.
 */
final class SessionSteps implements MediaPlane.Host, Keepalive.Host {

  /** What the steps need of their session. */
  interface Host extends ControlConnection.Owner {

    /** Returns whether media is let through. */
    boolean isPlaying();

    /** The connection, the server's session or the media is gone. */
    void lost(RtspException cause);

    /** No packet came, and another transport may bring them. */
    void silent(RtspException cause);

    /** Media is over: each track said goodbye, or the range that plays is at its end. */
    void mediaEnded(EndReason reason);

    /** The server redirects the session. */
    void sentElsewhere(Redirect redirect);
  }

  private final SessionContext context;
  private final EventLoop loop;
  private final Host host;
  private final Connector connector;
  private final Conversation conversation;
  private final Presentation presentation;
  private final MediaPlane media;
  private final TrackSetups tracks;
  private final Keepalive keepalive;

  private volatile RtspUrl url;
  private final PlayedRange range = new PlayedRange();
  private long openedNanos;
  private boolean played;
  private boolean finished;

  /** Completes when the server has been told that this closes, or can't be. */
  private @Nullable CompletableFuture<Void> goodbye;

  /** Connections that were given up and wait for the answer to their last request. */
  private final Set<ControlConnection> retired = new HashSet<>();

  SessionSteps(SessionContext context, Authentication authentication, Host host) {
    this.context = context;
    this.loop = context.loop();
    this.host = host;
    this.url = context.options().url().withoutCredentials();
    this.connector = new Connector(context, host);
    this.conversation = new Conversation(context, authentication, this::open);
    this.presentation = new Presentation(context, conversation);
    this.media = new MediaPlane(context, conversation, this);
    this.tracks = new TrackSetups(context, conversation, presentation, media, this::startOver);
    this.keepalive = new Keepalive(context, conversation, this);
  }

  Conversation conversation() {
    return conversation;
  }

  Presentation presentation() {
    return presentation;
  }

  MediaPlane media() {
    return media;
  }

  Map<Track, String> leftOut() {
    return tracks.leftOut();
  }

  Optional<String> transport() {
    return tracks.transport();
  }

  RtspUrl url() {
    return url;
  }

  /** Goes on with another URL, to which a redirect led or from which one did. */
  void url(RtspUrl next) {
    keepalive.forget();
    if (!isSameServer(url, next)) {
      conversation.forgetServer();
    }
    url = next;
  }

  private static boolean isSameServer(RtspUrl one, RtspUrl other) {
    return one.hostAndZone().equalsIgnoreCase(other.hostAndZone()) && one.port() == other.port();
  }

  /** Returns the URI for requests about the whole presentation. */
  @Override
  public String controlUri() {
    String aggregate = presentation.aggregate();
    return aggregate != null ? aggregate : url.requestUri();
  }

  @Override
  public String sessionUri() {
    return url.requestUri();
  }

  @Override
  public long lastPacketNanos() {
    return media.lastPacketNanos();
  }

  @Override
  public void lost(RtspException cause) {
    host.lost(cause);
  }

  @Override
  public void sentElsewhere(Redirect redirect) {
    host.sentElsewhere(redirect);
  }

  @Override
  public void mediaEnded() {
    host.mediaEnded(EndReason.BYE);
  }

  /** Returns when the connection was opened. */
  long openedNanos() {
    return openedNanos;
  }

  /** Opens a connection in the place of the one before. */
  CompletableFuture<Void> open() {
    if (isOver()) {
      return CompletableFuture.failedFuture(closed());
    }
    ControlTransportProvider provider =
        context.providers().controlTransport(url.connectionScheme());
    long startNanos = loop.nanoTime();
    return connector
        .connect(provider, url)
        .thenAccept(
            connection -> {
              if (isOver()) {
                connection.close();
                throw closed();
              }
              openedNanos = loop.nanoTime();
              media.connected(startNanos);
              conversation.forgetSession();
              conversation.use(connection, provider.secure());
            });
  }

  private static RtspCancelledException closed() {
    return new RtspCancelledException(RtspPhase.CLOSE, "the session was closed meanwhile", null);
  }

  private boolean isOver() {
    return finished || context.isClosing();
  }

  /** OPTIONS, whatever the status of its answer but a redirect. */
  CompletableFuture<RtspResponse> askForMethods() {
    RtspRequest request = RtspRequest.of(RtspMethod.OPTIONS, controlUri());
    return conversation
        .exchange(request)
        .thenApply(
            response -> {
              if (Statuses.isRedirect(response)) {
                throw new Redirect(request, response);
              }
              return response;
            });
  }

  /** OPTIONS as a step to PLAY: a server may even close the connection for it. */
  CompletableFuture<Void> greet() {
    return askForMethods()
        .handle(
            (response, thrown) -> {
              Throwable failure = thrown == null ? null : Failures.unwrap(thrown);
              if (failure == null) {
                return CompletableFuture.<Void>completedFuture(null);
              }
              return failure instanceof RtspTransportException && !conversation.isOpen()
                  ? open()
                  : CompletableFuture.<Void>failedFuture(failure);
            })
        .thenCompose(outcome -> outcome);
  }

  CompletableFuture<SessionDescription> describe() {
    return presentation.describe(url, tracks -> {});
  }

  /** Asks for the description anew; one that lacks a track that was set up isn't taken. */
  private CompletableFuture<SessionDescription> describe(List<Track> needed) {
    return presentation.describe(url, tracks -> media.described(needed, tracks));
  }

  /** Sets up all tracks that can be played; one that is refused doesn't fail the others. */
  CompletableFuture<List<Track>> setUpPlayable() {
    return tracks.setUpPlayable();
  }

  /** Sets up just these tracks. */
  CompletableFuture<List<Track>> setUp(List<Track> wanted) {
    return tracks.setUp(wanted);
  }

  /** Gives the connection up for another one, on which the server describes the same tracks. */
  private CompletableFuture<?> startOver(List<Track> needed, RtspException cause) {
    leave(cause);
    conversation.forgiveRefusal();
    return open().thenCompose(opened -> describe(needed));
  }

  /** The tracks are set up: report on them and keep the server's session alive. */
  void ready() {
    if (isOver()) {
      return;
    }
    media.opened();
    keepalive.start();
  }

  /** PLAY of a range; null plays for the first time, or on from where it was paused. */
  CompletableFuture<RtspResponse> play(@Nullable RangeHeader wanted) {
    boolean playing = host.isPlaying();
    conversation.takeClosedAfterChallenge();
    return playOnce(wanted, playing)
        .handle(
            (response, thrown) -> {
              if (thrown == null) {
                return CompletableFuture.completedFuture(response);
              }
              // Who closes the connection at each 401 gets what it asks for on the next one.
              return conversation.takeClosedAfterChallenge() && !isOver()
                  ? backTo(Goal.READY).thenCompose(ready -> playOnce(wanted, false))
                  : CompletableFuture.<RtspResponse>failedFuture(Failures.unwrap(thrown));
            })
        .thenCompose(outcome -> outcome);
  }

  private CompletableFuture<RtspResponse> playOnce(@Nullable RangeHeader wanted, boolean playing) {
    media.expect();
    CompletableFuture<RtspResponse> answer =
        wanted == null && !played
            ? presentation.playFirst(media.controlUris())
            : presentation.play(wanted, media.controlUris());
    return answer
        .whenComplete(
            (response, failure) -> {
              if (failure != null) {
                media.refused(playing);
              }
            })
        .thenApply(
            response -> {
              played = true;
              range.answered(wanted, presentation.describedRanges(), response, loop.nanoTime());
              media.playing(response, wanted, tracks.patience());
              keepalive.start(); // some name the session's timeout here
              return response;
            });
  }

  /** The media stopped, or never came: then another transport goes first on the way back. */
  @Override
  public void mediaLost(RtspException cause) {
    if (isAtEnd()) {
      host.mediaEnded(EndReason.END);
      return;
    }
    if (!media.isSilent()) {
      host.lost(cause);
      return;
    }
    boolean another = tracks.hasOtherTransport();
    tracks.nothingCame(cause);
    if (another) {
      host.silent(cause);
      return;
    }
    presentation.nothingCame();
    String others = tracks.otherTransports();
    host.lost(
        others.isEmpty()
            ? cause
            : cause.withMessage(cause.getMessage() + "; before that, " + others));
  }

  /**
   * Sets the tracks up again with the next transport, and plays them, within the connection if the
   * server lets that be: it is told to end its session, and asked for the description anew, without
   * which some take no second SETUP.
   */
  CompletableFuture<Void> changeTransport() {
    List<Track> before = media.tracks();
    quiet();
    return teardown()
        .handle((response, refused) -> null)
        .thenCompose(
            told -> {
              keepalive.stop();
              media.suspend();
              conversation.forgetSession();
              return describeBehindTeardown(before);
            })
        .thenCompose(described -> take(Step.SETUP, before))
        .thenCompose(ready -> take(Step.PLAY, before))
        .thenAccept(playing -> {});
  }

  /** Many servers close the connection behind TEARDOWN, sooner or later; then another is opened. */
  private CompletableFuture<SessionDescription> describeBehindTeardown(List<Track> needed) {
    if (!conversation.isOpen()) {
      return open().thenCompose(opened -> describe(needed));
    }
    return describe(needed)
        .exceptionallyCompose(
            thrown ->
                Failures.unwrap(thrown) instanceof RtspTransportException && !conversation.isOpen()
                    ? open().thenCompose(opened -> describe(needed))
                    : CompletableFuture.failedFuture(thrown));
  }

  /** Not a silence: another transport would have the same to say of what came. */
  @Override
  public void mediaFailed(RtspException cause) {
    host.lost(cause);
  }

  CompletableFuture<RtspResponse> pause() {
    return presentation
        .pause(media.controlUris())
        .thenApply(
            response -> {
              media.stop();
              range.paused(loop.nanoTime());
              return response;
            });
  }

  /** Asks the server to end its session. */
  CompletableFuture<RtspResponse> teardown() {
    media.ending();
    return presentation
        .teardown(media.controlUris())
        .whenComplete(
            (response, failure) -> {
              if (failure != null && Failures.unwrap(failure) instanceof RtspStatusException) {
                media.opened(); // refused, so that it goes on
              }
            });
  }

  /** The server's session is no more, so that nothing is set up. */
  void tornDown() {
    keepalive.stop();
    media.release();
    conversation.forgetSession();
    played = false;
    range.forget();
  }

  /**
   * Takes the steps of a route one after another, on a new connection.
   *
   * @param route the steps
   * @param before the tracks that were set up before and are to be again; none for all that can be
   * @param reached is told the state behind each step that has one
   */
  CompletableFuture<Void> take(
      List<Step> route, List<Track> before, Consumer<SessionState> reached) {
    CompletableFuture<?> way = CompletableFuture.completedFuture(null);
    for (Step step : route) {
      way =
          way.thenCompose(done -> take(step, before))
              .thenAccept(done -> step.leadsTo().ifPresent(reached));
    }
    return way.thenAccept(done -> {});
  }

  private CompletableFuture<?> take(Step step, List<Track> before) {
    return switch (step) {
      case CONNECT -> {
        tracks.anew();
        yield open();
      }
      case OPTIONS -> greet();
      case DESCRIBE -> describe(before);
      case SETUP ->
          (before.isEmpty()
                  ? setUpPlayable()
                  : setUp(media.described(before, presentation.tracks())))
              .thenRun(this::ready);
      case PLAY -> {
        played = false;
        yield play(range.asked().orElse(null));
      }
    };
  }

  /** Connects anew and goes back to where the session stood. */
  CompletableFuture<Void> backTo(Goal goal) {
    List<Track> before = goal.includes(Step.SETUP) ? media.tracks() : List.of();
    return take(goal.route(), before, state -> {});
  }

  /** Returns whether what is played has an end, as the description or the application says. */
  boolean hasEnd() {
    return range.hasEnd(presentation.describedRanges());
  }

  /** Returns whether media came up to the end of the range that plays. */
  boolean isAtEnd() {
    return host.isPlaying() && range.isOver(media.lastPacketNanos());
  }

  /**
   * Learns from a loss what the server didn't like, while it is still known what was going on.
   *
   * @return the loss, or what strict mode makes of it
   */
  RtspException learnFrom(RtspException loss) {
    if (!conversation.isOpen()) {
      media.connectionLost();
    }
    try {
      keepalive.sessionLost(loss);
      return loss;
    } catch (RtspProtocolException strict) {
      return strict;
    }
  }

  /** Stops what runs beside the operations. */
  void quiet() {
    keepalive.stop();
    media.stop();
  }

  /**
   * Gives up the connection, if any: frees its media and says goodbye, without waiting for it.
   *
   * @param cause what those get who wait for an answer on it
   */
  void leave(RtspException cause) {
    keepalive.stop();
    media.suspend();
    Optional<RtspRequest> farewell = presentation.farewell().map(conversation::signed);
    // Dropped before anybody hears of it: who waits for an answer may come back here at once.
    ControlConnection connection = conversation.drop();
    conversation.forgetSession();
    if (connection == null) {
      return;
    }
    if (farewell.isEmpty() || !connection.isOpen()) {
      connection.close();
      return;
    }
    retired.add(connection);
    connection
        .retire(farewell.get(), context.options().closeTimeout(), cause)
        .whenComplete(
            (done, failure) -> {
              retired.remove(connection);
              connection.close();
            });
  }

  /**
   * Ends everything: says goodbye to the server, waits for its answer a little and closes the
   * connection.
   *
   * @param tell whether the server is to be told
   * @return completes when nothing is left
   */
  CompletableFuture<Void> finish(boolean tell) {
    finished = true;
    quiet();
    media.ending();
    return goodbye(tell)
        .thenRun(
            () -> {
              List.copyOf(retired).forEach(ControlConnection::close);
              media.release();
              ControlConnection connection = conversation.connection();
              if (connection != null) {
                connection.close();
              }
            });
  }

  /** The connection is gone while this closes: nothing is to be waited for on it. */
  void lostWhileClosing() {
    if (goodbye != null) {
      goodbye.complete(null);
    }
  }

  /** Says goodbye, if the server has a session or still has to say whether it has one. */
  private CompletableFuture<Void> goodbye(boolean tell) {
    CompletableFuture<Void> answered = conversation.settled();
    boolean owed = presentation.farewell().isPresent() || !answered.isDone();
    ControlConnection connection = conversation.connection();
    if (!tell || connection == null || !connection.isOpen() || !owed) {
      return CompletableFuture.completedFuture(null);
    }
    connection.inputs().close();
    CompletableFuture<Void> done = new CompletableFuture<>();
    goodbye = done;
    EventLoop.Timer limit =
        loop.schedule(context.options().closeTimeout(), () -> done.complete(null));
    done.thenRun(limit::cancel);
    answered
        .thenCompose(
            known ->
                presentation.farewell().isEmpty()
                    ? CompletableFuture.<Void>completedFuture(null)
                    : presentation.teardown(media.controlUris()).thenAccept(response -> {}))
        .whenComplete((told, failure) -> done.complete(null));
    return done;
  }
}
