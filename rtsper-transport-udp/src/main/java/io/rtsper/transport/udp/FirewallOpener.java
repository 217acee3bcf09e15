package io.rtsper.transport.udp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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
  private static final int ONE_CHUNK = 0x81;
  private static final int RECEIVER_REPORT = 201;
  private static final int SOURCE_DESCRIPTION = 202;
  private static final int CNAME = 1;
  private static final int SSRC = 8;

  /** Header, source, the item's type and length, and the zeros that end the chunk. */
  private static final int DESCRIPTION_BYTES = 28;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final int ssrc = RANDOM.nextInt();
  private final String name = String.format("%016x", RANDOM.nextLong());

  /** Returns an RTP packet without payload. */
  ByteBuffer rtp() {
    return ByteBuffer.allocate(RTP_HEADER_BYTES).put(0, (byte) VERSION_2).putInt(SSRC, ssrc);
  }

  /**
   * Returns a receiver report of the same source on nobody, with a name that says nothing (RFC
   * 7022), since each compound packet has one (RFC 3550 §6.1).
   */
  ByteBuffer rtcp() {
    ByteBuffer packet =
        ByteBuffer.allocate(RECEIVER_REPORT_BYTES + DESCRIPTION_BYTES)
            .put((byte) VERSION_2)
            .put((byte) RECEIVER_REPORT)
            .putShort((short) 1)
            .putInt(ssrc)
            .put((byte) ONE_CHUNK)
            .put((byte) SOURCE_DESCRIPTION)
            .putShort((short) (DESCRIPTION_BYTES / Integer.BYTES - 1))
            .putInt(ssrc)
            .put((byte) CNAME)
            .put((byte) name.length())
            .put(name.getBytes(StandardCharsets.US_ASCII));
    return packet.clear();
  }
}
