package io.rtsper.core.header;

import io.rtsper.api.RtspUrl;
import io.rtsper.api.RtspValidationException;
import io.rtsper.core.text.Ascii;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A URL or part of one in a server's message, taken apart with more patience than a user's URL
 * gets.
 *
 * @param form how it is written
 * @param scheme the scheme, or that of the URL it refers to
 * @param hasUserInfo whether it holds user information
 * @param isElsewhere whether it names another host or port than the URL it refers to, or none that
 *     can be read
 * @param text all that follows the scheme, from host and port on, with user information; or the
 *     whole of a relative reference
 * @param path the path and query, or the whole of a relative reference
 */
record UrlReference(
    Form form, String scheme, boolean hasUserInfo, boolean isElsewhere, String text, String path) {

  /** The schemes that people and cameras put before a host. */
  private static final Set<String> SCHEMES =
      Set.of(
          "rtsp", "rtsps", "rtspt", "rtspu", "rtsph", "rtspst", "rtspsu", "rtspsh", "rtmp", "rtmps",
          "onvif", "http", "https");

  enum Form {
    /** {@code rtsp://host/path}. */
    ABSOLUTE,
    /** {@code rtsp://rtsp://host/path}. */
    NESTED_SCHEME,
    /** {@code 192.168.1.10:554/path} or {@code //host/path}. */
    WITHOUT_SCHEME,
    /** {@code /path} or {@code path}. */
    RELATIVE,
    /**
     * What holds user information, and doesn't tell where it ends, as {@code rtsp:user:secret@h}.
     * Taken for a path, the secret would be sent.
     */
    UNREADABLE
  }

  /** Returns the text without white space, quotes and angle brackets around it. */
  static String clean(String text) {
    int start = 0;
    int end = text.length();
    boolean wrapped = true;
    while (wrapped) {
      while (start < end && text.charAt(start) <= ' ') {
        start++;
      }
      while (end > start && text.charAt(end - 1) <= ' ') {
        end--;
      }
      wrapped = end - start >= 2 && isPair(text.charAt(start), text.charAt(end - 1));
      if (wrapped) {
        start++;
        end--;
      }
    }
    return text.substring(start, end);
  }

  /** Returns whether {@link #clean} takes more than white space away. */
  static boolean isQuoted(String text) {
    String trimmed = text.trim();
    return trimmed.length() >= 2 && isPair(trimmed.charAt(0), trimmed.charAt(trimmed.length() - 1));
  }

  private static boolean isPair(char first, char last) {
    return (first == '"' && last == '"') || (first == '<' && last == '>');
  }

  /** Takes a reference apart; the context says which host names to expect and the scheme. */
  static UrlReference of(String text, RtspUrl context) {
    String scheme = context.scheme();
    int at = 0;
    int schemes = 0;
    int next;
    while ((next = schemeEnd(text, at)) >= 0) {
      scheme = text.substring(at, next - 3);
      at = next;
      schemes++;
    }
    String rest = text.substring(at);
    if (schemes > 0) {
      Form form = schemes == 1 ? Form.ABSOLUTE : Form.NESTED_SCHEME;
      return absolute(form, scheme, rest, context);
    }
    boolean slashes = rest.startsWith("//");
    String withoutSlashes = slashes ? rest.substring(2) : rest;
    String head = withoutSlashes.substring(0, delimiter(withoutSlashes));
    int colon = head.indexOf(':');
    int userInfo = head.lastIndexOf('@');
    if (colon >= 0 && isScheme(head.substring(0, colon), context) && rest.indexOf('@') > colon) {
      return unreadable(scheme);
    }
    // No path starts with a segment that has a colon (RFC 3986 §4.2), and none with two slashes.
    boolean authority = userInfo >= 0 && (slashes || (colon >= 0 && colon < userInfo));
    if (authority || (!isWord(rest) && isHost(head, context))) {
      return absolute(Form.WITHOUT_SCHEME, scheme, withoutSlashes, context);
    }
    boolean path = !slashes && delimiter(rest) == 0;
    boolean secret = !path && firstIsBefore(withoutSlashes, ':', '@');
    return secret
        ? unreadable(scheme)
        : new UrlReference(Form.RELATIVE, scheme, false, false, rest, rest);
  }

  private static UrlReference unreadable(String scheme) {
    return new UrlReference(Form.UNREADABLE, scheme, false, false, "", "");
  }

  /** Returns the index of the first character that can end an authority. */
  static int delimiter(String text) {
    int at = 0;
    while (at < text.length() && "/?#".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return at;
  }

  private static boolean isScheme(String name, RtspUrl context) {
    String lower = Ascii.lower(name);
    return SCHEMES.contains(lower) || lower.equals(context.scheme());
  }

  private static boolean firstIsBefore(String text, char first, char second) {
    int at = text.indexOf(first);
    return at >= 0 && text.indexOf(second, at) > at;
  }

  private static UrlReference absolute(Form form, String scheme, String rest, RtspUrl context) {
    int end = delimiter(rest);
    String head = rest.substring(0, end);
    String path = rest.substring(end);
    if (isServer(server(head, context), context)) {
      // The server that was dialled is no user name and password: an @ behind it is of its path.
      return new UrlReference(form, scheme, false, false, rest, path);
    }
    try {
      RtspUrl url = RtspUrl.parse(context.scheme() + "://" + rest);
      boolean userInfo = rest.startsWith("@") || url.credentials().isPresent();
      boolean elsewhere = !isServer(url, context);
      return new UrlReference(form, scheme, userInfo, elsewhere, rest, url.pathAndQuery());
    } catch (RtspValidationException unreadable) {
      if (path.indexOf('@') >= 0) {
        // A secret may go on behind the slash.
        return unreadable(scheme);
      }
      return new UrlReference(form, scheme, head.indexOf('@') >= 0, true, rest, path);
    }
  }

  /** Returns whether a text is a word alone, which is a path, be it the host's name or not. */
  private static boolean isWord(String text) {
    for (int i = 0; i < text.length(); i++) {
      if ("/?#@:.".indexOf(text.charAt(i)) >= 0) {
        return false;
      }
    }
    return true;
  }

  /** A host without its scheme is told by what only a host has. */
  private static boolean isHost(String head, RtspUrl context) {
    String candidate = head.substring(head.lastIndexOf('@') + 1);
    RtspUrl read = server(candidate, context);
    return read != null
        && (read.isLiteralAddress()
            || Ascii.lower(read.host()).equals(Ascii.lower(context.host()))
            || (read.hasPort() && read.host().indexOf('.') > 0));
  }

  /** Returns the index behind {@code scheme://} if that starts at the index, or -1. */
  private static int schemeEnd(String text, int from) {
    int at = from;
    while (at < text.length() && isSchemeCharacter(text.charAt(at))) {
      at++;
    }
    return at > from && text.startsWith("://", at) ? at + 3 : -1;
  }

  private static boolean isSchemeCharacter(char c) {
    return Ascii.isLetter(c) || Ascii.isDigit(c) || c == '+' || c == '-' || c == '.';
  }

  /**
   * Returns a URL of the host and port that fill the text, or null if it is something else. Without
   * a port it has that of the context's scheme.
   */
  private static @Nullable RtspUrl server(String hostAndPort, RtspUrl context) {
    for (int i = 0; i < hostAndPort.length(); i++) {
      if (hostAndPort.charAt(i) == '@' || hostAndPort.charAt(i) <= ' ') {
        return null;
      }
    }
    try {
      return RtspUrl.parse(context.scheme() + "://" + hostAndPort);
    } catch (RtspValidationException noServer) {
      return null;
    }
  }

  private static boolean isServer(@Nullable RtspUrl read, RtspUrl url) {
    return read != null
        && Ascii.lower(read.host()).equals(Ascii.lower(url.host()))
        && read.port() == url.port();
  }

  /**
   * Returns what the text may have been meant to be: itself, or with brackets around an IPv6
   * address that lacks them, such as {@code ::ffff:1.2.3.4} or {@code ::ffff:1.2.3.4:554}. Those
   * that are no address can't be read as a URL.
   */
  List<String> readings() {
    int end = delimiter(text);
    int start = text.lastIndexOf('@', end) + 1;
    String host = text.substring(start, end);
    int colon = host.lastIndexOf(':');
    if (colon == host.indexOf(':') || host.indexOf('%') >= 0) {
      return List.of(text);
    }
    String before = text.substring(0, start) + "[";
    String behind = text.substring(end);
    return List.of(
        text,
        before + host + "]" + behind,
        before + host.substring(0, colon) + "]" + host.substring(colon) + behind);
  }

  /** Resolves a relative reference against a path and query (RFC 3986 §5.2). */
  static String resolve(String base, String reference) {
    int query = base.indexOf('?');
    String path = query < 0 ? base : base.substring(0, query);
    if (reference.startsWith("?")) {
      return path + reference;
    }
    if (reference.startsWith("#") || reference.isEmpty()) {
      return base;
    }
    if (reference.startsWith("/")) {
      return reference;
    }
    int ownQuery = reference.indexOf('?');
    int end = ownQuery < 0 ? reference.length() : ownQuery;
    String directory = path.substring(0, path.lastIndexOf('/') + 1);
    String merged = (directory.isEmpty() ? "/" : directory) + reference.substring(0, end);
    return withoutDotSegments(merged) + reference.substring(end);
  }

  /**
   * An absolute path is left alone, as servers compare it as text; only a merged one comes here.
   */
  private static String withoutDotSegments(String path) {
    List<String> kept = new ArrayList<>();
    int at = 1;
    boolean directory = false;
    while (at <= path.length()) {
      int slash = path.indexOf('/', at);
      int end = slash < 0 ? path.length() : slash;
      String segment = path.substring(at, end);
      directory = segment.equals(".") || segment.equals("..");
      if (segment.equals("..") && !kept.isEmpty()) {
        kept.remove(kept.size() - 1);
      } else if (!directory) {
        kept.add(segment);
      }
      at = end + 1;
    }
    String joined = "/" + String.join("/", kept);
    return directory && !kept.isEmpty() ? joined + "/" : joined;
  }
}
