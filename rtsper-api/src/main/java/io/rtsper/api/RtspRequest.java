package io.rtsper.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.rtsper.api.text.PeerText;
import java.util.Arrays;

/**
 * A request: one that this side sends, or one that the server sent (RFC 2326 §6).
 *
 * <p>Immutable. {@code CSeq}, {@code Session}, {@code Authorization}, {@code User-Agent} and {@code
 * Content-Length} of a request that is to be sent are set by the session. {@link #toString()}
 * leaves out what could give credentials away.
 */
public final class RtspRequest {

  /** As long as a URL may be: what is longer is no URL that anyone wants to read. */
  private static final int MAX_PRINTED = 8 << 10;

  private final RtspMethod method;
  private final String uri;
  private final RtspHeaders headers;
  private final byte[] body;

  /** Whether a peer sent it, so that nothing in it was checked. */
  private final boolean received;

  private RtspRequest(
      RtspMethod method, String uri, RtspHeaders headers, byte[] body, boolean received) {
    this.method = requireNonNull(method, "method");
    this.uri = received ? requireNonNull(uri, "uri") : sendable(uri);
    this.headers = received ? requireNonNull(headers, "headers") : headers.requireSendable();
    this.body = body;
    this.received = received;
  }

  /**
   * Returns a request without headers and body.
   *
   * @param method the method
   * @param uri the request URI as it goes on the wire: absolute, or {@code *}
   * @return the request
   * @throws RtspValidationException if the URI can't be sent
   */
  public static RtspRequest of(RtspMethod method, String uri) {
    return new RtspRequest(method, uri, RtspHeaders.empty(), new byte[0], false);
  }

  /**
   * Returns a request.
   *
   * @param method the method
   * @param uri the request URI as it goes on the wire: absolute, or {@code *}
   * @param headers the headers
   * @param body the body; copied
   * @return the request
   * @throws RtspValidationException if the URI or a header can't be sent
   */
  public static RtspRequest of(RtspMethod method, String uri, RtspHeaders headers, byte[] body) {
    return new RtspRequest(method, uri, headers, body.clone(), false);
  }

  /**
   * Returns a request that a peer sent, as it was read.
   *
   * <p>For readers of the wire: URI and headers aren't checked, so that what a server sends stays
   * visible as it is. What sends a request checks it again.
   *
   * @param method the method
   * @param uri the request URI as it stood on the wire; may be empty
   * @param headers the headers
   * @param body the body; copied
   * @return the request
   */
  public static RtspRequest received(
      RtspMethod method, String uri, RtspHeaders headers, byte[] body) {
    return new RtspRequest(method, uri, headers, body.clone(), true);
  }

  private static String sendable(String uri) {
    if (uri.isEmpty()) {
      throw new RtspValidationException("the request URI is empty; write * for the server itself");
    }
    for (int i = 0; i < uri.length(); i++) {
      if (uri.charAt(i) <= ' ' || uri.charAt(i) == 0x7F) {
        throw new RtspValidationException(
            "the request URI \""
                + PeerText.printable(uri, 80)
                + "\" holds a space or a control character at index "
                + i
                + ", which can't be sent; percent-encode or remove it");
      }
    }
    return uri;
  }

  /**
   * Returns this request with other headers.
   *
   * @param headers the headers
   * @return a new request
   * @throws RtspValidationException if one can't be sent, unless a peer sent this request
   */
  public RtspRequest withHeaders(RtspHeaders headers) {
    return new RtspRequest(method, uri, headers, body, received);
  }

  /**
   * Returns this request with one field in the place of all of this name.
   *
   * @param name a token
   * @param value the value
   * @return a new request
   * @throws RtspValidationException if the name isn't a token or the value holds CR, LF or NUL
   */
  public RtspRequest withHeader(String name, String value) {
    return withHeaders(headers.toBuilder().set(name, value).build());
  }

  /**
   * Returns this request with a body and its {@code Content-Type}.
   *
   * @param contentType such as {@code text/parameters}
   * @param text the body, sent as UTF-8
   * @return a new request
   */
  public RtspRequest withBody(String contentType, String text) {
    RtspHeaders typed = headers.toBuilder().set("Content-Type", contentType).build();
    return new RtspRequest(method, uri, typed, text.getBytes(UTF_8), received);
  }

  /**
   * Returns the method.
   *
   * @return the method
   */
  public RtspMethod method() {
    return method;
  }

  /**
   * Returns the request URI as it stands on the wire. It never holds user information when this
   * side sends it.
   *
   * @return the request URI
   */
  public String uri() {
    return uri;
  }

  /**
   * Returns the request URI as it may be printed: user information and secrets in path and query
   * are masked, and so are control characters of a request that a peer sent.
   *
   * @return the URI, for a person to read
   */
  public String printableUri() {
    return PeerText.printable(uri, MAX_PRINTED);
  }

  /**
   * Returns the headers.
   *
   * @return the headers
   */
  public RtspHeaders headers() {
    return headers;
  }

  /**
   * Returns a copy of the body.
   *
   * @return the body; empty if there is none
   */
  public byte[] body() {
    return body.clone();
  }

  /**
   * Returns the body as UTF-8 text.
   *
   * @return the text; empty if there is no body
   */
  public String bodyText() {
    return new String(body, UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RtspRequest that
        && method.equals(that.method)
        && uri.equals(that.uri)
        && headers.equals(that.headers)
        && Arrays.equals(body, that.body);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * method.hashCode() + uri.hashCode()) + headers.hashCode();
  }

  /** Returns the request line and the headers, with credentials redacted, and the body's size. */
  @Override
  public String toString() {
    String head = method + " " + printableUri() + " RTSP/1.0\n" + headers;
    return body.length == 0 ? head : head + "(" + body.length + " bytes of body)\n";
  }
}
