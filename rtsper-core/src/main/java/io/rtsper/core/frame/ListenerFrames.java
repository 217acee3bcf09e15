package io.rtsper.core.frame;

import io.rtsper.api.FrameListener;
import io.rtsper.api.FrameOptions;
import io.rtsper.api.RtspException;
import io.rtsper.api.media.Track;
import io.rtsper.core.context.Notifier;
import org.jspecify.annotations.Nullable;

/** The application's listener, which gets each frame as a view. */
final class ListenerFrames implements FrameConsumer {

  private final FrameListener listener;
  private final FrameOptions options;
  private final Notifier notifier;

  ListenerFrames(FrameListener listener, FrameOptions options, Notifier notifier) {
    this.listener = listener;
    this.options = options;
    this.notifier = notifier;
  }

  @Override
  public FrameOptions options() {
    return options;
  }

  @Override
  public boolean isAsking() {
    return true;
  }

  @Override
  public void tapped(Track track, FrameTap tap) {}

  @Override
  public boolean makeRoom(FrameView frame) {
    return true;
  }

  @Override
  public boolean take(FrameView frame) {
    try {
      listener.onFrame(frame.track, frame);
    } catch (Throwable thrown) {
      notifier.failed("the frame listener", thrown);
    }
    return false;
  }

  @Override
  public void end(@Nullable RtspException failure) {}

  @Override
  public void discard() {}
}
