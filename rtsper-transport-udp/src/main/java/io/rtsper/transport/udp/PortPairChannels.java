package io.rtsper.transport.udp;

import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspTransportException;
import io.rtsper.api.UdpOptions;
import io.rtsper.api.media.Track;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/**
 * Two sockets on adjacent ports, the lower one even (RFC 3550 §11). The system chooses the first
 * port, which is hard to guess for whoever wants to slip packets in; within a range that the
 * application gives, the search begins at a random pair.
 */
final class PortPairChannels {

  private static final int TRIES = 64;

  private static final int LAST_PORT = 0xFFFF;

  private final DatagramChannel rtp;
  private final DatagramChannel rtcp;
  private final InetSocketAddress rtpAddress;

  private PortPairChannels(DatagramChannel rtp, DatagramChannel rtcp) throws IOException {
    this.rtp = rtp;
    this.rtcp = rtcp;
    this.rtpAddress = (InetSocketAddress) rtp.getLocalAddress();
  }

  /**
   * Opens a pair on the address that the control link has on this machine, so that only what comes
   * by the same way is taken.
   *
   * @throws RtspTransportException if no pair is free
   */
  static PortPairChannels open(InetSocketAddress controlLocal, Track track, UdpOptions options) {
    InetAddress address = controlLocal.getAddress();
    return options.firstPort() == 0
        ? ofTheSystem(address, track)
        : ofTheRange(address, track, options);
  }

  private static PortPairChannels ofTheSystem(@Nullable InetAddress address, Track track) {
    IOException last = null;
    for (int i = 0; i < TRIES; i++) {
      try {
        PortPairChannels pair = pairWith(address, 0);
        if (pair != null) {
          return pair;
        }
      } catch (IOException e) {
        last = e;
      }
    }
    throw none("no pair of UDP ports could be had for " + track, "", last);
  }

  private static PortPairChannels ofTheRange(
      @Nullable InetAddress address, Track track, UdpOptions options) {
    int first = options.firstPort() + (options.firstPort() & 1);
    int pairs = (options.lastPort() - first + 1) / 2;
    int start = new SecureRandom().nextInt(pairs);
    IOException last = null;
    for (int i = 0; i < pairs; i++) {
      try {
        PortPairChannels pair = pairWith(address, first + 2 * ((start + i) % pairs));
        if (pair != null) {
          return pair;
        }
      } catch (IOException taken) {
        last = taken;
      }
    }
    throw none(
        "none of the "
            + pairs
            + " pairs of UDP ports from "
            + options.firstPort()
            + " to "
            + options.lastPort()
            + " is free for "
            + track,
        "give a larger range with UdpOptions.ports, ",
        last);
  }

  private static RtspTransportException none(
      String what, String remedy, @Nullable IOException last) {
    return new RtspTransportException(
        RtspPhase.REQUEST,
        what
            + (last == null ? "" : " (" + last.getMessage() + ")")
            + "; "
            + remedy
            + "play over tcp, or close what holds so many ports",
        last);
  }

  /**
   * Returns a port and its neighbour.
   *
   * @param wanted the port; 0 lets the system choose
   * @return the pair, or null if the port that the system chose has no neighbour
   * @throws IOException if one of them is taken
   */
  private static @Nullable PortPairChannels pairWith(@Nullable InetAddress address, int wanted)
      throws IOException {
    DatagramChannel first = channel(address);
    DatagramChannel second = null;
    boolean kept = false;
    try {
      first.bind(new InetSocketAddress(address, wanted));
      int port = ((InetSocketAddress) first.getLocalAddress()).getPort();
      boolean even = (port & 1) == 0;
      int neighbour = even ? port + 1 : port - 1;
      if (neighbour > LAST_PORT) {
        return null;
      }
      second = channel(address);
      second.bind(new InetSocketAddress(address, neighbour));
      PortPairChannels pair =
          even ? new PortPairChannels(first, second) : new PortPairChannels(second, first);
      kept = true;
      return pair;
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
        DatagramChannel.open(
            address instanceof Inet6Address
                ? StandardProtocolFamily.INET6
                : StandardProtocolFamily.INET);
    channel.configureBlocking(false);
    return channel;
  }

  DatagramChannel rtp() {
    return rtp;
  }

  DatagramChannel rtcp() {
    return rtcp;
  }

  /** Returns what the socket of RTP is bound to. */
  InetSocketAddress rtpAddress() {
    return rtpAddress;
  }
}
