package io.rtsper.api.spi;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Looks up host names. */
@FunctionalInterface
public interface HostResolver {

  /** Asks the JVM. */
  HostResolver SYSTEM = host -> List.of(InetAddress.getAllByName(host));

  /**
   * Returns the addresses of a host. Called on a thread of the client's own and may block; a caller
   * doesn't wait past its deadline.
   *
   * @param host a name or a literal address, an IPv6 one without brackets and with its zone
   * @return one address at least
   * @throws UnknownHostException if there is none
   */
  List<InetAddress> resolve(String host) throws UnknownHostException;
}
