package io.rtsper.core.frame;

import io.rtsper.api.EndReason;
import io.rtsper.api.FrameOptions;
import io.rtsper.api.FrameOptions.Overflow;
import io.rtsper.api.RtspException;
import io.rtsper.api.RtspValidationException;
import io.rtsper.api.media.CodecParameters;
import io.rtsper.api.media.Track;
import io.rtsper.api.spi.DepacketizerProvider;
import io.rtsper.api.spi.EventLoop;
import io.rtsper.core.context.SessionContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The tracks of a session whose frames may be wanted, and who wants them. For the event loop only,
 * but for what says otherwise.
 */
public final class FrameHub {

  /** How long frames are kept for a consumer that may come, from SETUP on. */
  private static final Duration PRIMED_TIME = Duration.ofSeconds(10);

  private final SessionContext context;

  /** By the track's place; replaced when there is another one, since other threads read it. */
  private volatile Map<Integer, TrackFrames> tracks = Map.of();

  /** The tracks that are set up; replaced, since other threads read it. */
  private volatile List<Track> setUp = List.of();

  /** Replaced when it changes, since other threads read it. */
  private volatile List<FrameConsumer> consumers = List.of();

  /** The tracks of which it was told that no frames can be made. */
  private final Set<Integer> told = new HashSet<>();

  private @Nullable FrameQueue primed;
  private EventLoop.@Nullable Timer primedEnd;
  private long connectedNanos;
  private boolean over;
  private @Nullable RtspException failure;

  /**
   * Makes the frames of a session, of which nothing is set up.
   *
   * @param context the session's
   */
  public FrameHub(SessionContext context) {
    this.context = context;
    context
        .options()
        .frameListener()
        .ifPresent(
            listener ->
                add(
                    new ListenerFrames(
                        listener, context.options().frameOptions(), context.notifier())));
    if (context.options().frameListener().isEmpty()
        && context.options().packetListener().isEmpty()) {
      FrameQueue first = FrameQueue.primed(context);
      primed = first;
      add(first);
    }
  }

  /**
   * Returns what makes frames of a track, which is the same for each track in its place.
   *
   * @param track the track
   * @return takes its packets
   */
  public TrackFrames of(Track track) {
    TrackFrames known = tracks.get(track.index());
    if (known != null) {
      return known;
    }
    TrackFrames made = new TrackFrames(context, track, this::makeRoom);
    made.connected(connectedNanos);
    Map<Integer, TrackFrames> more = new TreeMap<>(tracks);
    more.put(track.index(), made);
    tracks = more;
    for (FrameConsumer consumer : consumers) {
      if (consumer.options().wants(track)) {
        made.tap(consumer);
      }
    }
    return made;
  }

  /**
   * A connection was opened.
   *
   * @param nanoTime when
   */
  public void connected(long nanoTime) {
    connectedNanos = nanoTime;
    tracks.values().forEach(track -> track.connected(nanoTime));
  }

  /**
   * Tracks are set up.
   *
   * @param ready all that are
   */
  public void opened(List<Track> ready) {
    setUp = List.copyOf(ready);
    if (primed != null && primedEnd == null) {
      primedEnd = context.loop().schedule(PRIMED_TIME, this::nobodyCame);
    }
    for (FrameConsumer consumer : consumers) {
      greet(consumer);
    }
  }

  /** Nobody has asked for frames, and nobody need: a session may be there for its counts alone. */
  private void nobodyCame() {
    FrameQueue kept = primed;
    if (kept != null) {
      primed = null;
      remove(kept);
      kept.discard();
    }
  }

  /** Tells of what a consumer can't have, and ends one that can't have anything. */
  private void greet(FrameConsumer consumer) {
    if (!consumer.isAsking()) {
      return;
    }
    for (Track track : setUp) {
      if (consumer.options().wants(track) && !isReadable(track) && told.add(track.index())) {
        RtspValidationException leftOut = unreadable(track);
        context.notifier().tell((listener, session) -> listener.onError(session, leftOut));
      }
    }
    RtspValidationException nothing = nothingFor(consumer.options());
    if (nothing != null) {
      consumer.end(nothing);
    }
  }

  /** Returns why a consumer can have nothing of what is set up; null if it can. Any thread. */
  @Nullable RtspValidationException nothingFor(FrameOptions options) {
    List<Track> wanted = setUp.stream().filter(options::wants).toList();
    if (setUp.isEmpty() || wanted.stream().anyMatch(this::isReadable)) {
      return null;
    }
    return wanted.isEmpty()
        ? new RtspValidationException(
            "frames are wanted of tracks "
                + options.tracks().orElse(Set.of())
                + ", and set up are "
                + setUp)
        : unreadable(wanted.get(0));
  }

  private boolean isReadable(Track track) {
    return context.providers().depacketizer(track.encoding()).isPresent();
  }

  private RtspValidationException unreadable(Track track) {
    List<String> names = context.providers().names(DepacketizerProvider.class);
    return new RtspValidationException(
        "no frames can be made of "
            + track
            + ": no plug-in reads "
            + (track.encoding().isEmpty() ? "a format without a name" : track.encoding())
            + (names.isEmpty()
                ? "; add io.rtsper:rtsper-payload to the module path or class path"
                : " (those that are there read "
                    + String.join(", ", names)
                    + "; more are in"
                    + " io.rtsper:rtsper-payload)")
            + ", or take its packets with onPacket(…)");
  }

  /** Adds a consumer, which gets what was kept if it is the first. */
  void subscribe(FrameConsumer consumer) {
    if (over || context.delivery().hasEnded()) {
      if (over) {
        consumer.end(failure);
      } else {
        consumer.discard();
        consumer.end(null);
      }
      return;
    }
    Map<Integer, FrameTap> taps = add(consumer);
    FrameQueue kept = primed;
    if (kept != null) {
      primed = null;
      remove(kept);
      kept.replay(taps);
    }
    greet(consumer);
  }

  private Map<Integer, FrameTap> add(FrameConsumer consumer) {
    List<FrameConsumer> more = new ArrayList<>(consumers);
    more.add(consumer);
    consumers = List.copyOf(more);
    Map<Integer, FrameTap> taps = new TreeMap<>();
    for (TrackFrames track : tracks.values()) {
      if (consumer.options().wants(track.track())) {
        taps.put(track.track().index(), track.tap(consumer));
      }
    }
    return taps;
  }

  /** Takes a consumer away. */
  void remove(FrameConsumer consumer) {
    List<FrameConsumer> fewer = new ArrayList<>(consumers);
    fewer.remove(consumer);
    consumers = List.copyOf(fewer);
    tracks.values().forEach(track -> track.untap(consumer));
  }

  /** Has the consumer drop what waits for it that has most. */
  private boolean makeRoom() {
    FrameQueue most = null;
    for (FrameConsumer consumer : consumers) {
      if (consumer instanceof FrameQueue queue
          && queue.options().overflow() != Overflow.BLOCK_SENDER
          && (most == null || queue.waitingBytes() > most.waitingBytes())) {
        most = queue;
      }
    }
    return most != null && most.shed();
  }

  /** Returns what frames have said of a track's format; from any thread. */
  @Nullable CodecParameters parameters(Track track) {
    TrackFrames of = tracks.get(track.index());
    return of == null ? null : of.parameters();
  }

  /** Nothing is to be delivered any more; from any thread. */
  void discard() {
    consumers.forEach(FrameConsumer::discard);
  }

  /**
   * The session ends.
   *
   * @param reason how
   * @param cause what failed; null if nothing did
   */
  public void end(EndReason reason, @Nullable RtspException cause) {
    if (over) {
      return;
    }
    if (reason == EndReason.CLOSED) {
      discard();
    }
    tracks.values().forEach(TrackFrames::end);
    over = true;
    failure = cause;
    if (primedEnd != null) {
      primedEnd.cancel();
    }
    nobodyCame();
    consumers.forEach(consumer -> consumer.end(cause));
    consumers = List.of();
  }
}
