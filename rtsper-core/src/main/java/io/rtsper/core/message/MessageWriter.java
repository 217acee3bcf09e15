package io.rtsper.core.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.rtsper.api.RtspHeaders;
import io.rtsper.api.RtspRequest;
import io.rtsper.api.RtspResponse;
import io.rtsper.api.RtspValidationException;
import io.rtsper.core.text.Ascii;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * Writes messages as RFC 2326 §4 to §7 has them: CRLF, {@code CSeq} first, the names of known
 * headers in the RFC's case, {@code Content-Length} with each body and with no other message.
 *
 * <p>Text goes out as it came in: a line whose characters are all below U+0100 is written as
 * ISO-8859-1, so that what the reader decoded goes back byte for byte (a realm that an answer has
 * to repeat may be in any encoding), and any other as UTF-8 (RFC 2326 §4). Whoever wants UTF-8 for
 * {@code ü} passes its two bytes as two characters.
 *
 * <p>Nothing that holds CR, LF or NUL is written, wherever it came from.
 */
public final class MessageWriter {

  private static final byte[] CRLF = {'\r', '\n'};

  private MessageWriter() {}

  /**
   * Returns the bytes of a request.
   *
   * @param request the request, with its {@code CSeq}
   * @return a new buffer, ready to be read
   * @throws RtspValidationException if it has no {@code CSeq}, or something in it can't be sent
   */
  public static ByteBuffer write(RtspRequest request) {
    if (!request.headers().contains(HeaderNames.CSEQ)) {
      throw new RtspValidationException(
          "a " + request.method() + " request without CSeq can't be sent (RFC 2326 §12.17)");
    }
    String uri = request.uri();
    for (int i = 0; i < uri.length(); i++) {
      if (uri.charAt(i) <= ' ' || uri.charAt(i) == 0x7F) {
        throw new RtspValidationException(
            "the request URI of "
                + request.method()
                + " holds a space or a control character at index "
                + i
                + ", which can't be sent");
      }
    }
    if (uri.isEmpty()) {
      throw new RtspValidationException("a request needs a URI, or * for the server itself");
    }
    String line = request.method() + " " + uri + " RTSP/1.0";
    return write(line, request.headers(), request.body());
  }

  /**
   * Returns the bytes of a response.
   *
   * @param response the response
   * @return a new buffer, ready to be read
   * @throws RtspValidationException if something in it can't be sent
   */
  public static ByteBuffer write(RtspResponse response) {
    String line = "RTSP/1.0 " + response.statusCode() + " " + response.reason();
    return write(line, response.headers(), response.body());
  }

  private static ByteBuffer write(String startLine, RtspHeaders headers, byte[] body) {
    byte[][] lines = new byte[headers.size() + 2][];
    int count = 0;
    lines[count++] = encode("the start line", startLine);
    Optional<String> cseq = headers.first(HeaderNames.CSEQ);
    if (cseq.isPresent()) {
      lines[count++] = field(HeaderNames.CSEQ, cseq.get());
    }
    for (int i = 0; i < headers.size(); i++) {
      String name = HeaderNames.canonical(headers.name(i));
      if (!name.equals(HeaderNames.CSEQ) && !name.equals(HeaderNames.CONTENT_LENGTH)) {
        lines[count++] = field(name, headers.value(i));
      }
    }
    if (body.length > 0) {
      lines = count < lines.length ? lines : Arrays.copyOf(lines, count + 1);
      lines[count++] = field(HeaderNames.CONTENT_LENGTH, Integer.toString(body.length));
    }
    int size = CRLF.length + body.length;
    for (int i = 0; i < count; i++) {
      size += lines[i].length + CRLF.length;
    }
    ByteBuffer out = ByteBuffer.allocate(size);
    for (int i = 0; i < count; i++) {
      out.put(lines[i]).put(CRLF);
    }
    return out.put(CRLF).put(body).flip();
  }

  private static byte[] field(String name, String value) {
    for (int i = 0; i < name.length(); i++) {
      if (!Ascii.isToken(name.charAt(i))) {
        throw new RtspValidationException(
            "a header name of "
                + name.length()
                + " characters holds one at index "
                + i
                + " that no token has, so it can't be sent");
      }
    }
    if (name.isEmpty()) {
      throw new RtspValidationException("a header without a name can't be sent");
    }
    return encode("header " + name, name + ": " + value);
  }

  private static byte[] encode(String what, String line) {
    int all = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      all |= c;
      if (c == '\r' || c == '\n' || c == 0) {
        throw new RtspValidationException(
            what + " holds a line break or NUL at index " + i + ", which can't be sent");
      }
    }
    return line.getBytes(all < 0x100 ? ISO_8859_1 : UTF_8);
  }
}
