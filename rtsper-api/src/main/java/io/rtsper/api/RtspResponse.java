package io.rtsper.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.rtsper.api.ascii.Ascii;
import io.rtsper.api.text.PeerText;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;

/**
 * A response that the server sent, or one with which this side answers a request of the server (RFC
 * 2326 §7).
 *
 * <p>Immutable. {@link #toString()} leaves out what could give credentials away.
 */
public final class RtspResponse {

  private final int statusCode;
  private final String reason;
  private final RtspHeaders headers;
  private final byte[] body;

  private RtspResponse(int statusCode, String reason, RtspHeaders headers, byte[] body) {
    if (statusCode < 100 || statusCode > 999) {
      throw new RtspValidationException(
          "not a status code: " + statusCode + "; it has three digits");
    }
    this.statusCode = statusCode;
    this.reason = requireNonNull(reason, "reason");
    this.headers = requireNonNull(headers, "headers");
    this.body = body;
  }

  /**
   * Returns a response.
   *
   * @param statusCode the status code, 100 to 999
   * @param reason the reason phrase; may be empty
   * @param headers the headers
   * @param body the body; copied
   * @return the response
   * @throws RtspValidationException if the phrase holds CR, LF or NUL
   */
  public static RtspResponse of(int statusCode, String reason, RtspHeaders headers, byte[] body) {
    int bad = Ascii.lineBreak(reason);
    if (bad >= 0) {
      throw new RtspValidationException(
          "the reason phrase of a response holds a line break or NUL at index "
              + bad
              + ", which can't be sent");
    }
    return new RtspResponse(statusCode, reason, headers, body.clone());
  }

  /**
   * Returns a response that a peer sent, as it was read.
   *
   * <p>For readers of the wire: the phrase isn't checked, so that what a server sends stays visible
   * as it is. What sends a response checks it again.
   *
   * @param statusCode the status code, 100 to 999
   * @param reason the reason phrase as it stood on the wire; may be empty
   * @param headers the headers
   * @param body the body; copied
   * @return the response
   */
  public static RtspResponse received(
      int statusCode, String reason, RtspHeaders headers, byte[] body) {
    return new RtspResponse(statusCode, reason, headers, body.clone());
  }

  /**
   * Returns the status code (RFC 2326 §7.1.1).
   *
   * @return three digits, such as 200
   */
  public int statusCode() {
    return statusCode;
  }

  /**
   * Returns the reason phrase as the server wrote it. It may hold anything; what is printed is
   * {@link #printableReason()}.
   *
   * @return the phrase; empty if the server sent none
   */
  public String reason() {
    return reason;
  }

  /**
   * Returns the reason phrase as it may be printed: what could give credentials away is masked, and
   * so are control characters.
   *
   * @return at most 200 characters of the phrase; empty if the server sent none
   */
  public String printableReason() {
    return PeerText.printable(reason);
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
   * Returns a read-only view of the body.
   *
   * @return the body; empty if there is none
   */
  public ByteBuffer bodyBuffer() {
    return ByteBuffer.wrap(body).asReadOnlyBuffer();
  }

  /**
   * Returns the body as text: as UTF-8 if it is that, or else as ISO-8859-1.
   *
   * @return the text; empty if there is no body
   */
  public String bodyText() {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException notUtf8) {
      return new String(body, ISO_8859_1);
    }
  }

  /**
   * Returns whether the status is one of success, 200 to 299.
   *
   * @return true for 2xx
   */
  public boolean isSuccess() {
    return statusCode >= 200 && statusCode < 300;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RtspResponse that
        && statusCode == that.statusCode
        && reason.equals(that.reason)
        && headers.equals(that.headers)
        && Arrays.equals(body, that.body);
  }

  @Override
  public int hashCode() {
    return 31 * statusCode + headers.hashCode();
  }

  /** Returns the status line and the headers, with credentials redacted, and the body's size. */
  @Override
  public String toString() {
    String head = "RTSP/1.0 " + statusCode + " " + printableReason() + "\n" + headers;
    return body.length == 0 ? head : head + "(" + body.length + " bytes of body)\n";
  }
}
