package io.rtsper.api;

import io.rtsper.api.media.Track;
import io.rtsper.api.rtp.RtcpCompound;

/**
 * Gets each compound RTCP packet of a session's tracks.
 *
 * <p>Called on the session's event loop: it must not block. The view holds only during the call.
 */
@FunctionalInterface
public interface RtcpListener {

  /**
   * Takes a compound packet.
   *
   * @param track the track that it belongs to
   * @param compound the packets; valid during the call only
   */
  void onRtcp(Track track, RtcpCompound compound);
}
