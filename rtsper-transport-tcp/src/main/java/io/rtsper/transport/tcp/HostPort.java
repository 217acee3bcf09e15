package io.rtsper.transport.tcp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

/** How addresses and times are written in messages. */
final class HostPort {

  private HostPort() {}

  /** Returns host and port as they stand in a URL, with the address if the host is a name. */
  static String text(InetSocketAddress address) {
    String host = address.getHostString();
    InetAddress resolved = address.getAddress();
    String literal = resolved == null ? host : resolved.getHostAddress();
    String text = bracketed(host) + ":" + address.getPort();
    return host.equals(literal) ? text : text + " (" + literal + ")";
  }

  private static String bracketed(String host) {
    return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
  }

  /** Returns a time such as {@code 5 s} or {@code 250 ms}. */
  static String text(Duration time) {
    long millis = time.plusNanos(999_999).toMillis();
    return millis % 1000 == 0 && millis > 0 ? millis / 1000 + " s" : millis + " ms";
  }
}
