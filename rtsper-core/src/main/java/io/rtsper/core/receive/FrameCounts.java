package io.rtsper.core.receive;

import java.time.Duration;
import java.util.Optional;

/**
 * What became of a track's packets as frames, at one moment.
 *
 * @param frames those that were put together
 * @param keyFrames those with which decoding can start
 * @param dropped those that a consumer didn't get
 * @param damaged those of which a part is missing
 * @param timeToFirst the time to the first key frame of the last connection
 */
public record FrameCounts(
    long frames, long keyFrames, long dropped, long damaged, Optional<Duration> timeToFirst) {

  /** Of a track of which no frames are made. */
  public static final FrameCounts NONE = new FrameCounts(0, 0, 0, 0, Optional.empty());
}
