package io.rtsper.camera;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One RTSP session (RFC 2326 §A.2): its tracks, where in the presentation it is, and its pace. */
final class Session {

  /** How packets leave, for all sessions of a camera. */
  record Pace(
      boolean media,
      boolean fast,
      boolean dropWhenSlow,
      long packetLimit,
      boolean closeAtLimit,
      long reportNanos) {}

  /** As many packets as go out before others get their turn. */
  private static final int BURST = 256;

  private static final long RETRY_NANOS = 1_000_000;

  private final Clip clip;
  private final Pace pace;
  private final Map<Integer, TrackStream> tracks = new TreeMap<>();
  private String id;
  private @Nullable Connection connection;
  private long lastActivity = System.nanoTime();
  private boolean playing;
  private boolean mediaStopped;
  private boolean ended;

  private int next; // index into the clip's packets
  private long loop;
  private long mediaStart; // presentation time at which the pace began, in microseconds
  private long clockStart; // the same moment, System.nanoTime()
  private long wallStart; // the same moment, microseconds since 1970
  private long nextReport;
  private long packets;
  private CameraLoop.@Nullable Timer timer;

  Session(String id, Clip clip, Pace pace) {
    this.id = id;
    this.clip = clip;
    this.pace = pace;
    this.mediaStopped = !pace.media();
  }

  String id() {
    return id;
  }

  void id(String newId) {
    id = newId;
  }

  /** Returns the connection that carries its media, null if that is UDP or not set up. */
  @Nullable Connection connection() {
    return connection;
  }

  void connection(Connection carrier) {
    connection = carrier;
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
      old.sink().close();
    }
  }

  boolean isPlaying() {
    return playing;
  }

  void touch() {
    lastActivity = System.nanoTime();
  }

  long lastActivity() {
    return lastActivity;
  }

  void mediaStopped(boolean stopped) {
    mediaStopped = stopped;
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
    wallStart = System.currentTimeMillis() * 1000;
    nextReport = clockStart;
    pump(cameraLoop);
  }

  void pause() {
    playing = false;
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }

  /** Ends it for good and closes its sinks. */
  void end() {
    pause();
    ended = true;
    tracks.values().forEach(track -> track.sink().close());
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
      if (!track.sink().ready()) {
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
          track.send(packet, loop);
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
    Connection carrier = connection;
    if (pace.closeAtLimit() && carrier != null) {
      carrier.closeWhenFlushed();
    }
  }

  private void report(long now) {
    if (pace.reportNanos() <= 0 || now < nextReport || mediaStopped) {
      return;
    }
    nextReport = now + pace.reportNanos();
    long media = pace.fast() ? position() : mediaStart + (now - clockStart) / 1000;
    for (TrackStream track : tracks.values()) {
      if (!track.faults.stopped && track.clipTrack() >= 0) {
        track.sendReport(wallAt(media), media);
      }
    }
  }

  private long wallAt(long media) {
    return wallStart + media - mediaStart;
  }

  private long dueAt() {
    return clockStart + (position() - mediaStart) * 1000;
  }
}
