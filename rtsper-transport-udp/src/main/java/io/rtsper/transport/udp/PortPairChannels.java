package io.rtsper.transport.udp;

import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspTransportException;
import io.rtsper.api.media.Track;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import org.jspecify.annotations.Nullable;

/**
 * Two sockets on adjacent ports, the lower one even (RFC 3550 §11). The system chooses the first
 * port, which is hard to guess for whoever wants to slip packets in.
 */
final class PortPairChannels {

  private static final int TRIES = 64;

  private static final int LAST_PORT = 0xFFFF;

  private final DatagramChannel rtp;
  private final DatagramChannel rtcp;
  private final int rtpPort;

  private PortPairChannels(DatagramChannel rtp, DatagramChannel rtcp, int rtpPort) {
    this.rtp = rtp;
    this.rtcp = rtcp;
    this.rtpPort = rtpPort;
  }

  /**
   * Opens a pair on the address that the control link has on this machine, so that only what comes
   * by the same way is taken.
   *
   * @throws RtspTransportException if no pair is free
   */
  static PortPairChannels open(InetSocketAddress controlLocal, Track track) {
    InetAddress address = controlLocal.getAddress();
    IOException last = null;
    for (int i = 0; i < TRIES; i++) {
      try {
        PortPairChannels pair = tryOpen(address);
        if (pair != null) {
          return pair;
        }
      } catch (IOException e) {
        last = e;
      }
    }
    throw new RtspTransportException(
        RtspPhase.REQUEST,
        "no pair of UDP ports could be had for "
            + track
            + (last == null ? "" : " (" + last.getMessage() + ")")
            + "; play over tcp, or close what holds so many ports",
        last);
  }

  /** Returns a pair, or null if the port beside the one that the system chose is taken. */
  private static @Nullable PortPairChannels tryOpen(@Nullable InetAddress address)
      throws IOException {
    DatagramChannel first = channel(address);
    DatagramChannel second = null;
    boolean kept = false;
    try {
      first.bind(new InetSocketAddress(address, 0));
      int port = ((InetSocketAddress) first.getLocalAddress()).getPort();
      boolean even = (port & 1) == 0;
      int neighbour = even ? port + 1 : port - 1;
      if (neighbour > LAST_PORT) {
        return null;
      }
      second = channel(address);
      second.bind(new InetSocketAddress(address, neighbour));
      kept = true;
      return even
          ? new PortPairChannels(first, second, port)
          : new PortPairChannels(second, first, neighbour);
    } finally {
      if (!kept) {
        first.close();
        if (second != null) {
          second.close();
        }
      }
    }
  }

  private static DatagramChannel channel(@Nullable InetAddress address) throws IOException {
    DatagramChannel channel =
        address instanceof Inet4Address
            ? DatagramChannel.open(StandardProtocolFamily.INET)
            : DatagramChannel.open();
    channel.configureBlocking(false);
    return channel;
  }

  DatagramChannel rtp() {
    return rtp;
  }

  DatagramChannel rtcp() {
    return rtcp;
  }

  int rtpPort() {
    return rtpPort;
  }
}
