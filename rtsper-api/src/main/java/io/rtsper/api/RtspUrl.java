package io.rtsper.api;

import static java.util.Objects.requireNonNull;

import io.rtsper.api.ascii.Ascii;
import io.rtsper.api.text.PeerText;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An RTSP URL (RFC 2326 §3.2), as a person or a server wrote it.
 *
 * <p>Path and query stay as they are, since servers compare them character by character; only what
 * can't stand in a request line is percent-encoded: a space as {@code %20}, and characters beyond
 * ASCII as their bytes in UTF-8. A fragment is dropped, it is never sent. The user information is
 * read into {@link #credentials()} and shows up nowhere else: {@link #uri()}, {@link
 * #equals(Object)} and the messages of exceptions leave it out.
 *
 * <p>There are cameras that take user name and password in the path or the query. So there are
 * three texts: {@link #requestUri()} is what goes on the wire, {@link #uri()} is what {@link
 * #parse(String)} reads again, and {@link #toString()} is for people and logs, with such secrets
 * masked.
 *
 * <p>Any scheme can be had, since plug-ins bring control links by scheme. rtsper itself brings
 * {@code rtsp} and {@code rtsps}; {@code rtspt} and {@code rtspu} are {@code rtsp} with a wish for
 * interleaved or UDP media, and {@code rtspst} and {@code rtspsu} are the same of {@code rtsps}.
 *
 * <p>Immutable.
 */
public final class RtspUrl {

  /** More than any URL has, with each character escaped. */
  private static final int MAX_PRINTED = 32 << 10;

  private static final int DEFAULT_PORT = 554;
  private static final int DEFAULT_TLS_PORT = 322;

  private final String scheme;
  private final String host;
  private final String zone;
  private final boolean literal;
  private final int port;
  private final String pathAndQuery;
  private final @Nullable UsernamePassword credentials;

  private RtspUrl(
      String scheme,
      String host,
      String zone,
      boolean literal,
      int port,
      String pathAndQuery,
      @Nullable UsernamePassword credentials) {
    this.scheme = scheme;
    this.host = host;
    this.zone = zone;
    this.literal = literal;
    this.port = port;
    this.pathAndQuery = pathAndQuery;
    this.credentials = credentials;
  }

  /**
   * Returns the URL that a text gives. Spaces around it are dropped.
   *
   * <p>A raw {@code @}, {@code :}, {@code /}, {@code ?} or {@code #} in the password is understood
   * where there is only one way to read the URL.
   *
   * @param text the URL, at most 8192 characters
   * @return the URL
   * @throws RtspValidationException if it can't be read, can be read in more than one way, or holds
   *     a control character; the message quotes nothing of the text
   */
  public static RtspUrl parse(String text) {
    requireNonNull(text, "text");
    String url = UrlText.trimSpaces(text);
    UrlText.checkCharacters(url);
    int colon = url.indexOf(':');
    if (colon < 1 || !url.startsWith("://", colon) || !isScheme(url, colon)) {
      throw new RtspValidationException(
          "the URL doesn't start with a scheme; write rtsp://host/path, or rtsps:// for TLS");
    }
    String rest = url.substring(colon + 3);
    if (UrlAuthority.startsWithScheme(rest)) {
      throw new RtspValidationException(
          "the URL has a second scheme behind its first, as if pasted behind rtsp://; leave one of"
              + " them out");
    }
    UrlAuthority authority = UrlAuthority.read(rest);
    return new RtspUrl(
        url.substring(0, colon).toLowerCase(Locale.ROOT),
        authority.host(),
        authority.zone(),
        authority.literal(),
        authority.port(),
        UrlText.encode(rest.substring(authority.end())),
        credentials(rest, authority.userInfoEnd()));
  }

  /**
   * Returns the scheme in lower case, such as {@code rtsp} or {@code rtspt}.
   *
   * @return the scheme as it was given
   */
  public String scheme() {
    return scheme;
  }

  /**
   * Returns the scheme whose control link serves this URL: {@code rtsp} for {@code rtspt} and
   * {@code rtspu}, {@code rtsps} for {@code rtspst} and {@code rtspsu}, else {@link #scheme()}.
   *
   * @return the scheme in lower case
   */
  public String connectionScheme() {
    return switch (scheme) {
      case "rtspt", "rtspu" -> "rtsp";
      case "rtspst", "rtspsu" -> "rtsps";
      default -> scheme;
    };
  }

  /**
   * Returns the media transport that the scheme wishes for: {@code tcp} for {@code rtspt} and
   * {@code rtspst}, {@code udp} for {@code rtspu} and {@code rtspsu}.
   *
   * @return the transport's name, or empty if the scheme says nothing of it
   */
  Optional<String> mediaTransport() {
    return switch (scheme) {
      case "rtspt", "rtspst" -> Optional.of("tcp");
      case "rtspu", "rtspsu" -> Optional.of("udp");
      default -> Optional.empty();
    };
  }

  /**
   * Returns the host as it was given: a name or an address, an IPv6 address without brackets and
   * zone.
   *
   * @return the host
   */
  public String host() {
    return host;
  }

  /**
   * Returns what to connect to: the host, with its zone if it has one, such as {@code
   * fe80::1%eth0}.
   *
   * @return the host and zone
   */
  public String hostAndZone() {
    return zone.isEmpty() ? host : host + "%" + zone;
  }

  /**
   * Returns whether the host is an IPv4 or IPv6 address, so that no name has to be looked up.
   *
   * @return true for an address
   */
  public boolean isLiteralAddress() {
    return literal;
  }

  /**
   * Returns the port: the one that is given, or the default, 322 for {@code rtsps} and 554 for all
   * others.
   *
   * @return the port, 1 to 65535
   */
  public int port() {
    if (port >= 0) {
      return port;
    }
    return requestScheme().equals("rtsps") ? DEFAULT_TLS_PORT : DEFAULT_PORT;
  }

  /**
   * Returns whether the URL names a port. One that is left empty, as in {@code rtsp://h:/}, is
   * none.
   *
   * @return true if it does
   */
  public boolean hasPort() {
    return port >= 0;
  }

  /**
   * Returns host and port as they go on the wire: an IPv6 address in brackets and without its zone,
   * the port only if it was given.
   *
   * @return the authority, without user information
   */
  String authority() {
    return authority("");
  }

  /**
   * Returns path and query.
   *
   * @return the path and query, without fragment; starts with a slash or a question mark, or is
   *     empty
   */
  public String pathAndQuery() {
    return pathAndQuery;
  }

  /**
   * Returns what goes on the request line, and into the {@code uri} of Digest: the URL without user
   * information, zone and fragment. Secrets in path and query stand in it, since the camera has to
   * see them; {@link #toString()} is for printing.
   *
   * @return the request URI
   */
  public String requestUri() {
    return requestScheme() + "://" + authority() + pathAndQuery;
  }

  /**
   * Returns the URL as {@link #parse(String)} makes an equal one of it: without user information,
   * and with the zone as RFC 6874 writes it. For this, an {@code @} stands before the host of the
   * few URLs whose path would else be taken for a password.
   *
   * <p>Path and query are as they are, so this isn't to be printed: there are cameras that take a
   * password there. {@link #toString()} is.
   *
   * @return the URL, to be read again
   */
  public String uri() {
    return serverUri() + pathAndQuery;
  }

  /**
   * Returns the credentials of the user information, percent-decoded. An escape that is none, as in
   * {@code 100%}, is taken as it stands.
   *
   * @return the credentials, or empty if there is no user information
   */
  public Optional<UsernamePassword> credentials() {
    return Optional.ofNullable(credentials);
  }

  /**
   * Returns this URL without its credentials.
   *
   * @return a URL that is equal to this one
   */
  public RtspUrl withoutCredentials() {
    return credentials == null
        ? this
        : new RtspUrl(scheme, host, zone, literal, port, pathAndQuery, null);
  }

  /**
   * Returns this URL at another server. The credentials aren't taken along.
   *
   * @param host a name or an address; an IPv6 address with or without brackets, and with or without
   *     a zone
   * @param port the port, 1 to 65535, or -1 for none
   * @return the URL
   * @throws RtspValidationException if host or port can't be used
   */
  RtspUrl withHostAndPort(String host, int port) {
    requireNonNull(host, "host");
    boolean bare = host.indexOf(':') != host.lastIndexOf(':') && !host.startsWith("[");
    UrlAuthority authority = UrlAuthority.ofHostAndPort(bare ? "[" + host + "]" : host);
    if (authority == null || authority.port() >= 0 || (!bare && host.endsWith(":"))) {
      throw new RtspValidationException(
          "not a host: \"" + PeerText.printable(host, 80) + "\"; give a name or an address");
    }
    if (port != -1 && (port < 1 || port > 0xFFFF)) {
      throw new RtspValidationException(
          "not a port: " + port + "; give 1 to 65535, or -1 for none");
    }
    return new RtspUrl(
        scheme, authority.host(), authority.zone(), authority.literal(), port, pathAndQuery, null);
  }

  /**
   * Returns this URL with another path and query, which are treated like those of {@link
   * #parse(String)}.
   *
   * @param pathAndQuery starts with a slash or a question mark, or is empty
   * @return the URL
   * @throws RtspValidationException if it starts otherwise, or holds a control character
   */
  public RtspUrl withPathAndQuery(String pathAndQuery) {
    requireNonNull(pathAndQuery, "pathAndQuery");
    UrlText.checkCharacters(pathAndQuery);
    if (UrlAuthority.delimiter(pathAndQuery, 0) != 0) {
      throw new RtspValidationException("a path starts with a slash, a query with a question mark");
    }
    return new RtspUrl(
        scheme, host, zone, literal, port, UrlText.encode(pathAndQuery), credentials);
  }

  /**
   * Compares all but the credentials. The case of a host's letters makes no difference.
   *
   * @param other what to compare with
   * @return true if the other is a URL of the same server and path
   */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RtspUrl that
        && scheme.equals(that.scheme)
        && Ascii.equalsIgnoreCase(host, that.host)
        && zone.equals(that.zone)
        && port == that.port
        && pathAndQuery.equals(that.pathAndQuery);
  }

  @Override
  public int hashCode() {
    return Objects.hash(scheme, host.toLowerCase(Locale.ROOT), zone, port, pathAndQuery);
  }

  /**
   * Returns the URL as it may be printed: {@link #uri()}, with secrets in path and query masked.
   * Where nothing is masked, {@link #parse(String)} makes an equal URL of it.
   */
  @Override
  public String toString() {
    return serverUri() + PeerText.printable(pathAndQuery, MAX_PRINTED);
  }

  private String serverUri() {
    String mark = UrlAuthority.needsMark(literal, port, pathAndQuery) ? "@" : "";
    return scheme + "://" + mark + authority(zone.isEmpty() ? "" : "%25" + zone);
  }

  private String authority(String zoneText) {
    String name = host.indexOf(':') < 0 ? host : "[" + host + zoneText + "]";
    return port < 0 ? name : name + ":" + port;
  }

  /** Servers know only the two schemes of the RFCs; the others are this side's business. */
  private String requestScheme() {
    return switch (scheme) {
      case "rtspt", "rtspu", "rtsph" -> "rtsp";
      case "rtspst", "rtspsu", "rtspsh" -> "rtsps";
      default -> scheme;
    };
  }

  private static boolean isScheme(String url, int end) {
    for (int i = 0; i < end; i++) {
      char c = url.charAt(i);
      boolean other = Ascii.isDigit(c) || c == '+' || c == '-' || c == '.';
      if (!Ascii.isLetter(c) && (i == 0 || !other)) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable UsernamePassword credentials(String rest, int end) {
    if (end <= 0) {
      return null;
    }
    int colon = rest.indexOf(':');
    boolean hasPassword = colon >= 0 && colon < end;
    String username = UrlText.decode(rest.substring(0, hasPassword ? colon : end));
    String password = hasPassword ? UrlText.decode(rest.substring(colon + 1, end)) : "";
    return Credentials.of(username, password);
  }
}
