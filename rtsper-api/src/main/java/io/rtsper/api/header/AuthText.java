package io.rtsper.api.header;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.rtsper.api.RtspValidationException;

/** Characters of authentication headers: tokens, quoted strings and their bytes on the wire. */
final class AuthText {

  private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";
  private static final String TOKEN68_MARKS = "-._~+/";

  private AuthText() {}

  /** Returns whether the text is a token of RFC 7230 §3.2.6. */
  static boolean isToken(String text) {
    return !text.isEmpty() && consistsOf(text, 0, text.length(), TOKEN_MARKS);
  }

  /** Returns whether the text is a token68 of RFC 7235 §2.1. */
  static boolean isToken68(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '=') {
      end--;
    }
    return end > 0 && consistsOf(text, 0, end, TOKEN68_MARKS);
  }

  /** Returns the text with ASCII letters in lower case, whatever the locale. */
  static String lowerCase(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isUpper(text.charAt(i))) {
        char[] folded = text.toCharArray();
        for (int j = i; j < folded.length; j++) {
          if (isUpper(folded[j])) {
            folded[j] = (char) (folded[j] + 'a' - 'A');
          }
        }
        return new String(folded);
      }
    }
    return text;
  }

  /** Compares without regard to the case of ASCII letters. */
  static boolean sameIgnoringCase(String a, String b) {
    if (a.length() != b.length()) {
      return false;
    }
    for (int i = 0; i < a.length(); i++) {
      if (lower(a.charAt(i)) != lower(b.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static char lower(char c) {
    return isUpper(c) ? (char) (c + 'a' - 'A') : c;
  }

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

  /** Returns the value of what stands between the quotes of a quoted string. */
  static String unescape(String verbatim) {
    if (verbatim.indexOf('\\') < 0) {
      return verbatim;
    }
    StringBuilder out = new StringBuilder(verbatim.length());
    for (int i = 0; i < verbatim.length(); i++) {
      char c = verbatim.charAt(i);
      if (c == '\\' && i + 1 < verbatim.length()) {
        c = verbatim.charAt(++i);
      }
      out.append(c);
    }
    return out.toString();
  }

  /** Returns whether the text can stand between quotes as it is and end nowhere but at its end. */
  static boolean isQuotable(String verbatim) {
    for (int i = 0; i < verbatim.length(); i++) {
      char c = verbatim.charAt(i);
      if (c == '"' || (c == '\\' && ++i == verbatim.length())) {
        return false;
      }
    }
    return true;
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

  private static boolean consistsOf(String text, int from, int to, String marks) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (!isLetterOrDigit(c) && marks.indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || isUpper(c) || (c >= '0' && c <= '9');
  }

  private static boolean isUpper(char c) {
    return c >= 'A' && c <= 'Z';
  }
}
