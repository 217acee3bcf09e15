package io.rtsper.auth;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.rtsper.api.RtspValidationException;

/** Text of {@code Authorization}: quoted strings and their bytes on the wire. */
final class AuthText {

  private AuthText() {}

  /** Returns the text as it stands between the quotes of a quoted string. */
  static String escape(String text) {
    if (text.indexOf('"') < 0 && text.indexOf('\\') < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length() + 8);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\');
      }
      out.append(c);
    }
    return out.toString();
  }

  /**
   * Returns the bytes that the text has in a message: those of ISO-8859-1, which is how header
   * values are read and written, or those of UTF-8 where a caller gave characters beyond it.
   */
  static byte[] wireBytes(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0xFF) {
        return text.getBytes(UTF_8);
      }
    }
    return text.getBytes(ISO_8859_1);
  }

  /** Returns the text unless it can't be sent. */
  static String sendable(String what, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\r' || c == '\n' || c == 0) {
        throw new RtspValidationException(
            what + " holds a line break or NUL at index " + i + ", which can't be sent");
      }
    }
    return text;
  }
}
