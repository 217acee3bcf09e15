package io.rtsper.core.media;

import io.rtsper.api.RtspException;
import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.RtspStatusException;
import io.rtsper.api.RtspTransportException;
import io.rtsper.api.media.Track;
import io.rtsper.core.context.Failures;
import io.rtsper.core.context.SessionContext;
import io.rtsper.core.control.Conversation;
import io.rtsper.core.control.Presentation;
import java.util.LinkedHashSet;
import java.util.List;
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
  public void nothingCame() {
    setup.nothingCame();
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
                  + first.unplayableReason().orElse("it is a back channel, which the client sends"),
              null));
    }
    return setUp(playable, 0, false, null);
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
                return setUp(tracks, index + 1, all, refused);
              }
              Throwable failure = Failures.unwrap(thrown);
              if (failure instanceof Setup.StartOver refusal) {
                return startOver(tracks, all, refusal.cause);
              }
              if (all || !isOfOneTrack(failure) || !conversation.isOpen()) {
                return CompletableFuture.<List<Track>>failedFuture(failure);
              }
              RtspException cause = Failures.asRtsp(failure);
              context.notifier().tell((listener, session) -> listener.onError(session, cause));
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

  private static boolean isOfOneTrack(Throwable failure) {
    return failure instanceof RtspStatusException
        || failure instanceof RtspProtocolException
        || failure instanceof RtspTransportException;
  }
}
