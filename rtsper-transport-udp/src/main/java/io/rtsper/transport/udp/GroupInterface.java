package io.rtsper.transport.udp;

import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspTransportException;
import io.rtsper.api.spi.MediaTransportContext;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The interface that a group is joined on.
 *
 * @param on the interface
 * @param address its address that packets of this side come from
 */
record GroupInterface(NetworkInterface on, InetAddress address) {

  /**
   * Returns the interface that the application names, or else the one of the control link.
   *
   * @throws RtspTransportException if there is none, or it has no address of the group's family
   */
  static GroupInterface of(InetAddress group, MediaTransportContext context) {
    Optional<NetworkInterface> chosen =
        context.udp().multicastInterface().or(context::networkInterface);
    if (chosen.isEmpty()) {
      throw failure(
          "there is no knowing which network interface to join the group "
              + group.getHostAddress()
              + " of "
              + context.track()
              + " on; name it with UdpOptions.multicastInterface",
          null);
    }
    String name = chosen.get().getName();
    try {
      // The object may be older than the interface, which is looked up anew.
      NetworkInterface now = NetworkInterface.getByName(name);
      InetAddress address =
          now == null ? null : address(now, group, context.controlLocal().getAddress());
      if (now == null || address == null) {
        throw failure(
            "the group "
                + group.getHostAddress()
                + " of "
                + context.track()
                + " can't be joined on "
                + name
                + (now == null
                    ? ", which isn't there or has no address"
                    : ", which has no address of "
                        + (group instanceof Inet6Address ? "IPv6" : "IPv4"))
                + "; give it one, or name another interface with UdpOptions.multicastInterface",
            null);
      }
      return new GroupInterface(now, address);
    } catch (SocketException unreadable) {
      throw failure("the network interface " + name + " can't be looked up", unreadable);
    }
  }

  private static @Nullable InetAddress address(
      NetworkInterface on, InetAddress group, @Nullable InetAddress control) {
    return best(on.inetAddresses().toList(), group, control);
  }

  /**
   * Returns the address of the group's family that packets of this side come from: the control
   * link's if it is there, or else the first that isn't of the link alone, which a host of IPv6
   * can't use yet while it looks whether another has it.
   */
  static @Nullable InetAddress best(
      List<InetAddress> addresses, InetAddress group, @Nullable InetAddress control) {
    InetAddress best = null;
    for (InetAddress address : addresses) {
      if (address.getClass() != group.getClass()) {
        continue;
      }
      if (address.equals(control)) {
        return address;
      }
      if (best == null || (best.isLinkLocalAddress() && !address.isLinkLocalAddress())) {
        best = address;
      }
    }
    return best;
  }

  private static RtspTransportException failure(String what, @Nullable Exception cause) {
    return new RtspTransportException(RtspPhase.REQUEST, what, cause);
  }
}
