package io.rtsper.transport.udp;

import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.RtspTransportException;
import io.rtsper.api.header.TransportHeader;
import io.rtsper.api.spi.MediaAgreement;
import io.rtsper.api.spi.MediaTransport;
import io.rtsper.api.spi.MediaTransportContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/** One track's pair of ports. Whose packets are taken, and where its own go, a latch decides. */
final class UdpTransport implements MediaTransport {

  private static final int RTP_HEADER_BYTES = 12;
  private static final int RECEIVER_REPORT_BYTES = 8;
  private static final int VERSION_2 = 0x80;
  private static final int RECEIVER_REPORT = 201;

  private final MediaTransportContext context;
  private final TransportHeader offer;
  private final UdpFlow rtp;
  private final UdpFlow rtcp;
  private @Nullable SourceLatch latch;
  private boolean closed;

  UdpTransport(MediaTransportContext context, PortPairChannels channels) {
    this.context = context;
    this.offer = TransportHeader.udpUnicast(channels.rtpPort());
    this.rtp = new UdpFlow(context.eventLoop(), channels.rtp(), this::receiveRtp);
    this.rtcp = new UdpFlow(context.eventLoop(), channels.rtcp(), this::receiveRtcp);
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
    latch =
        new SourceLatch(
            ServerAddresses.of(answer, context),
            answer.serverPort().orElse(null),
            context.track(),
            context.quirks());
    try {
      rtp.start();
      rtcp.start();
    } catch (IOException e) {
      throw new RtspTransportException(
          RtspPhase.REQUEST,
          "the UDP ports of "
              + context.track()
              + " can't be listened on ("
              + e.getMessage()
              + "); play over tcp",
          e);
    }
    return MediaAgreement.unordered();
  }

  /**
   * Opens the way through a firewall that lets answers in: one packet out of each port (RFC 7826
   * Appendix C.1.3 has clients do the like), small enough that nobody can be flooded with them.
   */
  @Override
  public void playing() {
    int ssrc = new SecureRandom().nextInt();
    ByteBuffer packet = ByteBuffer.allocate(RTP_HEADER_BYTES);
    sendRtp(packet.put(0, (byte) VERSION_2).putInt(8, ssrc));
    ByteBuffer report = ByteBuffer.allocate(RECEIVER_REPORT_BYTES);
    report.put((byte) VERSION_2).put((byte) RECEIVER_REPORT).putShort((short) 1).putInt(ssrc);
    sendRtcp(report.flip());
  }

  /** Never full: what the socket doesn't take at once is lost, as UDP may lose it. */
  @Override
  public boolean sendRtp(ByteBuffer packet) {
    rtp.send(packet, latch == null ? null : latch.rtpTarget());
    return true;
  }

  @Override
  public boolean sendRtcp(ByteBuffer packet) {
    rtcp.send(packet, latch == null ? null : latch.rtcpTarget());
    return true;
  }

  @Override
  public void close() {
    closed = true;
    rtp.close();
    rtcp.close();
  }

  private void receiveRtp(ByteBuffer datagram, InetSocketAddress source, long arrivalNanos) {
    if (latch != null && latch.takesRtp(datagram, source)) {
      context.input().onRtp(datagram, 0, datagram.limit(), arrivalNanos);
    }
  }

  private void receiveRtcp(ByteBuffer datagram, InetSocketAddress source, long arrivalNanos) {
    if (latch != null && latch.takesRtcp(source)) {
      context.input().onRtcp(datagram, 0, datagram.limit(), arrivalNanos);
    }
  }
}
