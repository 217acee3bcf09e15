package io.rtsper.api;

import io.rtsper.api.media.Frame;
import io.rtsper.api.media.Track;

/**
 * Gets each frame of a session's tracks, of each track in decoding order.
 *
 * <p>Called on the session's event loop, which also reads for other sessions: it must not block, or
 * its session waits for it. The frame is a view of memory that the next one is written into; {@link
 * Frame#copy()} keeps one. Nothing is allocated for a frame.
 */
@FunctionalInterface
public interface FrameListener {

  /**
   * Takes a frame.
   *
   * @param track the track that it belongs to
   * @param frame the frame; valid during the call only
   */
  void onFrame(Track track, Frame frame);
}
