package io.rtsper.core.media;

import io.rtsper.api.RtspException;
import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.RtspResponse;
import io.rtsper.api.TrackStatistics;
import io.rtsper.api.header.RangeHeader;
import io.rtsper.api.media.MediaKind;
import io.rtsper.api.media.Track;
import io.rtsper.api.spi.EventLoop;
import io.rtsper.core.clock.SessionClock;
import io.rtsper.core.context.Counters;
import io.rtsper.core.context.SenderHold;
import io.rtsper.core.context.SessionContext;
import io.rtsper.core.control.ControlConnection;
import io.rtsper.core.control.Conversation;
import io.rtsper.core.frame.FrameHub;
import io.rtsper.core.frame.TrackFrames;
import io.rtsper.core.header.RtpInfoEntry;
import io.rtsper.core.receive.ReorderLimits;
import io.rtsper.core.receive.SessionReception;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tracks that are set up: their packets, the reports about them, and the watch over them. */
public final class MediaPlane implements TrackFlow.Plane, SenderHold.Reading {

  /** How long media must be silent after a BYE of each track for the stream to have ended. */
  private static final Duration BYE_GRACE = Duration.ofSeconds(1);

  /** What media tells its session. */
  public interface Host {

    /** Media stopped, or never came. */
    void mediaLost(RtspException cause);

    /** What brings the packets failed, or one of them is an error in strict mode. */
    void mediaFailed(RtspException cause);

    /** Each track said goodbye and nothing came after it. */
    void mediaEnded();
  }

  private final SessionContext context;
  private final EventLoop loop;
  private final Conversation conversation;
  private final Counters counters;
  private final Host host;
  private final MediaWatch watch;
  private final ReportSender reports;
  private final SessionReception reception;
  private final FrameHub frames;

  /** Whether all media that is set up comes on the connection; other threads read it. */
  private volatile boolean interleaved = true;

  /**
   * All flows by track index that were set up once, whether or not they are now. Replaced when
   * there is another one, since other threads read it.
   */
  private volatile Map<Integer, TrackFlow> known = Map.of();

  private final List<TrackFlow> setUp = new ArrayList<>();
  private EventLoop.@Nullable Timer byeTimer;
  private long connectedNanos;
  private long expectedNanos;
  private long playingNanos;

  /** When media was first let flow on this connection; a seek later on doesn't begin it anew. */
  private long flowingNanos;

  private boolean flowing;

  /** Makes the media of a session, of which nothing is set up. */
  public MediaPlane(SessionContext context, Conversation conversation, Host host) {
    this.context = context;
    this.loop = context.loop();
    this.conversation = conversation;
    this.counters = context.counters();
    this.host = host;
    this.watch = new MediaWatch(context, host::mediaLost);
    this.reports = new ReportSender(context);
    this.frames = new FrameHub(context);
    context.hold().of(this);
    this.reception =
        new SessionReception(
            new ReorderLimits(context.options().reorderTime().toNanos(), context.memory()),
            new SessionClock());
  }

  /** Notes when the connection was opened that the next packets come on. */
  public void connected(long nanoTime) {
    connectedNanos = nanoTime;
    frames.connected(nanoTime);
    playingNanos = nanoTime;
    flowing = false;
    counters.firstPacketNanos = -1;
  }

  /** Returns the flow of a track, which counts on if the track was set up before. */
  TrackFlow flow(Track track) {
    TrackFlow before = known.get(track.index());
    return before != null
        ? before
        : new TrackFlow(context, conversation, track, reports.newReports(), this);
  }

  @Override
  public SessionReception reception() {
    return reception;
  }

  /** Takes a flow whose track is set up. */
  void add(TrackFlow flow) {
    if (known.get(flow.track().index()) != flow) {
      Map<Integer, TrackFlow> more = new LinkedHashMap<>(known);
      more.put(flow.track().index(), flow);
      known = more;
    }
    if (!setUp.contains(flow)) {
      setUp.add(flow);
    }
  }

  /** Returns who makes frames of the packets. */
  public FrameHub frames() {
    return frames;
  }

  @Override
  public TrackFrames frames(Track track) {
    return frames.of(track);
  }

  /** Returns whether the sender is held back where nobody reads; from any thread. */
  public boolean canHold() {
    return interleaved;
  }

  @Override
  public boolean pause() {
    ControlConnection connection = conversation.connection();
    if (connection == null || !setUp.stream().allMatch(TrackFlow::isInterleaved)) {
      return false;
    }
    connection.reading(false);
    return true;
  }

  @Override
  public void resume() {
    ControlConnection connection = conversation.connection();
    if (connection != null) {
      connection.reading(true);
    }
  }

  /** Returns the URIs of the tracks that are set up. */
  public List<String> controlUris() {
    return setUp.stream().map(TrackFlow::controlUri).toList();
  }

  public List<Track> tracks() {
    return setUp.stream().map(TrackFlow::track).toList();
  }

  /**
   * Returns the tracks of a new description that are those of before.
   *
   * @throws RtspProtocolException if the server no longer has one
   */
  public List<Track> described(List<Track> before, List<Track> now) {
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
  public void opened() {
    reports.start(setUp);
    interleaved = setUp.stream().allMatch(TrackFlow::isInterleaved);
    frames.opened(tracks());
  }

  /**
   * PLAY is about to be sent: packets may come before its answer, and are let through. They are
   * what the application waits for, and a camera that sends them doesn't refuse PLAY afterwards;
   * should it do so all the same, {@link #refused} ends it.
   */
  public void expect() {
    expectedNanos = loop.nanoTime();
    reception.clock().asked(expectedNanos);
    setUp.forEach(flow -> flow.receiving(true));
  }

  /** PLAY was refused: nothing more is let through, unless it played before. */
  public void refused(boolean playedBefore) {
    if (playedBefore) {
      setUp.forEach(TrackFlow::refused);
    } else {
      setUp.forEach(flow -> flow.receiving(false));
    }
  }

  /** Returns whether a packet has come since the connection was opened. */
  public boolean hasMedia() {
    return !isSilent();
  }

  /** Returns whether no packet came since the connection was opened. */
  public boolean isSilent() {
    return setUp.stream().noneMatch(flow -> flow.receiver().hasMediaSince(connectedNanos));
  }

  /**
   * PLAY was answered well.
   *
   * @param response the answer
   * @param wanted the range that was asked for; null if none was
   * @param patience how long the first packet is waited for; zero for ever
   */
  public void playing(RtspResponse response, @Nullable RangeHeader wanted, Duration patience) {
    tellClocks(PlayAnswer.of(response, wanted));
    playingNanos = loop.nanoTime();
    if (!flowing) {
      flowing = true;
      flowingNanos = playingNanos;
    }
    setUp.forEach(TrackFlow::playing);
    watch.start(setUp, expectedNanos, patience);
  }

  private void tellClocks(PlayAnswer answer) {
    reception.clock().answered();
    List<Optional<RtpInfoEntry>> entries = answer.info().match(controlUris());
    // Video settles where the moment lies that all entries are of, and the others follow.
    for (boolean video : new boolean[] {true, false}) {
      for (int i = 0; i < setUp.size(); i++) {
        TrackFlow flow = setUp.get(i);
        if ((flow.track().kind() == MediaKind.VIDEO) == video) {
          flow.receiver().startsAt(entries.get(i).flatMap(RtpInfoEntry::seq).orElse(-1));
          Long timestamp = entries.get(i).flatMap(RtpInfoEntry::rtptime).orElse(null);
          flow.receiver().clock().answered(timestamp, answer.start());
        }
      }
    }
  }

  /** Media isn't expected any more; what is set up stays. */
  public void stop() {
    reception.clock().stopped();
    watch.stop();
    cancelBye();
    setUp.forEach(flow -> flow.receiving(false));
  }

  /** TEARDOWN is about to be sent: a report that comes behind it would be of no session. */
  public void ending() {
    reports.end(setUp);
  }

  /** Asks the sender of a track for a key frame, if the track is set up. */
  public void requestKeyFrame(int trackIndex) {
    for (TrackFlow flow : setUp) {
      if (flow.track().index() == trackIndex && reports.mayBeSent()) {
        flow.requestKeyFrame();
      }
    }
  }

  /** The connection is going: free the ways across, and know what to set up again. */
  public void suspend() {
    stop();
    reports.stop();
    setUp.forEach(TrackFlow::close);
  }

  /** Nothing is set up any more. */
  public void release() {
    suspend();
    setUp.clear();
  }

  /** The connection was lost, which may have been for a report. */
  public void connectionLost() {
    reports.connectionLost();
  }

  /** Returns whether media has come at any time, on this connection or on one before. */
  public boolean hasHadMedia() {
    return known.values().stream().anyMatch(flow -> flow.receivedCounts().packets() > 0);
  }

  public long lastPacketNanos() {
    long last = playingNanos;
    for (TrackFlow flow : setUp) {
      if (flow.receiver().hasMediaSince(last)) {
        last = flow.receiver().lastPacketNanos();
      }
    }
    return last;
  }

  /** Returns for how long media has flowed on this connection, in nanoseconds. */
  public long flowedFor() {
    return flowing ? lastPacketNanos() - flowingNanos : 0;
  }

  /**
   * Returns whether each track that is set up has said goodbye. One of which nothing ever came,
   * such as metadata of a scene in which nothing happens, needs none.
   */
  public boolean isGoodbyeOfAll() {
    boolean one = false;
    for (TrackFlow flow : setUp) {
      if (flow.receiver().saidGoodbye()) {
        one = true;
      } else if (flow.receiver().hasMediaSince(connectedNanos)) {
        return false;
      }
    }
    return one;
  }

  public List<TrackStatistics> statistics() {
    return known.values().stream().map(TrackFlow::statistics).toList();
  }

  public @Nullable Duration timeToFirstPacket() {
    return counters.firstPacketNanos < 0 ? null : Duration.ofNanos(counters.firstPacketNanos);
  }

  @Override
  public void firstPacket(TrackFlow flow) {
    if (counters.firstPacketNanos < 0) {
      counters.firstPacketNanos = Math.max(0, flow.receiver().lastPacketNanos() - connectedNanos);
    }
  }

  @Override
  public void saidBye() {
    if (isGoodbyeOfAll() && byeTimer == null) {
      byeTimer = loop.schedule(BYE_GRACE, this::byeOver);
    }
  }

  @Override
  public void failed(RtspException cause) {
    host.mediaFailed(cause);
  }

  private void byeOver() {
    byeTimer = null;
    if (!isGoodbyeOfAll()) {
      return;
    }
    if (setUp.stream().allMatch(flow -> flow.receiver().ended(loop.nanoTime()))) {
      host.mediaEnded();
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
