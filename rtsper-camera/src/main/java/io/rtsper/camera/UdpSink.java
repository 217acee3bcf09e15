package io.rtsper.camera;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.util.function.BiConsumer;

/** Packets of one track from a UDP port pair to another one. */
final class UdpSink implements PacketSink, CameraLoop.Ready {

  private static final int MAX_DATAGRAM = 64 * 1024;

  private final PortPair ports;
  private final Forger forger;
  private final InetSocketAddress rtpPeer;
  private final InetSocketAddress rtcpPeer;
  private final BiConsumer<byte[], Boolean> received;

  UdpSink(
      CameraLoop loop,
      PortPair ports,
      InetSocketAddress rtpPeer,
      InetSocketAddress rtcpPeer,
      BiConsumer<byte[], Boolean> received)
      throws IOException {
    this.ports = ports;
    this.forger = new Forger(ports.rtp(), null);
    this.rtpPeer = rtpPeer;
    this.rtcpPeer = rtcpPeer;
    this.received = received;
    loop.register(ports.rtp(), SelectionKey.OP_READ, this);
    loop.register(ports.rtcp(), SelectionKey.OP_READ, this);
  }

  @Override
  public void ready(SelectionKey key) throws IOException {
    ByteBuffer datagram = ByteBuffer.allocate(MAX_DATAGRAM);
    DatagramChannel channel = (DatagramChannel) key.channel();
    while (channel.isOpen() && channel.receive(datagram) != null) {
      byte[] bytes = new byte[datagram.flip().remaining()];
      datagram.get(bytes).clear();
      received.accept(bytes, channel == ports.rtcp());
    }
  }

  @Override
  public void failed(Exception cause) {
    close();
  }

  @Override
  public boolean ready() {
    return ports.ready();
  }

  @Override
  public boolean send(ByteBuffer packet, boolean asRtcp) {
    return ports.send(packet, asRtcp, asRtcp ? rtcpPeer : rtpPeer);
  }

  @Override
  public boolean forge(ByteBuffer packet, Line.Forgery from) {
    return forger.send(packet, from, rtpPeer);
  }

  @Override
  public void close() {
    ports.close();
    forger.close();
  }
}
