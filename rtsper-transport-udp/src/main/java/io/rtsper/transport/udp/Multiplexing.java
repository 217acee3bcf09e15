package io.rtsper.transport.udp;

import io.rtsper.api.header.PortPair;
import io.rtsper.api.header.TransportHeader;
import io.rtsper.api.media.Track;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * RTP and RTCP on one port (RFC 5761). A server may describe it ({@code a=rtcp-mux}) and answer it
 * ({@code RTCP-mux}, RFC 7826 §18.54, or a pair of equal ports). It isn't asked for, since RTSP 1.0
 * has no word for it.
 */
final class Multiplexing {

  private static final int FIRST_RTCP_TYPE = 192;
  private static final int LAST_RTCP_TYPE = 223;

  private Multiplexing() {}

  static boolean isDescribed(Track track) {
    return track.description().hasAttribute("rtcp-mux");
  }

  static boolean isAgreed(TransportHeader answer) {
    return answer.parameters().containsKey("rtcp-mux")
        || isOne(answer.serverPort().orElse(null))
        || isOne(answer.multicast() ? answer.port().orElse(null) : null);
  }

  private static boolean isOne(@Nullable PortPair ports) {
    return ports != null && ports.first() == ports.second() && ports.first() > 0;
  }

  /** Returns whether a packet that came where RTP is expected is RTCP (RFC 5761 §4). */
  static boolean isRtcp(ByteBuffer datagram) {
    int type = datagram.limit() < 2 ? 0 : datagram.get(1) & 0xFF;
    return type >= FIRST_RTCP_TYPE && type <= LAST_RTCP_TYPE;
  }
}
