package io.rtsper.core.capture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.rtsper.api.RtspHeaders;
import io.rtsper.api.RtspRequest;
import io.rtsper.api.RtspResponse;
import io.rtsper.api.text.PeerText;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Locale;
import java.util.Set;

/**
 * The bytes of a message as they may stand in a file that is given away: its lines as {@link
 * PeerText} has them, and of its body what can be read line by line. {@code Content-Length} is that
 * of the body that is written. Pure.
 */
final class RedactedMessage {

  /** No value is cut: the reader's limits have bounded them. */
  private static final int WHOLE = Integer.MAX_VALUE;

  /** The attributes that hold keys: RFC 4568 §4, RFC 4567 §3.1. */
  private static final Set<String> KEYS = Set.of("crypto", "key-mgmt");

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private static final byte[] CRLF = {'\r', '\n'};

  private RedactedMessage() {}

  /** Returns the bytes of a request without credentials. */
  static byte[] of(RtspRequest request) {
    String line =
        PeerText.printable(request.method().name()) + " " + request.printableUri() + " RTSP/1.0";
    return write(line, request.headers(), request.body(), true);
  }

  /** Returns the bytes of a response without credentials. */
  static byte[] of(RtspResponse response) {
    String line = "RTSP/1.0 " + response.statusCode() + " " + response.printableReason();
    return write(line, response.headers(), response.body(), false);
  }

  private static byte[] write(String line, RtspHeaders headers, byte[] body, boolean isRequest) {
    byte[] shown = body.length == 0 ? body : body(headers, body, isRequest);
    ByteArrayOutputStream out = new ByteArrayOutputStream(512 + shown.length);
    line(out, line);
    headers.forEach(
        (name, value) -> {
          if (!name.equalsIgnoreCase("Content-Length")) {
            line(
                out,
                PeerText.printable(name) + ": " + PeerText.printableHeader(name, value, WHOLE));
          }
        });
    if (shown.length > 0) {
      line(out, "Content-Length: " + shown.length);
    }
    out.writeBytes(CRLF);
    out.writeBytes(shown);
    return out.toByteArray();
  }

  /** Writes a line as it was read: of ISO-8859-1, but for what that hasn't. */
  private static void line(ByteArrayOutputStream out, String text) {
    boolean latin = text.chars().allMatch(c -> c < 0x100);
    out.writeBytes(text.getBytes(latin ? ISO_8859_1 : UTF_8));
    out.writeBytes(CRLF);
  }

  /**
   * Returns what of a body may be shown. A secret in a form that nobody here reads can't be found,
   * so that a body of another form is left out.
   */
  private static byte[] body(RtspHeaders headers, byte[] body, boolean isRequest) {
    String type = headers.first("Content-Type").orElse("").toLowerCase(Locale.ROOT).strip();
    if (type.startsWith("application/sdp") || startsLikeSdp(body)) {
      return lines(body, true);
    }
    // The lists of GET_PARAMETER and SET_PARAMETER often come without a type.
    if (type.startsWith("text/parameters") || (type.isEmpty() && isRequest)) {
      return lines(body, false);
    }
    return ("(" + body.length + " bytes of body left out of this capture)\r\n").getBytes(UTF_8);
  }

  private static boolean startsLikeSdp(byte[] body) {
    return body.length > 1 && body[0] == 'v' && body[1] == '=';
  }

  private static byte[] lines(byte[] body, boolean sdp) {
    String text;
    boolean utf8 = true;
    try {
      text = UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException notUtf8) {
      text = new String(body, ISO_8859_1);
      utf8 = false;
    }
    StringBuilder out = new StringBuilder(text.length() + 16);
    int at = 0;
    while (at < text.length()) {
      int end = at;
      while (end < text.length() && text.charAt(end) != '\r' && text.charAt(end) != '\n') {
        end++;
      }
      String line = text.substring(at, end);
      out.append(sdp ? description(line) : parameter(line));
      at = end;
      while (at < text.length() && (text.charAt(at) == '\r' || text.charAt(at) == '\n')) {
        out.append(text.charAt(at++));
      }
    }
    return out.toString().getBytes(utf8 ? UTF_8 : ISO_8859_1);
  }

  /** Returns a line of a description: its type, and its value as that of a header of its name. */
  private static String description(String asSent) {
    // The parser reads indented lines and passes over NUL, so that keys are found in them, too.
    String line = asSent.replace("\0", "");
    int equals = line.indexOf('=');
    String type = equals < 0 ? "" : blankless(line.substring(0, equals));
    if (type.length() != 1) {
      return PeerText.printable(line, WHOLE);
    }
    String head = PeerText.printable(line.substring(0, equals + 1), WHOLE);
    String value = line.substring(equals + 1);
    if (type.equals("k")) { // RFC 4566 §5.12: a key in clear, in Base64, or where to get it
      return head + "***";
    }
    return head + (type.equals("a") ? attribute(value) : PeerText.printable(value, WHOLE));
  }

  private static String blankless(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > ' ' && c != BYTE_ORDER_MARK) {
        out.append(c);
      }
    }
    return out.toString().toLowerCase(Locale.ROOT);
  }

  private static String attribute(String value) {
    int end = 0;
    while (end < value.length() && isInName(value, end)) {
      end++;
    }
    String word = value.substring(0, end);
    if (KEYS.contains(blankless(word))) {
      return PeerText.printable(word, WHOLE) + ":***";
    }
    int colon = value.indexOf(':');
    if (colon <= 0) {
      return PeerText.printable(value, WHOLE);
    }
    String name = value.substring(0, colon);
    return PeerText.printable(name, WHOLE)
        + ":"
        + PeerText.printableHeader(name, value.substring(colon + 1), WHOLE);
  }

  /** Returns whether an attribute's name goes on: blanks stand before it, a colon or one behind. */
  private static boolean isInName(String value, int index) {
    char c = value.charAt(index);
    return c != ':' && (c > ' ' || value.substring(0, index).isBlank());
  }

  /** Returns a line of text/parameters (RFC 2326 §10.8), which reads like a header's. */
  private static String parameter(String line) {
    int colon = line.indexOf(':');
    if (colon <= 0 || line.startsWith("://", colon)) {
      return PeerText.printable(line, WHOLE);
    }
    String name = line.substring(0, colon);
    return PeerText.printable(name, WHOLE)
        + ":"
        + PeerText.printableHeader(name, line.substring(colon + 1), WHOLE);
  }
}
