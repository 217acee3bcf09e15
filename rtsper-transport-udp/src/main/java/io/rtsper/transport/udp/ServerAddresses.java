package io.rtsper.transport.udp;

import io.rtsper.api.AddressPolicy;
import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspTransportException;
import io.rtsper.api.spi.MediaTransportContext;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of one server: that of the control link, and the {@code source} that its answer
 * names. Packets are taken from both. They are sent to the second only if the application has given
 * an {@link AddressPolicy} of its own and that allows it: a device behind a router often names an
 * address that nobody can reach, and another server might name somebody who doesn't want them.
 *
 * @param control the address of the control link's other side
 * @param source another address that the server names, or null
 * @param sendsToSource whether packets may be sent to that one; they go there first, then
 */
record ServerAddresses(InetAddress control, @Nullable InetAddress source, boolean sendsToSource) {

  /**
   * Returns the addresses that an answer to SETUP leads to.
   *
   * @param name what the server names as source; empty if nothing
   * @throws RtspTransportException if the control link has no address
   */
  static ServerAddresses of(String name, MediaTransportContext context) {
    InetAddress control = context.controlPeer().getAddress();
    if (control == null) {
      throw new RtspTransportException(
          RtspPhase.REQUEST,
          "the control link has no address that UDP packets could come from; play over tcp",
          null);
    }
    InetAddress source = LiteralAddress.parse(name);
    if (source == null || source.equals(control)) {
      return new ServerAddresses(control, null, false);
    }
    AddressPolicy policy = context.addressPolicy();
    boolean allowed =
        policy != AddressPolicy.ANY
            && source.getClass() == control.getClass() // a socket has one family
            && policy.allows(name, source);
    if (!allowed) {
      context
          .quirks()
          .report(UdpQuirks.TRANSPORT_OTHER_SOURCE, "source=" + source.getHostAddress());
    }
    return new ServerAddresses(control, source, allowed);
  }

  /** Returns whether packets of an address are the server's. */
  boolean include(InetAddress address) {
    return address.equals(control) || address.equals(source);
  }

  /** Returns whether packets may be sent to one of the addresses. */
  boolean maySendTo(InetAddress address) {
    return sendsToSource || address.equals(control);
  }

  /** Returns where packets go that are sent before any came. */
  InetAddress target() {
    return source != null && sendsToSource ? source : control;
  }
}
