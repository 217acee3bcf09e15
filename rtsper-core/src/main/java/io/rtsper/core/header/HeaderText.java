package io.rtsper.core.header;

import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspProtocolException;
import io.rtsper.core.text.Ascii;
import java.util.ArrayList;
import java.util.List;

/** What header fields have in common: lists, parameters, quotes, names and numbers. */
final class HeaderText {

  /** More than the message reader lets through by default, so that only an oddity comes here. */
  static final int MAX_LENGTH = 16 << 10;

  /** The most elements of a list and the most parameters of an element. */
  static final int MAX_PARTS = 64;

  private static final String TOKEN68_MARKS = "-._~+/";

  private HeaderText() {}

  /**
   * Checks the length of a value.
   *
   * @throws RtspProtocolException if it is above the limit
   */
  static void checkLength(String header, String value) {
    if (value.length() > MAX_LENGTH) {
      throw new RtspProtocolException(
          RtspPhase.READ,
          "the header "
              + header
              + " has "
              + value.length()
              + " characters; at most "
              + MAX_LENGTH
              + " are read",
          null);
    }
  }

  /**
   * Splits at a separator that isn't in quotes. A quote that nothing closes is no quote.
   *
   * @return the parts, white space around them dropped; the empty ones too
   */
  static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    boolean quotes = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == separator) {
        parts.add(strip(text, start, i));
        start = i + 1;
      } else if (c == '"' && quotes) {
        int close = quoteEnd(text, i);
        // Where one quote isn't closed, none behind it is; looking again would cost its square.
        quotes = close > i;
        i = close;
      }
    }
    parts.add(strip(text, start, text.length()));
    return parts;
  }

  /** Returns the index of the quote that closes the one at the index, or the index itself. */
  static int quoteEnd(String text, int open) {
    for (int i = open + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '"') {
        return i;
      }
    }
    return open;
  }

  static String strip(String text) {
    return strip(text, 0, text.length());
  }

  /** Returns a part without the white space around it: all that is no visible character. */
  static String strip(String text, int start, int end) {
    int from = start;
    int to = end;
    while (from < to && text.charAt(from) <= ' ') {
      from++;
    }
    while (to > from && text.charAt(to - 1) <= ' ') {
      to--;
    }
    return text.substring(from, to);
  }

  /** Returns the name in front of the first equals sign, in lower case. */
  static String name(String parameter) {
    int equals = parameter.indexOf('=');
    return Ascii.lower(strip(parameter, 0, equals < 0 ? parameter.length() : equals));
  }

  /** Returns the value behind the first equals sign, without quotes; empty if there is none. */
  static String value(String parameter) {
    int equals = parameter.indexOf('=');
    return equals < 0 ? "" : unquote(strip(parameter, equals + 1, parameter.length()));
  }

  /** Takes the quotes and escapes of a quoted string away. */
  static String unquote(String text) {
    int last = text.length() - 1;
    if (last < 1 || text.charAt(0) != '"' || quoteEnd(text, 0) != last) {
      return text;
    }
    StringBuilder out = new StringBuilder(last);
    for (int i = 1; i < last; i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
        c = text.charAt(i);
      }
      out.append(c);
    }
    return out.toString();
  }

  /** Returns a number of decimal digits, or -1 if it is none or above the maximum. */
  static long unsigned(String text, long max) {
    return number(text, 10, max);
  }

  /** Returns a number without the digits behind its point; the text itself if it has none. */
  static String wholePart(String text) {
    int point = text.indexOf('.');
    boolean fraction = point > 0 && number(text.substring(point + 1), 10, Long.MAX_VALUE / 20) >= 0;
    return fraction ? text.substring(0, point) : text;
  }

  /** Returns a number of hexadecimal digits, or -1 if it is none or above the maximum. */
  static long hexadecimal(String text, long max) {
    return number(text, 16, max);
  }

  private static long number(String text, int radix, long max) {
    long number = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int digit = c < 0x80 ? Character.digit(c, radix) : -1;
      if (digit < 0) {
        return -1;
      }
      number = radix * number + digit;
      if (number > max) {
        return -1;
      }
    }
    return text.isEmpty() ? -1 : number;
  }

  /** Returns the text in quotes, with quotes and backslashes in it escaped. */
  static String quote(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\');
      }
      out.append(c);
    }
    return out.append('"').toString();
  }

  /** Returns whether the text holds a control character. */
  static boolean hasControl(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Ascii.isControl(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether the text is a token68 of RFC 7235 §2.1. */
  static boolean isToken68(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '=') {
      end--;
    }
    return end > 0 && consistsOf(text, end, TOKEN68_MARKS);
  }

  /** Returns whether there are but letters, digits and these marks in front of the index. */
  static boolean consistsOf(String text, int end, String marks) {
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      if (!Ascii.isLetter(c) && !Ascii.isDigit(c) && marks.indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }
}
