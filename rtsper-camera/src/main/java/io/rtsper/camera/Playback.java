package io.rtsper.camera;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The clip on its way: the tracks that are sent, where in the presentation they are, and their
 * pace. A session has one of its own, or shares a group's.
 */
final class Playback {

  /** How packets leave, for all of a camera. */
  record Pace(
      boolean media,
      boolean fast,
      boolean dropWhenSlow,
      long packetLimit,
      boolean closeAtLimit,
      long reportNanos,
      Sender sender) {}

  /** As many packets as go out before others get their turn. */
  private static final int BURST = 256;

  private static final long RETRY_NANOS = 1_000_000;

  private final Clip clip;
  private final Pace pace;
  private final Runnable atLimit;
  private final Map<Integer, TrackStream> tracks = new TreeMap<>();
  private boolean playing;
  private boolean mediaStopped;
  private boolean ended;

  private int next; // index into the clip's packets
  private long loop;
  private long mediaStart; // presentation time at which the pace began, in microseconds
  private long clockStart; // the same moment, System.nanoTime()
  private long wallStart; // the same moment on the sender's clock, microseconds since 1970
  private long nextReport;
  private long packets;
  private CameraLoop.@Nullable Timer timer;

  /**
   * Makes one that stands at the clip's start.
   *
   * @param atLimit runs when the limit of packets is reached
   */
  Playback(Clip clip, Pace pace, Runnable atLimit) {
    this.clip = clip;
    this.pace = pace;
    this.atLimit = atLimit;
    this.mediaStopped = !pace.media();
  }

  Collection<TrackStream> tracks() {
    return Collections.unmodifiableCollection(tracks.values());
  }

  @Nullable TrackStream track(int index) {
    return tracks.get(index);
  }

  void addTrack(TrackStream track) {
    TrackStream old = tracks.put(track.index(), track);
    if (old != null) {
      old.close();
    }
  }

  boolean isPlaying() {
    return playing;
  }

  void mediaStopped(boolean stopped) {
    mediaStopped = stopped;
    if (stopped) {
      tracks.values().forEach(track -> track.line().release());
    }
  }

  /** Returns where in the presentation the next packet lies, in microseconds. */
  long position() {
    return loop * clip.durationMicros() + clip.packets().get(next).micros();
  }

  /** Moves to the picture at or before that time with which a decoder can start. */
  void seek(long micros) {
    loop = micros / clip.durationMicros();
    next = clip.randomAccessAt(micros % clip.durationMicros());
  }

  void play(CameraLoop cameraLoop) {
    if (playing || ended) {
      return;
    }
    playing = true;
    mediaStart = position();
    clockStart = System.nanoTime();
    wallStart = wallAtStart();
    nextReport = clockStart;
    pump(cameraLoop);
  }

  private long wallAtStart() {
    Instant begin = pace.sender().wallClock();
    if (begin == null) {
      return System.currentTimeMillis() * 1000;
    }
    long micros = begin.getEpochSecond() * 1_000_000L + begin.getNano() / 1000;
    return micros + (long) (mediaStart / pace.sender().samplingRate());
  }

  void pause() {
    playing = false;
    tracks.values().forEach(track -> track.line().release());
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }

  /** Ends it for good and closes its sinks. */
  void end() {
    pause();
    ended = true;
    tracks.values().forEach(TrackStream::close);
  }

  boolean isEnded() {
    return ended;
  }

  void sendBye() {
    long media = position();
    tracks.values().forEach(track -> track.sendBye(wallAt(media), media));
  }

  /** Sends what is due and comes back when more is. */
  void pump(CameraLoop cameraLoop) {
    if (!playing) {
      return;
    }
    if (timer != null) {
      timer.cancel();
    }
    long now = System.nanoTime();
    int burst = BURST;
    while (burst-- > 0 && (pace.fast() || dueAt() <= now)) {
      report(now);
      boolean room = hasRoom();
      if (!room && !pace.dropWhenSlow()) {
        timer = cameraLoop.scheduleAt(now + RETRY_NANOS, () -> pump(cameraLoop));
        return;
      }
      sendNext(room);
      if (!playing) {
        return; // the limit was reached, or the connection broke
      }
    }
    timer = cameraLoop.scheduleAt(pace.fast() ? now : dueAt(), () -> pump(cameraLoop));
  }

  private boolean hasRoom() {
    for (TrackStream track : tracks.values()) {
      if (!track.line().ready()) {
        return false;
      }
    }
    return true;
  }

  private void sendNext(boolean room) {
    ClipPacket packet = clip.packets().get(next);
    for (TrackStream track : tracks.values()) {
      if (track.clipTrack() == packet.track() && !mediaStopped) {
        if (room) {
          long before = track.sent();
          track.send(packet, loop, position(), wallAt(position()));
          packets += track.sent() - before;
        } else {
          track.jumpSequence(1); // a camera that can't get rid of a packet drops it
        }
      }
    }
    next++;
    if (next == clip.packets().size()) {
      next = 0;
      loop++;
    }
    if (pace.packetLimit() > 0 && packets >= pace.packetLimit()) {
      finish();
    }
  }

  private void finish() {
    sendBye();
    pause();
    if (pace.closeAtLimit()) {
      atLimit.run();
    }
  }

  private void report(long now) {
    if (pace.reportNanos() <= 0 || now < nextReport || mediaStopped) {
      return;
    }
    nextReport = now + pace.reportNanos();
    for (TrackStream track : tracks.values()) {
      if (!track.isStopped() && track.clipTrack() >= 0) {
        long media = pace.fast() ? position() : mediaNow();
        track.sendReport(wallAt(media), media);
      }
    }
  }

  /** Returns which moment of the presentation it is now. */
  private long mediaNow() {
    double nanos = (System.nanoTime() - clockStart) * pace.sender().mediaRate();
    return mediaStart + (long) (nanos / 1000);
  }

  /** Returns a moment of the presentation on the sender's wall-clock. */
  private long wallAt(long media) {
    return wallStart + (long) ((media - mediaStart) / pace.sender().samplingRate());
  }

  /** Returns when the next packet is due on this machine's clock. */
  private long dueAt() {
    return clockStart + (long) ((position() - mediaStart) * 1000 / pace.sender().mediaRate());
  }
}
