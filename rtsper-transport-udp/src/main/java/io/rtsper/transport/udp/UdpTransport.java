package io.rtsper.transport.udp;

import io.rtsper.api.AddressPolicy;
import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.RtspTransportException;
import io.rtsper.api.header.PortPair;
import io.rtsper.api.header.TransportHeader;
import io.rtsper.api.spi.MediaAgreement;
import io.rtsper.api.spi.MediaTransport;
import io.rtsper.api.spi.MediaTransportContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;

/**
 * One track's pair of ports. Who sends from the right address is believed, but from one port only:
 * the one that the server named, or else the one that the first proper RTP packet came from.
 *
 * <p>The right address is the control link's. Another one that the server names as {@code source}
 * is taken only if the application has given an {@link AddressPolicy} of its own and that allows
 * it; devices behind a router often name an address that nobody can reach.
 */
final class UdpTransport implements MediaTransport {

  private static final int RTP_HEADER_BYTES = 12;
  private static final int RECEIVER_REPORT_BYTES = 8;
  private static final int VERSION_2 = 0x80;
  private static final int VERSION_MASK = 0xC0;
  private static final int RECEIVER_REPORT = 201;

  /** The payload types that RTCP packets would have, read as RTP (RFC 5761 §4). */
  private static final int FIRST_RTCP_TYPE = 64;

  private static final int LAST_RTCP_TYPE = 95;

  private final MediaTransportContext context;
  private final TransportHeader offer;
  private final UdpFlow rtp;
  private final UdpFlow rtcp;
  private boolean closed;

  UdpTransport(MediaTransportContext context, PortPairChannels channels) {
    this.context = context;
    this.offer = TransportHeader.udpUnicast(channels.rtpPort());
    this.rtp = new UdpFlow(context.eventLoop(), channels.rtp(), new RtpReceiver());
    this.rtcp = new UdpFlow(context.eventLoop(), channels.rtcp(), new RtcpReceiver());
  }

  @Override
  public TransportHeader offer() {
    return offer;
  }

  @Override
  public MediaAgreement accept(TransportHeader answer) {
    if (closed) {
      return MediaAgreement.unordered();
    }
    if (answer.isInterleaved() || answer.multicast()) {
      throw new RtspProtocolException(
          RtspPhase.REQUEST,
          context.track()
              + " was offered UDP unicast, but the server answered \""
              + answer.value()
              + "\"; try another transport",
          null);
    }
    InetAddress peer = source(answer);
    PortPair ports = answer.serverPort().orElse(null);
    try {
      rtp.start(peer);
      rtcp.start(peer);
      if (ports != null && ports.first() > 0 && ports.second() > 0) {
        rtp.connect(new InetSocketAddress(peer, ports.first()));
        rtcp.connect(new InetSocketAddress(peer, ports.second()));
      } else {
        context
            .quirks()
            .report(
                UdpQuirks.TRANSPORT_OTHER_SOURCE_PORT,
                ports == null ? "no server_port" : "server_port=" + ports);
      }
    } catch (IOException e) {
      throw new RtspTransportException(
          RtspPhase.REQUEST,
          "the UDP ports of "
              + context.track()
              + " can't be connected to "
              + peer.getHostAddress()
              + " ("
              + e.getMessage()
              + "); play over tcp",
          e);
    }
    return MediaAgreement.unordered();
  }

  /** Returns the address that packets may come from. */
  private InetAddress source(TransportHeader answer) {
    InetAddress peer = context.controlPeer().getAddress();
    String named = answer.source().orElse(null);
    InetAddress source = named == null ? null : LiteralAddress.parse(named);
    if (named != null && source != null && !source.equals(peer)) {
      AddressPolicy policy = context.addressPolicy();
      if (policy != AddressPolicy.ANY && policy.allows(named, source)) {
        return source;
      }
      context
          .quirks()
          .report(UdpQuirks.TRANSPORT_OTHER_SOURCE, "source=" + source.getHostAddress());
    }
    if (peer == null) {
      throw new RtspTransportException(
          RtspPhase.REQUEST,
          "the control link has no address that UDP packets could come from; play over tcp",
          null);
    }
    return peer;
  }

  /**
   * Opens the way through a firewall that lets answers in: one packet out of each port (RFC 7826
   * Appendix C.1.3 has clients do the like), small enough that nobody can be flooded with them.
   */
  @Override
  public void playing() {
    if (closed) {
      return;
    }
    int ssrc = new SecureRandom().nextInt();
    ByteBuffer packet = ByteBuffer.allocate(RTP_HEADER_BYTES);
    rtp.send(packet.put(0, (byte) VERSION_2).putInt(8, ssrc));
    ByteBuffer report = ByteBuffer.allocate(RECEIVER_REPORT_BYTES);
    report.put((byte) VERSION_2).put((byte) RECEIVER_REPORT).putShort((short) 1).putInt(ssrc);
    rtcp.send(report.flip());
  }

  /** Never full: what the socket doesn't take at once is lost, as UDP may lose it. */
  @Override
  public boolean sendRtp(ByteBuffer packet) {
    rtp.send(packet);
    return true;
  }

  @Override
  public boolean sendRtcp(ByteBuffer packet) {
    rtcp.send(packet);
    return true;
  }

  @Override
  public void close() {
    closed = true;
    rtp.close();
    rtcp.close();
  }

  private final class RtpReceiver implements UdpFlow.Receiver {

    @Override
    public void receive(ByteBuffer datagram, long arrivalNanos) {
      context.input().onRtp(datagram, 0, datagram.limit(), arrivalNanos);
    }

    /** Lets an RTP packet in and settles on its port, and on the next one for RTCP. */
    @Override
    public boolean admits(ByteBuffer datagram, InetSocketAddress source) {
      if (!looksLikeRtp(datagram)) {
        return false;
      }
      if (source.getPort() < 0xFFFF) {
        rtcp.learn(new InetSocketAddress(source.getAddress(), source.getPort() + 1));
      }
      return true;
    }
  }

  private static boolean looksLikeRtp(ByteBuffer datagram) {
    if (datagram.limit() < RTP_HEADER_BYTES || (datagram.get(0) & VERSION_MASK) != VERSION_2) {
      return false;
    }
    int payloadType = datagram.get(1) & 0x7F;
    return payloadType < FIRST_RTCP_TYPE || payloadType > LAST_RTCP_TYPE;
  }

  private final class RtcpReceiver implements UdpFlow.Receiver {

    @Override
    public void receive(ByteBuffer datagram, long arrivalNanos) {
      context.input().onRtcp(datagram, 0, datagram.limit(), arrivalNanos);
    }

    /** RTCP can end a session, so it is believed only once media says where it comes from. */
    @Override
    public boolean admits(ByteBuffer datagram, InetSocketAddress source) {
      return false;
    }
  }
}
