package io.rtsper.transport.udp;

import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.RtspTransportException;
import io.rtsper.api.header.PortPair;
import io.rtsper.api.header.TransportHeader;
import io.rtsper.api.spi.MediaAgreement;
import io.rtsper.api.spi.MediaTransport;
import io.rtsper.api.spi.MediaTransportContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** One track's pair of ports. Whose packets are taken, and where its own go, a latch decides. */
final class UdpTransport implements MediaTransport {

  private final MediaTransportContext context;
  private final SystemDrops drops;
  private final InetSocketAddress local;
  private final OptionalInt receiveBuffer;
  private final TransportHeader offer;
  private final UdpFlow rtp;
  private final UdpFlow rtcp;
  private final FirewallOpener opener = new FirewallOpener();
  private final boolean multiplexDescribed;

  private @Nullable SourceLatch latch;
  private boolean multiplexed;
  private boolean closed;

  UdpTransport(
      MediaTransportContext context,
      PortPairChannels channels,
      OptionalInt receiveBuffer,
      SystemDrops drops) {
    this.context = context;
    this.drops = drops;
    this.receiveBuffer = receiveBuffer;
    this.local = channels.rtpAddress();
    this.offer = TransportHeader.udpUnicast(local.getPort());
    this.rtp = new UdpFlow(context.eventLoop(), channels.rtp(), this::receiveRtp);
    this.rtcp = new UdpFlow(context.eventLoop(), channels.rtcp(), this::receiveRtcp);
    this.multiplexDescribed = Multiplexing.isDescribed(context.track());
  }

  @Override
  public TransportHeader offer() {
    return offer;
  }

  @Override
  public MediaAgreement accept(TransportHeader answer) {
    multiplexed = Multiplexing.isAgreed(answer);
    MediaAgreement agreement = MediaAgreement.unordered().multiplexed(multiplexed);
    if (closed) {
      return agreement;
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
    latch = latch(answer.source().orElse(""), answer.serverPort().orElse(null));
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
    openFirewall();
    return agreement;
  }

  private SourceLatch latch(String source, @Nullable PortPair serverPorts) {
    SourceLatch made =
        new SourceLatch(
            ServerAddresses.of(source, context),
            context.udp().source(),
            serverPorts,
            context.track(),
            context.quirks());
    if (multiplexed) {
      made.multiplex();
    }
    return made;
  }

  /**
   * Opens the way through a firewall once more: whatever it let through when SETUP was answered, it
   * may have forgotten if PLAY came late.
   */
  @Override
  public void playing() {
    openFirewall();
  }

  private void openFirewall() {
    sendRtp(opener.rtp());
    sendRtcp(opener.rtcp());
  }

  /** Never full: what the socket doesn't take at once is lost, as UDP may lose it. */
  @Override
  public boolean sendRtp(ByteBuffer packet) {
    rtp.send(packet, latch == null ? null : latch.rtpTarget());
    return true;
  }

  @Override
  public boolean sendRtcp(ByteBuffer packet) {
    UdpFlow from = multiplexed ? rtp : rtcp;
    from.send(packet, latch == null ? null : latch.rtcpTarget());
    return true;
  }

  @Override
  public OptionalInt receiveBuffer() {
    return receiveBuffer;
  }

  @Override
  public OptionalLong systemDrops() {
    return drops.of(local, 0);
  }

  @Override
  public void close() {
    closed = true;
    rtp.close();
    rtcp.close();
  }

  private void receiveRtp(ByteBuffer datagram, InetSocketAddress source, long arrivalNanos) {
    SourceLatch by = latch;
    if (by != null && by.takesRtp(datagram, source)) {
      if (multiplexDescribed && !multiplexed && Multiplexing.isRtcp(datagram)) {
        multiplexed = true;
        by.multiplex();
        context.quirks().report(UdpQuirks.MULTIPLEXED_UNASKED, "");
      }
      context.input().onRtp(datagram, 0, datagram.limit(), arrivalNanos);
    }
  }

  private void receiveRtcp(ByteBuffer datagram, InetSocketAddress source, long arrivalNanos) {
    if (latch != null && latch.takesRtcp(source)) {
      context.input().onRtcp(datagram, 0, datagram.limit(), arrivalNanos);
    }
  }
}
