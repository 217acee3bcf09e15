package io.rtsper.api.header;

import io.rtsper.api.RtspValidationException;
import io.rtsper.api.ascii.Ascii;

/** What can be sent in a header's value and how: names, quotes and characters. */
final class HeaderText {

  private static final String TOKEN68_MARKS = "-._~+/";

  private HeaderText() {}

  /** Returns the text without the white space around it: all that is no visible character. */
  static String strip(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && text.charAt(from) <= ' ') {
      from++;
    }
    while (to > from && text.charAt(to - 1) <= ' ') {
      to--;
    }
    return text.substring(from, to);
  }

  /** Returns whether the text is a token68 of RFC 7235 §2.1. */
  static boolean isToken68(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '=') {
      end--;
    }
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      if (!Ascii.isLetter(c) && !Ascii.isDigit(c) && TOKEN68_MARKS.indexOf(c) < 0) {
        return false;
      }
    }
    return end > 0;
  }

  /** Returns whether the text can stand unquoted between two separators of a Transport header. */
  static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c >= 0x7F || c == ';' || c == ',' || c == '"' || c == '\\' || c == '=') {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /** Returns the text in quotes, with quotes and backslashes in it escaped. */
  static String quote(String text) {
    return '"' + escape(text) + '"';
  }

  /** Returns the text, quoted if it has to be. */
  static String quoteIfNeeded(String text) {
    return isPlain(text) ? text : quote(text);
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
   * Checks a text that is to be sent.
   *
   * @throws RtspValidationException if it holds a line break or another control character
   */
  static String sendable(String what, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < ' ' && c != '\t') || c == 0x7F) {
        throw new RtspValidationException(
            what + " holds a line break or another control character, which can't be sent");
      }
    }
    return text;
  }

  /**
   * Checks a text that a peer sent and that may be sent back, with any character but those that end
   * a line.
   *
   * @throws RtspValidationException if it holds CR, LF or NUL
   */
  static String oneLine(String what, String text) {
    int bad = Ascii.lineBreak(text);
    if (bad >= 0) {
      throw new RtspValidationException(
          what + " holds a line break or NUL at index " + bad + ", which can't be sent");
    }
    return text;
  }
}
