package io.rtsper.api;

import io.rtsper.api.media.Track;
import io.rtsper.api.rtp.RtpPacket;

/**
 * Gets each RTP packet of a session's tracks, in the order in which they came.
 *
 * <p>Called on the session's event loop, which also reads for other sessions: it must not block, or
 * its session waits for it. The packet is a view of the receive buffer that holds only during the
 * call; {@link RtpPacket#copy()} keeps one.
 */
@FunctionalInterface
public interface PacketListener {

  /**
   * Takes a packet.
   *
   * @param track the track that it belongs to
   * @param packet the packet; valid during the call only
   */
  void onPacket(Track track, RtpPacket packet);
}
