package io.rtsper.transport.udp;

import java.net.InetAddress;
import java.util.List;
import java.util.Set;

/**
 * What a socket of a multicast group hears. Sessions that want the same share it; what differs in
 * the sources can't be on one socket, since joining for all and for some excludes each other there.
 *
 * @param interfaceName where it is joined
 * @param group the group
 * @param port the port
 * @param sources whose packets it is joined for; all if empty
 */
record GroupKey(String interfaceName, InetAddress group, int port, Set<InetAddress> sources) {

  GroupKey {
    sources = Set.copyOf(sources);
  }

  static GroupKey of(String interfaceName, MulticastDestination destination, int port) {
    return new GroupKey(interfaceName, destination.group(), port, Set.copyOf(destination.joined()));
  }

  @Override
  public String toString() {
    return "the group "
        + group.getHostAddress()
        + ", port "
        + port
        + (sources.isEmpty() ? "" : ", from " + List.copyOf(sources))
        + ", on "
        + interfaceName;
  }
}
