package io.rtsper.core.frame;

import static java.util.Objects.requireNonNull;

import io.rtsper.api.FrameOptions;
import io.rtsper.api.FrameStream;
import io.rtsper.api.RtspCancelledException;
import io.rtsper.api.RtspException;
import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspValidationException;
import io.rtsper.api.media.CodecParameters;
import io.rtsper.api.media.Frame;
import io.rtsper.api.media.Track;
import io.rtsper.api.spi.DepacketizerProvider;
import io.rtsper.core.context.SessionContext;
import io.rtsper.core.context.SessionMemory;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The frames of a session for whoever wants to take them, on any thread. */
public final class SessionFrames {

  /** What may be kept of a description that is only looked at. */
  private static final int DESCRIBED = 1 << 20;

  private final SessionContext context;
  private final FrameHub hub;

  /** Whether the media of what is set up can be held back. */
  private final BooleanSupplier canHold;

  private final Set<FrameQueue> open = ConcurrentHashMap.newKeySet();

  /**
   * Makes it.
   *
   * @param context the session's
   * @param hub who makes the frames
   * @param canHold whether the sender of what is set up can be held back; asked on any thread
   */
  public SessionFrames(SessionContext context, FrameHub hub, BooleanSupplier canHold) {
    this.context = context;
    this.hub = hub;
    this.canHold = canHold;
  }

  /**
   * Returns frames in a queue.
   *
   * @param options which
   * @return the frames, to be waited for
   */
  public FrameStream frames(FrameOptions options) {
    RtspValidationException impossible = problemOf(requireNonNull(options, "options"));
    if (impossible != null) {
      throw impossible;
    }
    FrameQueue queue = FrameQueue.of(context, options);
    fill(queue);
    return new QueuedFrames(queue, () -> leave(queue));
  }

  private @Nullable RtspValidationException problemOf(FrameOptions options) {
    RtspValidationException nothing = hub.nothingFor(options);
    if (nothing != null) {
      return nothing;
    }
    return options.overflow() == FrameOptions.Overflow.BLOCK_SENDER && !canHold.getAsBoolean()
        ? new RtspValidationException(
            "BLOCK_SENDER isn't possible: media doesn't come over TCP, and nothing else holds the"
                + " sender back; choose another Overflow, or transports(\"tcp\")")
        : null;
  }

  private void fill(FrameQueue queue) {
    open.add(queue);
    if (context.loop().inEventLoop()) {
      hub.subscribe(queue);
    } else {
      try {
        context.loop().execute(() -> hub.subscribe(queue));
      } catch (RejectedExecutionException clientClosed) {
        queue.discard();
      }
    }
    if (context.delivery().hasEnded() && !queue.isOver()) {
      queue.discard();
    }
  }

  private void leave(FrameQueue queue) {
    open.remove(queue);
    if (context.loop().inEventLoop()) {
      hub.remove(queue);
      return;
    }
    try {
      context.loop().execute(() -> hub.remove(queue));
    } catch (RejectedExecutionException clientClosed) {
      return; // nobody fills it any more
    }
  }

  /**
   * Returns a publisher of frames.
   *
   * @param options which
   * @return the publisher
   */
  public Flow.Publisher<Frame> publisher(FrameOptions options) {
    requireNonNull(options, "options");
    return subscriber -> subscribe(options, requireNonNull(subscriber, "subscriber"));
  }

  private void subscribe(FrameOptions options, Flow.Subscriber<? super Frame> subscriber) {
    FrameQueue queue = FrameQueue.of(context, options);
    FrameSubscription part =
        new FrameSubscription(
            queue, subscriber, context.loop(), context.notifier(), () -> leave(queue));
    queue.watcher(part::empty);
    open.add(queue);
    try {
      context.loop().execute(() -> begin(part, queue));
    } catch (RejectedExecutionException clientClosed) {
      open.remove(queue);
      refuse(
          subscriber,
          new RtspCancelledException(RtspPhase.CLOSE, "the client is closed", clientClosed));
    }
  }

  private void begin(FrameSubscription part, FrameQueue queue) {
    part.begin();
    RtspValidationException impossible = problemOf(queue.options());
    if (impossible != null) {
      queue.end(impossible);
    } else {
      hub.subscribe(queue);
    }
    part.empty();
  }

  /** A subscriber that can't be served is told so all the same, behind its subscription (§1.9). */
  private static void refuse(Flow.Subscriber<? super Frame> subscriber, RtspException failure) {
    subscriber.onSubscribe(
        new Flow.Subscription() {
          @Override
          public void request(long count) {}

          @Override
          public void cancel() {}
        });
    subscriber.onError(failure);
  }

  /**
   * Returns what is known of a track's format, of its frames or else of its description.
   *
   * @param track the track
   * @return the parameters, if any are known
   */
  public Optional<CodecParameters> codecParameters(Track track) {
    CodecParameters seen = hub.parameters(track);
    return seen != null ? Optional.of(seen) : described(track);
  }

  /** Has a depacketizer look at a description. */
  private Optional<CodecParameters> described(Track track) {
    DepacketizerProvider provider = context.providers().depacketizer(track.encoding()).orElse(null);
    if (provider == null) {
      return Optional.empty();
    }
    AtomicReference<@Nullable CodecParameters> found = new AtomicReference<>();
    SessionMemory memory = new SessionMemory(DESCRIBED);
    provider
        .depacketizer(
            new TrackFrames.Needs(
                track,
                new SlabWriter(memory, DESCRIBED, new DescribedParameters(found::set)),
                memory,
                (quirk, detail) -> {}))
        .close();
    return Optional.ofNullable(found.get());
  }

  /** Nothing is to be delivered any more. */
  public void discard() {
    hub.discard();
    open.forEach(FrameQueue::discard);
    open.clear();
  }
}
