package io.rtsper.camera;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One RTSP session (RFC 2326 §A.2): its tracks, and what plays them. */
final class Session {

  private final Set<Integer> trackIndexes = new TreeSet<>();
  private final Playback own;
  private @Nullable GroupStream group;
  private String id;
  private @Nullable Connection connection;
  private long lastActivity = System.nanoTime();

  Session(String id, Clip clip, Playback.Pace pace) {
    this.id = id;
    this.own = new Playback(clip, pace, this::closeConnection);
  }

  private void closeConnection() {
    if (connection != null) {
      connection.closeWhenFlushed();
    }
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

  /** Returns what plays its tracks: its own, or that of the group that it views. */
  Playback playback() {
    return group == null ? own : group.playback();
  }

  /** Returns whether a track may come that way: by the group if others do, or else alone. */
  boolean mayUse(boolean multicast) {
    return trackIndexes.isEmpty() || multicast == (group != null);
  }

  /** Has its tracks come from a group. */
  void view(GroupStream stream) {
    group = stream;
    stream.join(this);
  }

  @Nullable GroupStream group() {
    return group;
  }

  Collection<TrackStream> tracks() {
    return playback().tracks().stream()
        .filter(track -> trackIndexes.contains(track.index()))
        .toList();
  }

  @Nullable TrackStream track(int index) {
    return trackIndexes.contains(index) ? playback().track(index) : null;
  }

  /** Takes a track of its own, or one that its group sends already. */
  void addTrack(TrackStream track) {
    trackIndexes.add(track.index());
    if (playback().track(track.index()) != track) {
      playback().addTrack(track);
    }
  }

  boolean isPlaying() {
    return group == null ? own.isPlaying() : group.isPlayingFor(this);
  }

  void touch() {
    lastActivity = System.nanoTime();
  }

  long lastActivity() {
    return lastActivity;
  }

  /** Returns where in the presentation the next packet lies, in microseconds. */
  long position() {
    return playback().position();
  }

  /** Moves to a time; a group that plays for another goes on where it is. */
  void seek(long micros) {
    if (!playback().isPlaying()) {
      playback().seek(micros);
    }
  }

  void play(CameraLoop cameraLoop) {
    if (group == null) {
      own.play(cameraLoop);
    } else {
      group.play(this, cameraLoop);
    }
  }

  void pause() {
    if (group == null) {
      own.pause();
    } else {
      group.pause(this);
    }
  }

  /** Ends it for good and closes its sinks, or leaves its group. */
  void end() {
    own.end();
    if (group != null) {
      group.leave(this);
    }
  }

  /** Sends what is due. */
  void pump(CameraLoop cameraLoop) {
    playback().pump(cameraLoop);
  }
}
