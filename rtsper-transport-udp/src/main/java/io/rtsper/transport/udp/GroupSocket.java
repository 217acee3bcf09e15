package io.rtsper.transport.udp;

import java.io.Closeable;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A socket that is joined to a multicast group on one interface. It is bound to the group, since
 * what is bound to the wildcard address gets, in JDK 17 over IPv6, whatever group anyone on the
 * host has joined; and it is of the group's family, since an address of IPv4 can't be used in all
 * ways on a socket of both.
 *
 * <p>A membership is given up by closing the socket, never by itself: where the interface went and
 * came back, that throws an {@link AssertionError}, or ends the membership that took its place.
 */
final class GroupSocket implements Closeable {

  private final DatagramChannel channel;
  private final InetSocketAddress local;
  private final int interfaceIndex;
  private final long inode;
  private final OptionalInt receiveBuffer;

  private GroupSocket(
      DatagramChannel channel, int interfaceIndex, long inode, OptionalInt receiveBuffer)
      throws IOException {
    this.channel = channel;
    this.local = (InetSocketAddress) channel.getLocalAddress();
    this.interfaceIndex = interfaceIndex;
    this.inode = inode;
    this.receiveBuffer = receiveBuffer;
  }

  /**
   * Opens a socket.
   *
   * @param key what it is to hear
   * @param on the interface of that name
   * @param wantedBuffer the receive buffer to ask for, in bytes; 0 for the system's usual
   * @param means asks for it, and numbers interfaces
   * @throws IOException if the interface has no address of the group's family, or the port is taken
   */
  static GroupSocket open(GroupKey key, NetworkInterface on, int wantedBuffer, GroupMeans means)
      throws IOException {
    DatagramChannel channel = DatagramChannel.open(family(key.group()));
    boolean done = false;
    try {
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      InetAddress group = scoped(key.group(), on);
      InetSocketAddress local = new InetSocketAddress(group, key.port());
      OptionalInt given = OptionalInt.empty();
      long inode = 0;
      if (wantedBuffer > 0) {
        given = means.buffers().enlarge(channel, wantedBuffer);
        inode = bind(channel, local, means.drops());
      } else {
        channel.bind(local);
      }
      if (key.sources().isEmpty()) {
        channel.join(group, on);
      } else {
        for (InetAddress source : key.sources()) {
          channel.join(group, on, source);
        }
      }
      GroupSocket socket = new GroupSocket(channel, means.index().applyAsInt(on), inode, given);
      done = true;
      return socket;
    } finally {
      if (!done) {
        channel.close();
      }
    }
  }

  /** Binds, and returns which of the sockets at that address this is; 0 if nobody knows. */
  private static long bind(DatagramChannel channel, InetSocketAddress local, SystemDrops drops)
      throws IOException {
    Set<Long> others = drops.inodes(local);
    channel.bind(local);
    Set<Long> now = drops.inodes(local);
    now.removeAll(others);
    return now.size() == 1 ? now.iterator().next() : 0;
  }

  static StandardProtocolFamily family(InetAddress address) {
    return address instanceof Inet6Address
        ? StandardProtocolFamily.INET6
        : StandardProtocolFamily.INET;
  }

  /** Gives a group of the link its interface: Linux binds to none without. */
  static InetAddress scoped(InetAddress group, NetworkInterface on) throws IOException {
    boolean ofTheLink =
        group instanceof Inet6Address && (group.isMCLinkLocal() || group.isMCNodeLocal());
    return ofTheLink ? Inet6Address.getByAddress(null, group.getAddress(), on) : group;
  }

  DatagramChannel channel() {
    return channel;
  }

  /** Returns what it is bound to. */
  InetSocketAddress local() {
    return local;
  }

  /** Returns the number of the file that it is; 0 if nobody knows. */
  long inode() {
    return inode;
  }

  /** Returns which interface it is joined on: one that comes back under its name is another. */
  int interfaceIndex() {
    return interfaceIndex;
  }

  /** Returns the size of the receive buffer that was given, if one was asked for. */
  OptionalInt receiveBuffer() {
    return receiveBuffer;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
