package io.rtsper.core.receive;

import io.rtsper.api.media.Discontinuity;
import io.rtsper.api.rtp.RtpPacket;

/** Takes a track's packets behind the application's listener. */
public interface PacketTaker {

  /** Takes nothing. */
  PacketTaker NOBODY =
      new PacketTaker() {
        @Override
        public void onPacket(RtpPacket packet) {}

        @Override
        public void onDiscontinuity(Discontinuity reason) {}
      };

  /**
   * Takes a packet, most often the next one in sequence.
   *
   * @param packet the packet; valid during the call only
   */
  void onPacket(RtpPacket packet);

  /**
   * The next packet doesn't continue what came before. Loss is told by {@link TrackEvents#onLoss}.
   *
   * @param reason why, never {@link Discontinuity#LOSS}
   */
  void onDiscontinuity(Discontinuity reason);
}
