package io.rtsper.camera;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * One stream for all who view it by multicast: it plays as long as one of them does, and ends with
 * the last.
 */
final class GroupStream {

  private final Playback playback;
  private final Set<Object> viewers = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Object> playing = Collections.newSetFromMap(new IdentityHashMap<>());

  GroupStream(Clip clip, Playback.Pace pace) {
    this.playback = new Playback(clip, pace, () -> {});
  }

  Playback playback() {
    return playback;
  }

  boolean isEnded() {
    return playback.isEnded();
  }

  void join(Object viewer) {
    viewers.add(viewer);
  }

  boolean isPlayingFor(Object viewer) {
    return playing.contains(viewer);
  }

  void play(Object viewer, CameraLoop loop) {
    playing.add(viewer);
    playback.play(loop);
  }

  void pause(Object viewer) {
    if (playing.remove(viewer) && playing.isEmpty()) {
      playback.pause();
    }
  }

  void leave(Object viewer) {
    pause(viewer);
    if (viewers.remove(viewer) && viewers.isEmpty()) {
      playback.end();
    }
  }
}
