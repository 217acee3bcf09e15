package io.rtsper.transport.udp;

import java.nio.ByteBuffer;
import java.security.SecureRandom;

/**
 * The packets that open the way through a firewall that lets answers in, one out of each port: RFC
 * 7826 Appendix C.1.3 has clients do the like. Small enough that nobody can be flooded with them,
 * and never empty, since a server may take an empty datagram for the end.
 */
final class FirewallOpener {

  private static final int RTP_HEADER_BYTES = 12;
  private static final int RECEIVER_REPORT_BYTES = 8;
  private static final int VERSION_2 = 0x80;
  private static final int RECEIVER_REPORT = 201;
  private static final int SSRC = 8;

  private final int ssrc = new SecureRandom().nextInt();

  /** Returns an RTP packet without payload. */
  ByteBuffer rtp() {
    return ByteBuffer.allocate(RTP_HEADER_BYTES).put(0, (byte) VERSION_2).putInt(SSRC, ssrc);
  }

  /** Returns a receiver report of the same source on nobody. */
  ByteBuffer rtcp() {
    return ByteBuffer.allocate(RECEIVER_REPORT_BYTES)
        .put((byte) VERSION_2)
        .put((byte) RECEIVER_REPORT)
        .putShort((short) 1)
        .putInt(ssrc)
        .flip();
  }
}
