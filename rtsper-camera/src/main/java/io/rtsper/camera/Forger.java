package io.rtsper.camera;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sends datagrams that look like a port's and come from elsewhere. */
final class Forger {

  private static final byte[] OTHER_ADDRESS = {127, 0, 0, 2};

  private final DatagramChannel forged;
  private final @Nullable Multicast multicast;
  private final Map<Line.Forgery, DatagramChannel> channels = new EnumMap<>(Line.Forgery.class);

  /**
   * Makes a forger that opens what it needs when it does.
   *
   * @param forged the port whose datagrams it forges
   * @param multicast how they are sent, null if they are unicast
   */
  Forger(DatagramChannel forged, @Nullable Multicast multicast) {
    this.forged = forged;
    this.multicast = multicast;
  }

  /** Sends a datagram, and returns whether that was possible. */
  boolean send(ByteBuffer packet, Line.Forgery from, InetSocketAddress target) {
    try {
      DatagramChannel channel = channels.get(from);
      if (channel == null) {
        channel = open(from);
        channels.put(from, channel);
      }
      return PortPair.send(channel, packet, target);
    } catch (IOException e) {
      return false; // the machine has no such address
    }
  }

  private DatagramChannel open(Line.Forgery from) throws IOException {
    InetSocketAddress own = (InetSocketAddress) forged.getLocalAddress();
    InetSocketAddress source =
        from == Line.Forgery.OTHER_ADDRESS
            ? new InetSocketAddress(InetAddress.getByAddress(OTHER_ADDRESS), own.getPort())
            : new InetSocketAddress(own.getAddress(), 0);
    DatagramChannel channel = PortPair.channel(source.getAddress());
    channel.configureBlocking(false);
    if (multicast != null) {
      channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, multicast.networkInterface());
      channel.setOption(StandardSocketOptions.IP_MULTICAST_TTL, multicast.ttl());
    }
    return channel.bind(source);
  }

  void close() {
    channels.values().forEach(PortPair::close);
    channels.clear();
  }
}
