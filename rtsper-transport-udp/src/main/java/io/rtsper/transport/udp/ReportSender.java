package io.rtsper.transport.udp;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The socket that one track's packets of this side leave by. It is another one than those that hear
 * the group, so that it has a port of its own: what is sent to a group comes back to those who have
 * joined it on the same host, and is known by that port.
 */
final class ReportSender implements Closeable {

  private static final Logger LOG = LoggerFactory.getLogger(ReportSender.class);

  private final DatagramChannel channel;
  private final InetSocketAddress own;

  private ReportSender(DatagramChannel channel) throws IOException {
    this.channel = channel;
    this.own = (InetSocketAddress) channel.getLocalAddress();
  }

  /**
   * Opens a socket.
   *
   * @param from an address of the interface
   * @param on the interface that packets to groups leave by
   * @param timeToLive how far those go
   */
  static ReportSender open(InetAddress from, NetworkInterface on, int timeToLive)
      throws IOException {
    DatagramChannel channel = DatagramChannel.open(GroupSocket.family(from));
    boolean done = false;
    try {
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, on);
      channel.setOption(StandardSocketOptions.IP_MULTICAST_TTL, timeToLive);
      channel.bind(new InetSocketAddress(from, 0));
      ReportSender sender = new ReportSender(channel);
      done = true;
      return sender;
    } finally {
      if (!done) {
        channel.close();
      }
    }
  }

  DatagramChannel channel() {
    return channel;
  }

  /** Returns where packets come from that this sends. */
  InetSocketAddress own() {
    return own;
  }

  /**
   * Sends a packet if there is somewhere to send it to and the socket takes it at once; it is lost
   * otherwise, as UDP may lose it.
   */
  void send(ByteBuffer packet, @Nullable InetSocketAddress to) {
    try {
      if (to != null && channel.isOpen()) {
        channel.send(packet, to);
      }
    } catch (IOException e) {
      LOG.debug("a packet could not be sent to {}", to, e);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
