package io.rtsper.transport.tcp;

import io.rtsper.api.RtspUrl;
import io.rtsper.api.spi.LinkContext;
import java.net.InetAddress;
import java.time.Duration;

/** How servers and times are written in messages. */
final class HostPort {

  private HostPort() {}

  /** Returns host and port as they stand in a URL, with the address if the host is a name. */
  static String text(LinkContext context) {
    RtspUrl url = context.url();
    String host = url.hostAndZone();
    String text =
        (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + context.address().getPort();
    InetAddress address = context.address().getAddress();
    return url.isLiteralAddress() || address == null
        ? text
        : text + " (" + address.getHostAddress() + ")";
  }

  /** Returns a time such as {@code 5 s} or {@code 250 ms}. */
  static String text(Duration time) {
    long millis = time.plusNanos(999_999).toMillis();
    return millis % 1000 == 0 && millis > 0 ? millis / 1000 + " s" : millis + " ms";
  }
}
