package io.rtsper.core.frame;

import io.rtsper.api.FrameOptions;
import io.rtsper.api.RtspException;
import io.rtsper.api.media.Track;
import org.jspecify.annotations.Nullable;

/** Someone who gets a session's frames. For the event loop only, but for {@link #discard}. */
interface FrameConsumer extends FrameTap.Target {

  /** Returns what it wants. */
  FrameOptions options();

  /** Returns whether it asked for frames, and is to be told what it can't have. */
  boolean isAsking();

  /** Takes the tap of a track. */
  void tapped(Track track, FrameTap tap);

  /**
   * Nothing more comes; what waits may still be taken.
   *
   * @param failure what ended the session; null if it ended in order
   */
  void end(@Nullable RtspException failure);

  /** Nothing more is to be delivered, and what waits is dropped. From any thread. */
  void discard();
}
