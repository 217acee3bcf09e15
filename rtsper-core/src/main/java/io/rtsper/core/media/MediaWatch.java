package io.rtsper.core.media;

import io.rtsper.api.RtspException;
import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspTimeoutException;
import io.rtsper.api.SessionOptions;
import io.rtsper.api.media.MediaKind;
import io.rtsper.api.spi.EventLoop;
import io.rtsper.core.context.Notifier;
import io.rtsper.core.context.SenderHold;
import io.rtsper.core.context.SessionContext;
import io.rtsper.core.context.Text;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that media comes: a first packet after PLAY, and no long pause after that.
 *
 * <p>Metadata tracks may be silent for as long as nothing happens before the camera, so they don't
 * count. A video track that stops is a loss even if its sound goes on; another track that stops
 * while something still comes is only told.
 */
final class MediaWatch {

  /** While this side doesn't read, nobody else can be blamed; afterwards time begins anew. */
  private static final long CHECK_WHEN_HELD = 100_000_000L;

  private final EventLoop loop;
  private final SessionOptions options;
  private final Notifier notifier;
  private final Consumer<RtspException> lost;

  private final SenderHold hold;

  private List<TrackFlow> judged = List.of();
  private EventLoop.@Nullable Timer timer;
  private Duration firstLimit = Duration.ZERO;
  private long startNanos;
  private long sinceNanos;
  private long malformedBefore;
  private long discardedBefore;

  MediaWatch(SessionContext context, Consumer<RtspException> lost) {
    this.loop = context.loop();
    this.options = context.options();
    this.notifier = context.notifier();
    this.hold = context.hold();
    this.lost = lost;
  }

  /**
   * Starts with the answer to PLAY.
   *
   * @param askedNanos when PLAY was sent: packets may come before its answer, or with it
   * @param patience how long the first packet is waited for; zero for ever
   */
  void start(List<TrackFlow> flows, long askedNanos, Duration patience) {
    stop();
    firstLimit = patience;
    judged = flows.stream().filter(MediaWatch::isJudged).toList();
    startNanos = loop.nanoTime();
    sinceNanos = askedNanos;
    malformedBefore = malformed();
    discardedBefore = discarded();
    if (!judged.isEmpty()) {
      check();
    }
  }

  void stop() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
    judged = List.of();
  }

  private static boolean isJudged(TrackFlow flow) {
    MediaKind kind = flow.track().kind();
    return kind == MediaKind.VIDEO || kind == MediaKind.AUDIO;
  }

  /** Looks at all tracks and comes back when the first of them could have run out of time. */
  private void check() {
    long now = loop.nanoTime();
    if (hold.isHeld()) {
      again(CHECK_WHEN_HELD);
      return;
    }
    boolean any = false;
    for (TrackFlow flow : judged) {
      any |= flow.receiver().hasMediaSince(sinceNanos);
    }
    Duration limit = any ? options.mediaStallTimeout() : firstLimit;
    if (limit.isZero()) {
      Duration other = any ? Duration.ZERO : options.mediaStallTimeout();
      if (!other.isZero()) {
        again(other.toNanos());
      }
      return;
    }
    if (any) {
      checkStalls(now, limit);
    } else {
      checkFirst(now, limit);
    }
  }

  private void checkFirst(long now, Duration limit) {
    long left = limit.toNanos() - (now - hold.notBefore(startNanos));
    if (left > 0) {
      // A pause after the first packet may have to be noticed before the first one's deadline.
      long stall = options.mediaStallTimeout().toNanos();
      again(stall == 0 ? left : Math.min(left, stall));
      return;
    }
    lost.accept(new RtspTimeoutException(RtspPhase.MEDIA, nothing(limit), null));
  }

  /** Says what came instead of media, and what may help with the transport that was tried. */
  private String nothing(Duration limit) {
    String transport = judged.get(0).transportName();
    String text =
        "PLAY was answered, but no packet came within "
            + Text.seconds(limit)
            + " over "
            + transport;
    long malformed = malformed() - malformedBefore;
    long discarded = discarded() - discardedBefore;
    if (malformed + discarded > 0) {
      return text
          + " that can be used: "
          + malformed
          + " came that are no RTP, and "
          + discarded
          + " of a payload type or source that wasn't agreed on; what the server sends isn't what it"
          + " describes";
    }
    return transport.equals("tcp")
        ? text + "; the camera sends nothing for this URL, check whether it has a picture to send"
        : text
            + "; a firewall may keep UDP away (try transports(\"tcp\")), or the camera sends"
            + " nothing for this URL";
  }

  private long malformed() {
    return judged.stream().mapToLong(flow -> flow.receivedCounts().malformed()).sum();
  }

  private long discarded() {
    return judged.stream().mapToLong(flow -> flow.receivedCounts().discarded()).sum();
  }

  private void checkStalls(long now, Duration limit) {
    long soonest = limit.toNanos();
    int silent = 0;
    TrackFlow stoppedVideo = null;
    for (TrackFlow flow : judged) {
      long last = last(flow);
      long left = limit.toNanos() - (now - last);
      if (left > 0) {
        soonest = Math.min(soonest, left);
        flow.stallTold(false);
        continue;
      }
      silent++;
      if (flow.track().kind() == MediaKind.VIDEO && flow.receiver().hasMediaSince(sinceNanos)) {
        stoppedVideo = flow;
      }
    }
    if (silent == judged.size() || stoppedVideo != null) {
      TrackFlow stopped = stoppedVideo != null ? stoppedVideo : judged.get(0);
      lost.accept(
          new RtspTimeoutException(
              RtspPhase.MEDIA,
              "no packet of "
                  + stopped.track()
                  + " came for "
                  + Text.seconds(limit)
                  + " while playing; the camera stopped sending",
              null));
      return;
    }
    tellStalls(now, limit);
    again(soonest);
  }

  /** Returns since when nothing has come of a track that could have. */
  private long last(TrackFlow flow) {
    return hold.notBefore(
        flow.receiver().hasMediaSince(sinceNanos) ? flow.receiver().lastPacketNanos() : startNanos);
  }

  private void tellStalls(long now, Duration limit) {
    for (TrackFlow flow : judged) {
      long last = last(flow);
      if (now - last >= limit.toNanos() && !flow.isStallTold()) {
        flow.stallTold(true);
        notifier.tell((listener, session) -> listener.onTrackStalled(session, flow.track()));
      }
    }
  }

  private void again(long nanos) {
    timer = loop.schedule(Duration.ofNanos(nanos), this::check);
  }
}
