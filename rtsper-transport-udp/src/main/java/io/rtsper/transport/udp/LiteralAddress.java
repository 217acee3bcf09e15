package io.rtsper.transport.udp;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** Reads addresses that a server wrote, without ever asking a name server. */
final class LiteralAddress {

  private static final int IPV4_BYTES = 4;
  private static final int MAX_IPV6_LENGTH = 64;

  private LiteralAddress() {}

  /** Returns the address, or null if the text is a host name or nothing at all. */
  static @Nullable InetAddress parse(String text) {
    try {
      if (text.indexOf(':') >= 0) {
        // With a colon it can't be a name, so that this never looks one up.
        return text.length() > MAX_IPV6_LENGTH ? null : InetAddress.getByName(text);
      }
      byte[] address = ipv4(text);
      return address == null ? null : InetAddress.getByAddress(address);
    } catch (UnknownHostException e) {
      return null;
    }
  }

  private static byte @Nullable [] ipv4(String text) {
    byte[] address = new byte[IPV4_BYTES];
    int part = 0;
    int value = -1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.' && value >= 0 && part < IPV4_BYTES - 1) {
        address[part++] = (byte) value;
        value = -1;
      } else if (c >= '0' && c <= '9') {
        value = Math.max(value, 0) * 10 + (c - '0');
        if (value > 0xFF) {
          return null;
        }
      } else {
        return null;
      }
    }
    if (part != IPV4_BYTES - 1 || value < 0) {
      return null;
    }
    address[part] = (byte) value;
    return address;
  }
}
