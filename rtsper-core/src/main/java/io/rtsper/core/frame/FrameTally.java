package io.rtsper.core.frame;

import io.rtsper.core.receive.FrameCounts;
import java.time.Duration;
import java.util.Optional;

/** What one track's frames became, over all connections; written on the event loop alone. */
final class FrameTally {

  long frames;
  long keyFrames;
  long dropped;
  long damaged;
  long connectedNanos;
  long firstKeyFrameNanos = -1;

  FrameCounts counts() {
    return new FrameCounts(
        frames,
        keyFrames,
        dropped,
        damaged,
        firstKeyFrameNanos < 0
            ? Optional.empty()
            : Optional.of(Duration.ofNanos(firstKeyFrameNanos)));
  }
}
