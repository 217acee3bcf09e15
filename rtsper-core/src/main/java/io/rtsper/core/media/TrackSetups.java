package io.rtsper.core.media;

import io.rtsper.api.RtspException;
import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.RtspStatusException;
import io.rtsper.api.RtspTransportException;
import io.rtsper.api.media.Track;
import io.rtsper.api.sdp.MediaDirection;
import io.rtsper.core.context.Failures;
import io.rtsper.core.context.SessionContext;
import io.rtsper.core.control.Conversation;
import io.rtsper.core.control.Presentation;
import io.rtsper.core.control.Statuses;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Sets several tracks up, one after another, and all of them anew where a server wants that. */
public final class TrackSetups {

  private final SessionContext context;
  private final Conversation conversation;
  private final Presentation presentation;
  private final MediaPlane media;
  private final Setup setup;
  private final BiFunction<List<Track>, RtspException, CompletableFuture<?>> startOver;

  /** The tracks that can't be had, each with the reason. */
  private volatile Map<Track, String> leftOut = Map.of();

  /**
   * Makes it.
   *
   * @param startOver opens another connection and has the tracks described there
   */
  public TrackSetups(
      SessionContext context,
      Conversation conversation,
      Presentation presentation,
      MediaPlane media,
      BiFunction<List<Track>, RtspException, CompletableFuture<?>> startOver) {
    this.context = context;
    this.conversation = conversation;
    this.presentation = presentation;
    this.media = media;
    this.setup = new Setup(context, conversation, presentation, media::flow);
    this.startOver = startOver;
  }

  /** Returns the transport that the tracks were set up with. */
  public Optional<String> transport() {
    return setup.transport();
  }

  /** Is told that no packet came: the next time another transport goes first. */
  public void nothingCame(RtspException cause) {
    setup.nothingCame(cause);
  }

  /** Begins a new attempt to play, in which each transport may work. */
  public void anew() {
    setup.order().anew();
  }

  /** Returns whether another transport may still bring what this one doesn't. */
  public boolean hasOtherTransport() {
    return setup.order().hasOther();
  }

  /** Returns what became of the transports that were given up; empty if none was. */
  public String otherTransports() {
    return setup.order().others(setup.transport().orElse(""));
  }

  /** Returns how long the first packet is waited for. */
  public Duration patience() {
    Duration last = context.options().firstMediaTimeout();
    Duration other = context.options().transportTimeout();
    return hasOtherTransport() && !other.isZero() && (last.isZero() || other.compareTo(last) < 0)
        ? other
        : last;
  }

  /** Returns the tracks that can't be had, each with the reason. */
  public Map<Track, String> leftOut() {
    return leftOut;
  }

  /** Sets up all tracks that can be played; one that is refused doesn't fail the others. */
  public CompletableFuture<List<Track>> setUpPlayable() {
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
                  + reason(first),
              null));
    }
    Map<Track, String> toldBefore = leftOut;
    leftOut = Map.of();
    for (Track track : presentation.tracks()) {
      if (!track.playable()) {
        leaveOut(track, reason(track));
        if (!toldBefore.containsKey(track)) {
          tell(
              new RtspProtocolException(
                  RtspPhase.REQUEST, track + " is left out: " + reason(track), null));
        }
      }
    }
    return CompletableFuture.completedFuture(playable)
        .thenCompose(
            tracks -> {
              if (tracks.stream().anyMatch(TrackSetups::isInactive)) {
                context.quirks().report(MediaQuirks.INACTIVE_TRACKS, "");
              }
              return setUp(tracks, 0, false, null);
            });
  }

  private static boolean isInactive(Track track) {
    return track.description().direction().orElse(null) == MediaDirection.INACTIVE;
  }

  private static String reason(Track unplayable) {
    return unplayable.unplayableReason().orElse("it is a back channel, which the client sends");
  }

  private void leaveOut(Track track, @Nullable String reason) {
    Map<Track, String> changed = new LinkedHashMap<>(leftOut);
    if (reason == null) {
      changed.remove(track);
    } else {
      changed.put(track, reason);
    }
    leftOut = Collections.unmodifiableMap(changed);
  }

  private void tell(RtspException failure) {
    context.notifier().tell((listener, session) -> listener.onError(session, failure));
  }

  /** Sets up just these tracks. */
  public CompletableFuture<List<Track>> setUp(List<Track> tracks) {
    return setUp(tracks, 0, true, null);
  }

  private CompletableFuture<List<Track>> setUp(
      List<Track> tracks, int index, boolean all, @Nullable RtspException refused) {
    if (index == tracks.size()) {
      List<Track> ready = media.tracks();
      setup.allDone();
      return ready.isEmpty() && refused != null
          ? CompletableFuture.failedFuture(refused)
          : CompletableFuture.completedFuture(ready);
    }
    return setup
        .setup(tracks.get(index))
        .handle(
            (flow, thrown) -> {
              if (thrown == null) {
                media.add(flow);
                leaveOut(tracks.get(index), null);
                return setUp(tracks, index + 1, all, refused);
              }
              Throwable failure = Failures.unwrap(thrown);
              if (failure instanceof Setup.StartOver refusal) {
                return startOver(tracks, all, refusal.cause);
              }
              if (!all && refused != null && isBehind(refused, failure)) {
                return CompletableFuture.<List<Track>>failedFuture(refused);
              }
              if (all || !isOfOneTrack(failure) || !conversation.isOpen()) {
                return CompletableFuture.<List<Track>>failedFuture(failure);
              }
              RtspException cause = Failures.asRtsp(failure);
              leaveOut(tracks.get(index), String.valueOf(cause.getMessage()));
              tell(cause);
              return setUp(tracks, index + 1, false, cause);
            })
        .thenCompose(outcome -> outcome);
  }

  /** Sets all up on a new connection, with another transport than was refused on this one. */
  private CompletableFuture<List<Track>> startOver(
      List<Track> tracks, boolean all, RtspException cause) {
    Set<Track> wanted = new LinkedHashSet<>(media.tracks());
    wanted.addAll(tracks);
    List<Track> before = List.copyOf(wanted);
    return startOver
        .apply(before, cause)
        .thenCompose(
            described -> setUp(media.described(before, presentation.tracks()), 0, all, null));
  }

  /** Returns whether the server refused the first tracks and closed the connection for it. */
  private boolean isBehind(RtspException refused, Throwable failure) {
    return refused instanceof RtspStatusException
        && failure instanceof RtspTransportException
        && !conversation.isOpen()
        && media.tracks().isEmpty();
  }

  /** Returns whether the others may be had all the same; a 454 means that the session is gone. */
  private boolean isOfOneTrack(Throwable failure) {
    if (failure instanceof RtspStatusException status
        && Statuses.isUnknownSession(status.statusCode())
        && conversation.session() != null) {
      return false;
    }
    return failure instanceof RtspStatusException
        || failure instanceof RtspProtocolException
        || failure instanceof RtspTransportException;
  }
}
