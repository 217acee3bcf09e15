package io.rtsper.api.spi;

import io.rtsper.api.media.Discontinuity;
import io.rtsper.api.rtp.RtpPacket;

/**
 * Makes frames of one track's packets, and writes them to {@link DepacketizerContext#frames()}.
 * Confined to the event loop; pure, without I/O.
 */
public interface Depacketizer {

  /**
   * Takes the next packet in sequence.
   *
   * @param packet the packet; valid during the call only
   */
  void onPacket(RtpPacket packet);

  /**
   * Is told that the next packet doesn't continue what came before, so that what was begun can't be
   * completed.
   *
   * @param reason why
   */
  void onDiscontinuity(Discontinuity reason);

  /** Is told that nothing comes for now: what needs no further packet to be complete is ended. */
  default void flush() {}
}
