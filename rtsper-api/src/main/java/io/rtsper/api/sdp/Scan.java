package io.rtsper.api.sdp;

import static java.util.Objects.requireNonNull;

import io.rtsper.api.ascii.Ascii;
import java.util.ArrayList;
import java.util.List;

/** Reads tokens and numbers out of lines. ASCII alone counts: blank is a space or below. */
final class Scan {

  /** Of an int. */
  private static final int MAX_DIGITS = 10;

  private Scan() {}

  static boolean isBlank(char c) {
    return c <= ' ';
  }

  /** Returns the index of the first character from {@code from} that isn't blank. */
  static int skipBlanks(String text, int from) {
    int i = from;
    while (i < text.length() && isBlank(text.charAt(i))) {
      i++;
    }
    return i;
  }

  /** Returns the index of the first blank from {@code from}, or the length. */
  static int tokenEnd(String text, int from) {
    int i = from;
    while (i < text.length() && !isBlank(text.charAt(i))) {
      i++;
    }
    return i;
  }

  /** Returns the index of the first character from {@code from} that isn't a digit. */
  static int digitsEnd(String text, int from) {
    int i = from;
    while (i < text.length() && Ascii.isDigit(text.charAt(i))) {
      i++;
    }
    return i;
  }

  /** Returns the text between two indexes without blanks at its ends. */
  static String trimmed(String text, int from, int to) {
    int start = from;
    int end = to;
    while (start < end && isBlank(text.charAt(start))) {
      start++;
    }
    while (end > start && isBlank(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  /** Returns the first tokens that blanks part, at most {@code limit}. */
  static List<String> tokens(String text, int limit) {
    List<String> tokens = new ArrayList<>();
    int i = skipBlanks(text, 0);
    while (i < text.length() && tokens.size() < limit) {
      int end = tokenEnd(text, i);
      tokens.add(text.substring(i, end));
      i = skipBlanks(text, end);
    }
    return tokens;
  }

  /** Returns the decimal number between two indexes, or -1 if it isn't one or is too large. */
  static int decimal(String text, int from, int to) {
    if (to <= from || to - from > MAX_DIGITS) {
      return -1;
    }
    long value = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (!Ascii.isDigit(c)) {
        return -1;
      }
      value = value * 10 + (c - '0');
    }
    return value > Integer.MAX_VALUE ? -1 : (int) value;
  }

  /** Returns the decimal number that starts a text, followed by anything; or -1. */
  static int leadingDecimal(String text) {
    int start = skipBlanks(text, 0);
    int end = start;
    while (end < text.length() && end - start <= MAX_DIGITS && Ascii.isDigit(text.charAt(end))) {
      end++;
    }
    return decimal(text, start, end);
  }

  /** Returns a plain decimal fraction such as {@code 29.97}; negative if it isn't one. */
  static double fraction(String text) {
    int dots = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.') {
        dots++;
      } else if (!Ascii.isDigit(c)) {
        return -1;
      }
    }
    if (dots > 1 || text.length() == dots || text.length() > 24) {
      return -1;
    }
    return Double.parseDouble(text);
  }

  /** Returns a text that can stand on one line, without blanks at its ends, or throws. */
  static String line(String text, String what) {
    requireLine(text, what);
    int length = text.length();
    return length == 0 || (!isBlank(text.charAt(0)) && !isBlank(text.charAt(length - 1)))
        ? text
        : trimmed(text, 0, length);
  }

  /** Returns a byte-string (RFC 8866 §9) without spaces and tabs at its ends, or throws. */
  static String byteString(String text, String what) {
    requireLine(text, what);
    int from = 0;
    int to = text.length();
    while (from < to && isWhiteSpace(text.charAt(from))) {
      from++;
    }
    while (to > from && isWhiteSpace(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  private static boolean isWhiteSpace(char c) {
    return c == ' ' || c == '\t';
  }

  private static void requireLine(String text, String what) {
    requireNonNull(text, what);
    int length = text.length();
    int below = 0;
    for (int i = 0; i < length; i++) {
      below |= text.charAt(i) - ' '; // Negative once there is one; without a branch, which is fast.
    }
    if (below < 0 && (text.indexOf('\r') >= 0 || text.indexOf('\n') >= 0 || text.indexOf(0) >= 0)) {
      throw new IllegalArgumentException(what + " holds a line break or NUL");
    }
  }

  /** Returns a text that can stand on one line and says something, or throws. */
  static String lineWithText(String text, String what) {
    String line = line(text, what);
    if (line.isEmpty()) {
      throw new IllegalArgumentException(what + " is empty");
    }
    return line;
  }

  /**
   * Returns whether a text may stand before a colon as it is: it says something and has neither
   * blanks nor a colon, which one pass without a branch tells of nearly all.
   */
  static boolean isPlainName(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isBlank(c) || c == ':') {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /** Returns a text that can stand between blanks, or throws. */
  static String token(String text, String what) {
    String line = line(text, what);
    requireToken(line, what);
    return line;
  }

  /** Throws if a line can't stand between blanks. */
  static void requireToken(String line, String what) {
    if (line.isEmpty()) {
      throw new IllegalArgumentException(what + " is empty");
    }
    if (tokenEnd(line, 0) < line.length()) {
      throw new IllegalArgumentException(what + " holds a blank");
    }
  }

  /** Returns whether a text has a word at an index, in any case; the word is in lower case. */
  static boolean isLowerCaseOf(String word, String text, int from) {
    for (int i = 0; i < word.length(); i++) {
      char expected = word.charAt(i);
      int difference = text.charAt(from + i) ^ expected;
      if (difference != 0 && (difference != ('a' ^ 'A') || expected < 'a' || expected > 'z')) {
        return false;
      }
    }
    return true;
  }
}
