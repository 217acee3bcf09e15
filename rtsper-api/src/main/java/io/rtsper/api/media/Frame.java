package io.rtsper.api.media;

import io.rtsper.api.DoNotImplement;
import java.nio.ByteBuffer;
import java.util.Optional;

/** One access unit of video, or one frame of audio or data, as it was encoded. */
@DoNotImplement
public interface Frame {

  /**
   * Returns the track.
   *
   * @return the track
   */
  Track track();

  /**
   * Returns the RTP timestamp, extended to 64 bit.
   *
   * @return units of the track's clock rate
   */
  long timestamp();

  /**
   * Returns the frame's bytes.
   *
   * @return a read-only view
   */
  ByteBuffer data();

  /**
   * Returns whether decoding can start here.
   *
   * @return true for a key frame, and for each frame of a format that has none
   */
  boolean isKeyFrame();

  /**
   * Returns whether part of the frame is missing.
   *
   * @return true if it is
   */
  boolean isDamaged();

  /**
   * Returns why the frame doesn't continue the one before it.
   *
   * @return the reason, or empty if it does
   */
  Optional<Discontinuity> discontinuity();

  /**
   * Returns the parameters that hold for this frame.
   *
   * @return the parameters, or empty if they aren't known
   */
  Optional<CodecParameters> parameters();
}
