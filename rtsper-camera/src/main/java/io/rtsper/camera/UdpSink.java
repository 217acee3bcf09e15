package io.rtsper.camera;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.util.function.BiConsumer;

/**
 * Packets of one track over a UDP port pair: RTP from the even port, RTCP from the next (RFC 3550
 * §11).
 */
final class UdpSink implements PacketSink, CameraLoop.Ready {

  private static final int ATTEMPTS = 100;
  private static final int MAX_DATAGRAM = 64 * 1024;
  private static final int PACKETS_PER_MILLI = 64;

  private final DatagramChannel rtp;
  private final DatagramChannel rtcp;
  private final InetSocketAddress rtpPeer;
  private final InetSocketAddress rtcpPeer;
  private final BiConsumer<byte[], Boolean> received;
  private long milli;
  private int inMilli;

  UdpSink(
      CameraLoop loop,
      InetAddress local,
      InetSocketAddress rtpPeer,
      InetSocketAddress rtcpPeer,
      BiConsumer<byte[], Boolean> received)
      throws IOException {
    this.rtpPeer = rtpPeer;
    this.rtcpPeer = rtcpPeer;
    this.received = received;
    DatagramChannel[] pair = openPair(local);
    rtp = pair[0];
    rtcp = pair[1];
    loop.register(rtp, SelectionKey.OP_READ, this);
    loop.register(rtcp, SelectionKey.OP_READ, this);
  }

  private static DatagramChannel[] openPair(InetAddress local) throws IOException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      DatagramChannel first = DatagramChannel.open().bind(new InetSocketAddress(local, 0));
      int port = port(first);
      DatagramChannel second = DatagramChannel.open();
      try {
        second.bind(new InetSocketAddress(local, port + 1));
        if (port % 2 == 0) {
          return new DatagramChannel[] {first, second};
        }
      } catch (IOException e) {
        // the neighbour is taken: another pair then
      }
      first.close();
      second.close();
    }
    throw new IOException("no free pair of UDP ports after " + ATTEMPTS + " attempts");
  }

  private static int port(DatagramChannel channel) throws IOException {
    return ((InetSocketAddress) channel.getLocalAddress()).getPort();
  }

  int rtpPort() throws IOException {
    return port(rtp);
  }

  @Override
  public void ready(SelectionKey key) throws IOException {
    ByteBuffer datagram = ByteBuffer.allocate(MAX_DATAGRAM);
    DatagramChannel channel = (DatagramChannel) key.channel();
    while (channel.isOpen() && channel.receive(datagram) != null) {
      byte[] bytes = new byte[datagram.flip().remaining()];
      datagram.get(bytes).clear();
      received.accept(bytes, channel == rtcp);
    }
  }

  @Override
  public void failed(Exception cause) {
    close();
  }

  /**
   * Allows a bounded number of datagrams a millisecond, so that the receiver's socket buffer can
   * take them.
   */
  @Override
  public boolean ready() {
    long now = System.nanoTime() / 1_000_000;
    if (now != milli) {
      milli = now;
      inMilli = 0;
    }
    return inMilli < PACKETS_PER_MILLI;
  }

  @Override
  public void send(ByteBuffer packet, boolean asRtcp) {
    inMilli++;
    try {
      if (asRtcp) {
        rtcp.send(packet, rtcpPeer);
      } else {
        rtp.send(packet, rtpPeer);
      }
    } catch (IOException e) {
      // datagrams get lost: a client that is gone answers with ICMP, which isn't the camera's
      // concern
    }
  }

  @Override
  public void close() {
    try {
      rtp.close();
      rtcp.close();
    } catch (IOException e) {
      // nothing left to give up
    }
  }
}
