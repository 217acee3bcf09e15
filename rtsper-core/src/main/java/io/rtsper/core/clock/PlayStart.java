package io.rtsper.core.clock;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where play starts, as the answer to PLAY says.
 *
 * @param npt the start in normal play time; null if it isn't said, as of what is live
 * @param clock the start on the wall clock; null if it isn't said
 * @param scale how fast the presentation runs against the RTP timestamps; never zero
 */
public record PlayStart(@Nullable Duration npt, @Nullable Instant clock, double scale) {

  /** The start of what is live. */
  public static final PlayStart LIVE = new PlayStart(null, null, 1);
}
