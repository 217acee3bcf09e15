package io.rtsper.api.sdp;

import io.rtsper.api.ascii.Ascii;
import io.rtsper.api.text.PeerText;
import java.util.List;

/**
 * A {@code c=} line (RFC 8866 §5.7). In RTSP it says little: the addresses of media come from the
 * {@code Transport} header. The text is kept as it is and the fields are read as well as they can
 * be.
 *
 * @param raw what follows {@code c=}
 */
public record Connection(String raw) {

  /**
   * Checks the text and trims blanks at its ends.
   *
   * @throws IllegalArgumentException if it is empty or holds a line break or NUL
   */
  public Connection {
    raw = Scan.lineWithText(raw, "connection");
  }

  /**
   * Returns the network type, {@code IN} as a rule.
   *
   * @return the type as it was written; empty if there is none
   */
  public String networkType() {
    List<String> tokens = tokens();
    return tokens.isEmpty() ? "" : tokens.get(0);
  }

  /**
   * Returns the address type, {@code IP4} or {@code IP6}. Where it is missing, the address tells.
   *
   * @return the type as it was written; empty if it can't be told
   */
  public String addressType() {
    for (String token : tokens()) {
      if (isAddressType(token)) {
        return token;
      }
    }
    String address = address();
    if (address.indexOf(':') >= 0) {
      return "IP6";
    }
    return Ascii.isDigit(address.isEmpty() ? ' ' : address.charAt(0)) ? "IP4" : "";
  }

  /**
   * Returns the address without time to live and count: an address, or a host's name.
   *
   * @return the address, not checked; empty if there is none that consists of visible ASCII
   */
  public String address() {
    String token = addressToken();
    int slash = token.indexOf('/');
    return slash < 0 ? token : token.substring(0, slash);
  }

  /**
   * Returns the time to live of an IPv4 multicast address.
   *
   * @return the time to live; -1 if there is none
   */
  public int timeToLive() {
    return address().indexOf(':') >= 0 ? -1 : suffix(1);
  }

  /**
   * Returns how many multicast addresses in a row are meant.
   *
   * @return the count; 1 if there is none
   */
  public int addressCount() {
    int count = suffix(address().indexOf(':') >= 0 ? 1 : 2);
    return count < 1 ? 1 : count;
  }

  private int suffix(int place) {
    String token = addressToken();
    int from = -1;
    for (int i = 0; i < place; i++) {
      from = token.indexOf('/', from + 1);
      if (from < 0) {
        return -1;
      }
    }
    return Scan.decimal(token, from + 1, Scan.digitsEnd(token, from + 1));
  }

  /** The last token, if it is neither the network nor the address type: some write these twice. */
  private String addressToken() {
    List<String> tokens = tokens();
    if (tokens.size() < 2) {
      return "";
    }
    String last = tokens.get(tokens.size() - 1);
    if (isAddressType(last)) {
      return "";
    }
    for (int i = 0; i < last.length(); i++) {
      if (last.charAt(i) > '~') {
        return "";
      }
    }
    return last;
  }

  private static boolean isAddressType(String token) {
    return Ascii.equalsIgnoreCase(token, "IP4")
        || Ascii.equalsIgnoreCase(token, "IP6")
        || Ascii.equalsIgnoreCase(token, "IPV4")
        || Ascii.equalsIgnoreCase(token, "IPV6");
  }

  private List<String> tokens() {
    return Scan.tokens(raw, 16);
  }

  /** Returns the line. */
  @Override
  public String toString() {
    return "c=" + PeerText.printable(raw);
  }
}
