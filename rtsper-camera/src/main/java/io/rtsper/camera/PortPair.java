package io.rtsper.camera;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/** A pair of UDP ports of one address: RTP from the even one, RTCP from the next (RFC 3550 §11). */
final class PortPair {

  private static final int ATTEMPTS = 100;
  private static final int PACKETS_PER_MILLI = 64;

  private final DatagramChannel rtp;
  private final DatagramChannel rtcp;
  private long milli;
  private int inMilli;

  private PortPair(DatagramChannel rtp, DatagramChannel rtcp) {
    this.rtp = rtp;
    this.rtcp = rtcp;
  }

  /** Opens a pair of the system's choice. */
  static PortPair open(InetAddress local) throws IOException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      DatagramChannel first = channel(local).bind(new InetSocketAddress(local, 0));
      int port = port(first);
      DatagramChannel second = channel(local);
      try {
        second.bind(new InetSocketAddress(local, port + 1));
        if (port % 2 == 0) {
          return new PortPair(first, second);
        }
      } catch (IOException | IllegalArgumentException e) {
        // the neighbour is taken, or there is none: another pair then
      }
      first.close();
      second.close();
    }
    throw new IOException("no free pair of UDP ports after " + ATTEMPTS + " attempts");
  }

  /** Opens a channel that isn't bound yet, of an address's family. */
  static DatagramChannel channel(InetAddress address) throws IOException {
    return DatagramChannel.open(
        address.getAddress().length == 4
            ? StandardProtocolFamily.INET
            : StandardProtocolFamily.INET6);
  }

  private static int port(DatagramChannel channel) throws IOException {
    return ((InetSocketAddress) channel.getLocalAddress()).getPort();
  }

  /** Has both send to groups from an interface. */
  void sendMulticast(Multicast multicast) throws IOException {
    for (DatagramChannel channel : new DatagramChannel[] {rtp, rtcp}) {
      channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, multicast.networkInterface());
      channel.setOption(StandardSocketOptions.IP_MULTICAST_TTL, multicast.ttl());
      channel.setOption(StandardSocketOptions.IP_MULTICAST_LOOP, true);
    }
  }

  DatagramChannel rtp() {
    return rtp;
  }

  DatagramChannel rtcp() {
    return rtcp;
  }

  int rtpPort() throws IOException {
    return port(rtp);
  }

  /**
   * Returns whether another datagram may go: a bounded number a millisecond, so that the receiver's
   * socket buffer can take them.
   */
  boolean ready() {
    long now = System.nanoTime() / 1_000_000;
    if (now != milli) {
      milli = now;
      inMilli = 0;
    }
    return inMilli < PACKETS_PER_MILLI;
  }

  /** Sends a packet from one of the ports, and returns whether the system took it. */
  boolean send(ByteBuffer packet, boolean asRtcp, InetSocketAddress target) {
    inMilli++;
    return send(asRtcp ? rtcp : rtp, packet, target);
  }

  /** Sends a packet, and returns whether the system took it. */
  static boolean send(DatagramChannel channel, ByteBuffer packet, InetSocketAddress target) {
    try {
      return channel.send(packet, target) > 0;
    } catch (IOException e) {
      // datagrams get lost: a client that is gone answers with ICMP, which isn't the camera's
      // concern
      return false;
    }
  }

  void close() {
    close(rtp);
    close(rtcp);
  }

  static void close(DatagramChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // nothing left to give up
    }
  }
}
