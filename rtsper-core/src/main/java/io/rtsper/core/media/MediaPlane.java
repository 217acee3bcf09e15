package io.rtsper.core.session;

import io.rtsper.api.RtspException;
import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.SessionOptions;
import io.rtsper.api.TrackStatistics;
import io.rtsper.api.media.Track;
import io.rtsper.api.spi.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The tracks that are set up: their packets, the reports about them, and the watch over them. */
final class MediaPlane {

  /** How long media must be silent after a BYE of each track for the stream to have ended. */
  private static final Duration BYE_GRACE = Duration.ofSeconds(1);

  private final EventLoop loop;
  private final SessionOptions options;
  private final Conversation conversation;
  private final Notifier notifier;
  private final QuirkLedger quirks;
  private final Counters counters;
  private final Runnable ended;
  private final MediaWatch watch;
  private final ReportSender reports;

  /** All channels by track index that were set up once, whether or not they are now. */
  private final Map<Integer, TrackChannel> known = new LinkedHashMap<>();

  private final List<TrackChannel> setUp = new ArrayList<>();
  private EventLoop.@Nullable Timer byeTimer;
  private long connectedNanos;
  private long expectedNanos;
  private long playingNanos;

  /** When media was first let flow on this connection; a seek later on doesn't begin it anew. */
  private long flowingNanos;

  private boolean flowing;

  MediaPlane(
      EventLoop loop,
      SessionOptions options,
      Conversation conversation,
      Notifier notifier,
      QuirkLedger quirks,
      Counters counters,
      Consumer<RtspException> lost,
      Runnable ended) {
    this.loop = loop;
    this.options = options;
    this.conversation = conversation;
    this.notifier = notifier;
    this.quirks = quirks;
    this.counters = counters;
    this.ended = ended;
    this.watch = new MediaWatch(loop, options, notifier, lost);
    this.reports = new ReportSender(loop);
  }

  /** Notes when the connection was opened that the next packets come on. */
  void connected(long nanoTime) {
    connectedNanos = nanoTime;
    playingNanos = nanoTime;
    flowing = false;
    counters.firstPacketNanos = -1;
  }

  /** Returns the channel of a track, which counts on if the track was set up before. */
  TrackChannel channel(Track track) {
    TrackChannel before = known.get(track.index());
    if (before != null) {
      before.track(track);
      return before;
    }
    return new TrackChannel(
        loop, conversation, options, notifier, quirks, track, reports.newReports(), this::events);
  }

  /** Takes a channel whose track is set up. */
  void add(TrackChannel channel) {
    known.put(channel.track().index(), channel);
    if (!setUp.contains(channel)) {
      setUp.add(channel);
    }
  }

  List<TrackChannel> channels() {
    return List.copyOf(setUp);
  }

  List<Track> tracks() {
    return setUp.stream().map(TrackChannel::track).toList();
  }

  /**
   * Returns the tracks of a new description that are those of before.
   *
   * @throws RtspProtocolException if the server no longer has one
   */
  List<Track> described(List<Track> before, List<Track> now) {
    List<Track> same = new ArrayList<>(before.size());
    for (Track track : before) {
      Track found =
          now.stream()
              .filter(
                  other -> other.index() == track.index() && other.media().equals(track.media()))
              .findFirst()
              .orElseThrow(
                  () ->
                      new RtspProtocolException(
                          RtspPhase.RECONNECT,
                          "the server no longer describes " + track + ", which was playing",
                          null));
      same.add(found);
    }
    return same;
  }

  /** The tracks are set up: begin to report. */
  void opened() {
    reports.start(setUp);
  }

  /**
   * PLAY is about to be sent: packets may come before its answer, and are let through. They are
   * what the application waits for, and a camera that sends them doesn't refuse PLAY afterwards;
   * should it do so all the same, {@link #refused} ends it.
   */
  void expect() {
    expectedNanos = loop.nanoTime();
    setUp.forEach(channel -> channel.receiving(true));
  }

  /** PLAY was refused: nothing more is let through, unless it played before. */
  void refused(boolean playedBefore) {
    if (!playedBefore) {
      setUp.forEach(channel -> channel.receiving(false));
    }
  }

  /** Returns whether no packet came since the connection was opened. */
  boolean isSilent() {
    return setUp.stream().noneMatch(channel -> channel.hasMediaSince(connectedNanos));
  }

  /** PLAY was answered well. */
  void playing() {
    playingNanos = loop.nanoTime();
    if (!flowing) {
      flowing = true;
      flowingNanos = playingNanos;
    }
    setUp.forEach(TrackChannel::playing);
    watch.start(setUp, expectedNanos);
  }

  /** Media isn't expected any more; what is set up stays. */
  void stop() {
    watch.stop();
    cancelBye();
    setUp.forEach(channel -> channel.receiving(false));
  }

  /** TEARDOWN is about to be sent: a report that comes behind it would be of no session. */
  void ending() {
    reports.stop();
  }

  /** The connection is going: free the ways across, and know what to set up again. */
  void suspend() {
    stop();
    reports.stop();
    setUp.forEach(TrackChannel::close);
  }

  /** Nothing is set up any more. */
  void release() {
    suspend();
    setUp.clear();
  }

  long lastPacketNanos() {
    long last = playingNanos;
    for (TrackChannel channel : setUp) {
      if (channel.hasMediaSince(last)) {
        last = channel.lastPacketNanos();
      }
    }
    return last;
  }

  /** Returns for how long media has flowed on this connection, in nanoseconds. */
  long flowedFor() {
    return flowing ? lastPacketNanos() - flowingNanos : 0;
  }

  /**
   * Returns whether each track that is set up has said goodbye. One of which nothing ever came,
   * such as metadata of a scene in which nothing happens, needs none.
   */
  boolean saidBye() {
    boolean one = false;
    for (TrackChannel channel : setUp) {
      if (channel.saidBye()) {
        one = true;
      } else if (channel.hasMediaSince(connectedNanos)) {
        return false;
      }
    }
    return one;
  }

  List<TrackStatistics> statistics() {
    return known.values().stream().map(TrackChannel::statistics).toList();
  }

  @Nullable Duration timeToFirstPacket() {
    return counters.firstPacketNanos < 0 ? null : Duration.ofNanos(counters.firstPacketNanos);
  }

  /** What a channel tells beside its packets. */
  private void events(TrackChannel channel, TrackChannel.Event event) {
    switch (event) {
      case FIRST_PACKET -> {
        if (counters.firstPacketNanos < 0) {
          counters.firstPacketNanos = Math.max(0, channel.lastPacketNanos() - connectedNanos);
        }
      }
      case BYE -> {
        if (saidBye() && byeTimer == null) {
          byeTimer = loop.schedule(BYE_GRACE, this::byeOver);
        }
      }
    }
  }

  private void byeOver() {
    byeTimer = null;
    if (!saidBye()) {
      return;
    }
    if (setUp.stream().allMatch(TrackChannel::isOver)) {
      ended.run();
    } else {
      byeTimer = loop.schedule(BYE_GRACE, this::byeOver); // packets were still under way
    }
  }

  private void cancelBye() {
    if (byeTimer != null) {
      byeTimer.cancel();
      byeTimer = null;
    }
  }
}
