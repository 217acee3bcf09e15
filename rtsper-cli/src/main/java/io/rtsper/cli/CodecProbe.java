package io.rtsper.cli;

import io.rtsper.api.FrameOptions;
import io.rtsper.api.FrameStream;
import io.rtsper.api.RtspCancelledException;
import io.rtsper.api.RtspClient;
import io.rtsper.api.RtspException;
import io.rtsper.api.RtspSession;
import io.rtsper.api.media.AudioParameters;
import io.rtsper.api.media.CodecParameters;
import io.rtsper.api.media.Track;
import io.rtsper.api.media.VideoParameters;
import java.time.Duration;
import java.util.List;

/**
 * Plays tracks whose description doesn't say what a decoder has to know, until their frames have
 * said it. What can't be found out stays unknown: it is no failure of the probe.
 */
final class CodecProbe {

  private final RtspSession session;
  private final Duration limit;

  private CodecProbe(RtspSession session, Duration limit) {
    this.session = session;
    this.limit = limit;
  }

  /**
   * Returns a probe of a session that has its description.
   *
   * @param limit how long frames are waited for
   */
  static CodecProbe of(RtspSession session, Duration limit) {
    return new CodecProbe(session, limit);
  }

  void look() {
    List<Track> unknown = unknown(session.tracks());
    if (unknown.isEmpty()) {
      return;
    }
    long deadline = System.nanoTime() + limit.toNanos();
    try {
      session.setup(unknown);
      FrameOptions options = FrameOptions.defaults().withTracks(unknown);
      try (FrameStream frames = session.frames(options)) {
        session.play();
        Duration left = Duration.ofNanos(deadline - System.nanoTime());
        while (!left.isNegative() && !frames.isEnded() && !unknown(unknown).isEmpty()) {
          frames.poll(left);
          left = Duration.ofNanos(deadline - System.nanoTime());
        }
      }
    } catch (RtspCancelledException interrupted) {
      throw interrupted;
    } catch (RtspException notToBeHad) {
      return;
    }
  }

  /** Returns the tracks of which more could be known. */
  private List<Track> unknown(List<Track> tracks) {
    return tracks.stream()
        .filter(Track::playable)
        .filter(CodecProbe::isReadable)
        .filter(track -> session.codecParameters(track).map(CodecProbe::lacks).orElse(true))
        .toList();
  }

  private static boolean isReadable(Track track) {
    return RtspClient.shared().providers().depacketizer(track.encoding()).isPresent();
  }

  private static boolean lacks(CodecParameters known) {
    return known instanceof VideoParameters video
        ? video.width() == 0
        : known instanceof AudioParameters audio && audio.sampleRate() == 0;
  }
}
