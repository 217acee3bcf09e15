package io.rtsper.camera;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.util.function.BiConsumer;

/**
 * Packets of one track from a UDP port pair to a group, at the same ports. Reports of viewers come
 * to the upper port, unicast or to the group.
 */
final class MulticastSink implements PacketSink, CameraLoop.Ready {

  private static final int MAX_DATAGRAM = 64 * 1024;
  private static final int SSRC_OFFSET = 4;

  private final PortPair ports;
  private final Forger forger;
  private final DatagramChannel groupRtcp;
  private final InetSocketAddress rtpGroup;
  private final InetSocketAddress rtcpGroup;
  private final BiConsumer<byte[], Boolean> received;

  /** Who the last report sent was of. A viewer on this machine may have its address and port. */
  private int reporter;

  /**
   * Opens the ports.
   *
   * @param received takes what viewers send, and whether it is RTCP
   */
  MulticastSink(CameraLoop loop, Multicast multicast, BiConsumer<byte[], Boolean> received)
      throws IOException {
    this.received = received;
    ports = PortPair.open(multicast.source());
    ports.sendMulticast(multicast);
    forger = new Forger(ports.rtp(), multicast);
    rtpGroup = multicast.destination(ports.rtpPort());
    rtcpGroup = multicast.destination(ports.rtpPort() + 1);
    groupRtcp = PortPair.channel(multicast.group());
    try {
      groupRtcp.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      groupRtcp.bind(rtcpGroup);
      groupRtcp.join(multicast.group(), multicast.networkInterface());
    } catch (IOException e) {
      close();
      throw e;
    }
    loop.register(ports.rtp(), SelectionKey.OP_READ, this);
    loop.register(ports.rtcp(), SelectionKey.OP_READ, this);
    loop.register(groupRtcp, SelectionKey.OP_READ, this);
  }

  int rtpPort() {
    return rtpGroup.getPort();
  }

  @Override
  public void ready(SelectionKey key) throws IOException {
    ByteBuffer datagram = ByteBuffer.allocate(MAX_DATAGRAM);
    DatagramChannel channel = (DatagramChannel) key.channel();
    while (channel.isOpen() && channel.receive(datagram) != null) {
      byte[] bytes = new byte[datagram.flip().remaining()];
      datagram.get(bytes).clear();
      if (channel != groupRtcp || !isOwn(bytes)) {
        received.accept(bytes, channel != ports.rtp());
      }
    }
  }

  /** Returns whether it is a report of its own, which comes back to whoever is in the group. */
  private boolean isOwn(byte[] rtcp) {
    return rtcp.length >= SSRC_OFFSET + 4 && ByteBuffer.wrap(rtcp).getInt(SSRC_OFFSET) == reporter;
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
    if (asRtcp) {
      reporter = packet.getInt(packet.position() + SSRC_OFFSET);
    }
    return ports.send(packet, asRtcp, asRtcp ? rtcpGroup : rtpGroup);
  }

  @Override
  public boolean forge(ByteBuffer packet, Line.Forgery from) {
    return forger.send(packet, from, rtpGroup);
  }

  @Override
  public void close() {
    ports.close();
    forger.close();
    PortPair.close(groupRtcp);
  }
}
