package io.rtsper.api;

/** The character classes of RFC 2326 §15.1 that more than one value checks. */
final class Tokens {

  private static final String SEPARATORS = "()<>@,;:\\\"/[]?={} \t";

  private Tokens() {}

  /** Returns whether the text is a token: one or more visible ASCII characters, no separator. */
  static boolean isToken(CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c >= 0x7F || SEPARATORS.indexOf(c) >= 0) {
        return false;
      }
    }
    return text.length() > 0;
  }

  /** Returns the index of the first CR, LF or NUL, which would end a line on the wire; or -1. */
  static int lineBreak(CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\r' || c == '\n' || c == 0) {
        return i;
      }
    }
    return -1;
  }
}
