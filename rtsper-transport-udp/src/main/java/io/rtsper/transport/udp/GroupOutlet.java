package io.rtsper.transport.udp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Where packets of this side go that are about a group. Reports on one that has sources go to the
 * source, since nobody else can send to the group (RFC 5760); or else to the group, unless the
 * description asks for unicast.
 *
 * @param rtp where RTP goes; nowhere if null
 * @param rtcp where RTCP goes; nowhere if null
 */
record GroupOutlet(@Nullable InetSocketAddress rtp, @Nullable InetSocketAddress rtcp) {

  /**
   * Returns where packets go.
   *
   * @param asked whether the description asks for unicast reports
   */
  static GroupOutlet of(
      MulticastDestination to, GroupInterface by, ServerAddresses server, boolean asked)
      throws IOException {
    InetAddress target = target(to, by, server, asked);
    return target == null
        ? new GroupOutlet(null, null)
        : new GroupOutlet(
            new InetSocketAddress(target, to.ports().first()),
            new InetSocketAddress(target, to.ports().second()));
  }

  private static @Nullable InetAddress target(
      MulticastDestination to, GroupInterface by, ServerAddresses server, boolean asked)
      throws IOException {
    if (to.isSourceSpecific() || asked) {
      InetAddress source = server.target();
      if (source.getClass() == to.group().getClass()) { // a socket has one family
        return source;
      }
    }
    return to.isSourceSpecific() ? null : GroupSocket.scoped(to.group(), by.on());
  }
}
