package io.rtsper.api;

import io.rtsper.api.ascii.Ascii;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The authority of a URL: where the user information ends, the host and the port (RFC 3986 §3.2).
 *
 * <p>People put raw passwords into URLs, so the first {@code /}, {@code ?} or {@code #} need not
 * end the authority. It does if what stands before it ends in a host and port; if it doesn't, the
 * delimiter belongs to the user information, which then ends at an {@code @} further on. Where both
 * readings make sense nothing is guessed: the wrong one would send a password to a stranger, or a
 * part of one to whoever answers for a host of that name. An {@code @} at the very start says that
 * there is no user information, so that an {@code @} further on belongs to the path.
 *
 * @param userInfoEnd the index of the {@code @}, or -1 if there is no user information
 * @param host the host without brackets and zone
 * @param zone the zone of an IPv6 address, or empty
 * @param literal whether the host is an IPv4 or IPv6 address
 * @param port the port, or -1 if none is given
 * @param end the index behind the authority
 */
record UrlAuthority(int userInfoEnd, String host, String zone, boolean literal, int port, int end) {

  private static final String AMBIGUOUS =
      "the URL can be read in two ways, because an @ stands behind a /, ? or #: if that belongs to"
          + " the user name or password, percent-encode it or use credentials(); if it belongs to"
          + " the path, put a single @ before the host";

  private static final Set<String> SCHEMES =
      Set.of(
          "rtsp", "rtsps", "rtspt", "rtspu", "rtsph", "rtspst", "rtspsu", "rtspsh", "rtmp", "rtmps",
          "onvif", "http", "https");

  private static final int MAX_HOST = 255;
  private static final int MAX_ZONE = 64;
  private static final int INVALID = -2;

  /**
   * Reads the authority at the start of what follows {@code scheme://}.
   *
   * @throws RtspValidationException if there is none, or more than one reading; the message quotes
   *     nothing of the text
   */
  static UrlAuthority read(String rest) {
    int headEnd = delimiter(rest, 0);
    int at = rest.lastIndexOf('@', headEnd - 1);
    UrlAuthority plain = hostAndPort(rest, at, headEnd);
    if (plain != null) {
      int colon = rest.indexOf(':');
      boolean couldBeUserInfo = at < 0 && !plain.literal && colon >= 0 && colon < headEnd;
      if ((couldBeUserInfo && rest.indexOf('@', headEnd) >= 0)
          || (at > 0 && serverFollows(rest, headEnd))) {
        throw new RtspValidationException(AMBIGUOUS);
      }
      return plain;
    }
    UrlAuthority found = null;
    int from = headEnd;
    while (headEnd > 0 && from < rest.length()) {
      int to = delimiter(rest, from + 1);
      int candidateAt = lastAt(rest, from, to);
      UrlAuthority candidate = candidateAt < 0 ? null : hostAndPort(rest, candidateAt, to);
      if (candidate != null && found != null) {
        throw new RtspValidationException(AMBIGUOUS);
      }
      found = candidate == null ? found : candidate;
      from = to;
    }
    if (found == null) {
      throw new RtspValidationException(explain(rest, at + 1, headEnd));
    }
    return found;
  }

  /**
   * Returns whether an {@code @} behind the index has a server behind it that can't be meant for
   * anything else: an address, or a host with a port. A bare word behind an {@code @} is a path.
   */
  private static boolean serverFollows(String rest, int headEnd) {
    int from = headEnd;
    while (from < rest.length()) {
      int to = delimiter(rest, from + 1);
      int at = lastAt(rest, from, to);
      UrlAuthority server = at < 0 ? null : hostAndPort(rest, at, to);
      if (server != null && (server.literal || server.port >= 0)) {
        return true;
      }
      from = to;
    }
    return false;
  }

  /** Returns whether what should be an authority is {@code rtsp://} or the like once more. */
  static boolean startsWithScheme(String rest) {
    int colon = delimiter(rest, 0) - 1;
    if (colon < 1 || rest.charAt(colon) != ':' || !rest.startsWith("//", colon + 1)) {
      return false;
    }
    String name = rest.substring(rest.lastIndexOf('@', colon) + 1, colon);
    return isWebScheme(name);
  }

  /** Returns whether the name is a scheme that people and cameras put before a host. */
  static boolean isWebScheme(String name) {
    return SCHEMES.contains(name.toLowerCase(Locale.ROOT));
  }

  private static int lastAt(String text, int from, int to) {
    for (int i = to - 1; i >= from; i--) {
      if (text.charAt(i) == '@') {
        return i;
      }
    }
    return -1;
  }

  /** Returns whether the user information would be taken from the path if it weren't marked. */
  static boolean needsMark(boolean literal, int port, String pathAndQuery) {
    return port >= 0 && !literal && pathAndQuery.indexOf('@') >= 0;
  }

  /** Returns the index of the first character that can end an authority. */
  static int delimiter(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '/' || c == '?' || c == '#') {
        return i;
      }
    }
    return text.length();
  }

  /** Reads a host and an optional port that fill the text, or returns null. */
  static @Nullable UrlAuthority ofHostAndPort(String text) {
    return hostAndPort(text, -1, text.length());
  }

  private static @Nullable UrlAuthority hostAndPort(String text, int at, int end) {
    int start = at + 1;
    if (start >= end) {
      return null;
    }
    if (text.charAt(start) == '[') {
      return bracketed(text, at, end);
    }
    int hostEnd = start;
    while (hostEnd < end && text.charAt(hostEnd) != ':') {
      hostEnd++;
    }
    int port = hostEnd == end ? -1 : port(text, hostEnd + 1, end);
    String host = text.substring(start, hostEnd);
    if (port == INVALID || badHostCharacter(text, start, hostEnd) >= 0 || host.isEmpty()) {
      return null;
    }
    return host.length() > MAX_HOST
        ? null
        : new UrlAuthority(at, host, "", AddressText.isIpv4(host), port, end);
  }

  private static @Nullable UrlAuthority bracketed(String text, int at, int end) {
    int close = at + 1;
    while (close < end && text.charAt(close) != ']') {
      close++;
    }
    if (close == end || (close + 1 < end && text.charAt(close + 1) != ':')) {
      return null;
    }
    String inside = text.substring(at + 2, close);
    int percent = inside.indexOf('%');
    String address = percent < 0 ? inside : inside.substring(0, percent);
    String zone = percent < 0 ? "" : zone(inside.substring(percent + 1));
    int port = close + 1 == end ? -1 : port(text, close + 2, end);
    boolean zoneFits = percent < 0 || isZone(zone);
    if (port == INVALID || !AddressText.isIpv6(address) || !zoneFits) {
      return null;
    }
    return new UrlAuthority(at, address, zone, true, port, end);
  }

  /** Takes the escape of RFC 6874 away; a zone that is itself "25" was written without it. */
  private static String zone(String written) {
    return written.startsWith("25") && written.length() > 2 ? written.substring(2) : written;
  }

  private static boolean isZone(String zone) {
    for (int i = 0; i < zone.length(); i++) {
      if (!isHostCharacter(zone.charAt(i))) {
        return false;
      }
    }
    return !zone.isEmpty() && zone.length() <= MAX_ZONE;
  }

  /** Returns the port, -1 if the text is empty, or {@link #INVALID}. */
  private static int port(String text, int start, int end) {
    if (start == end) {
      return -1;
    }
    int port = 0;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (!Ascii.isDigit(c)) {
        return INVALID;
      }
      port = 10 * port + c - '0';
      if (port > 0xFFFF) {
        return INVALID;
      }
    }
    return port == 0 ? INVALID : port;
  }

  private static int badHostCharacter(String text, int start, int end) {
    for (int i = start; i < end; i++) {
      if (!isHostCharacter(text.charAt(i))) {
        return i;
      }
    }
    return -1;
  }

  /** An underscore is no host name's by RFC 1123, but Docker and Windows make such names. */
  private static boolean isHostCharacter(char c) {
    return Ascii.isLetter(c) || Ascii.isDigit(c) || c == '.' || c == '-' || c == '_' || c == '~';
  }

  /** Says why what stands from start to end is no host and port. */
  private static String explain(String rest, int start, int end) {
    String hint =
        rest.indexOf('@') < 0
            ? ""
            : "; if the user name or password holds one of / ? # @, percent-encode it or use"
                + " credentials()";
    if (start >= end || rest.charAt(start) == ':') {
      return "the URL has no host; write rtsp://host/path" + hint;
    }
    if (rest.charAt(start) == '[') {
      return "the URL's IPv6 address in brackets, or the port behind it, can't be read; write"
          + " rtsp://[fe80::1%25eth0]:554/path"
          + hint;
    }
    int colon = rest.indexOf(':', start);
    if (colon >= 0 && rest.indexOf(':', colon + 1) >= 0 && rest.indexOf(':', colon + 1) < end) {
      return "the URL's host holds more than one colon; an IPv6 address stands in brackets, as in"
          + " rtsp://[::1]:554/path"
          + hint;
    }
    int hostEnd = colon < 0 || colon > end ? end : colon;
    if (badHostCharacter(rest, start, hostEnd) >= 0) {
      return "the URL's host holds a character that no host name has; write a name in letters,"
          + " digits, hyphens and dots (one beyond ASCII in its xn-- form) or an address"
          + hint;
    }
    if (hostEnd - start > MAX_HOST) {
      return "the URL's host is longer than " + MAX_HOST + " characters" + hint;
    }
    return "the URL's port isn't a number from 1 to 65535" + hint;
  }
}
