package io.rtsper.sdp;

/** Looks at stretches of lines. ASCII alone counts: blank is a space or below. */
final class Ascii {

  private Ascii() {}

  static boolean isBlank(char c) {
    return c <= ' ';
  }

  /**
   * Returns whether a character may stand at either end of a byte-string without being part of it.
   */
  static boolean isWhiteSpace(char c) {
    return c == ' ' || c == '\t';
  }

  static int skipWhiteSpace(String text, int from, int to) {
    int i = from;
    while (i < to && isWhiteSpace(text.charAt(i))) {
      i++;
    }
    return i;
  }

  static int skipBlanks(String text, int from, int to) {
    int i = from;
    while (i < to && isBlank(text.charAt(i))) {
      i++;
    }
    return i;
  }

  /** Returns whether there are spaces alone between two indexes. */
  static boolean isSpaces(String text, int from, int to) {
    int i = from;
    while (i < to && text.charAt(i) == ' ') {
      i++;
    }
    return i == to;
  }

  static int skipBlanksBack(String text, int from, int to) {
    int i = to;
    while (i > from && isBlank(text.charAt(i - 1))) {
      i--;
    }
    return i;
  }

  static int tokenEnd(String text, int from, int to) {
    int i = from;
    while (i < to && !isBlank(text.charAt(i))) {
      i++;
    }
    return i;
  }

  static int digitsEnd(String text, int from, int to) {
    int i = from;
    while (i < to && isDigit(text.charAt(i))) {
      i++;
    }
    return i;
  }

  /** Returns where a character is first in the stretch; its end if it isn't there. */
  static int indexOf(char c, String text, int from, int to) {
    int i = from;
    while (i < to && text.charAt(i) != c) {
      i++;
    }
    return i;
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** Returns whether the stretch is one or more digits. */
  static boolean isNumber(String text, int from, int to) {
    return to > from && digitsEnd(text, from, to) == to;
  }

  /** Returns the number that the stretch is; -1 if it isn't one or is above 999,999,999. */
  static int number(String text, int from, int to) {
    if (to - from > 9 || !isNumber(text, from, to)) {
      return -1;
    }
    int value = 0;
    for (int i = from; i < to; i++) {
      value = value * 10 + (text.charAt(i) - '0');
    }
    return value;
  }

  /** Returns whether the stretch is a word, whatever the case of A to Z. */
  static boolean is(String word, String text, int from, int to) {
    if (to - from != word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (lower(word.charAt(i)) != lower(text.charAt(from + i))) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether tokens are parted by anything but one space each. */
  static boolean hasOddBlanks(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (isBlank(c) && (c != ' ' || (i + 1 < to && isBlank(text.charAt(i + 1))))) {
        return true;
      }
    }
    return false;
  }

  static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
  }
}
