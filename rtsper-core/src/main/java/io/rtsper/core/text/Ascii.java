package io.rtsper.core.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.rtsper.api.text.PeerText;
import java.nio.ByteBuffer;

/** Character classes and comparisons of the wire, independent of the locale. */
public final class Ascii {

  private static final String SEPARATORS = "()<>@,;:\\\"/[]?={} \t";

  private static final boolean[] TOKEN = new boolean[128];

  static {
    for (char c = '!'; c < 0x7F; c++) {
      TOKEN[c] = SEPARATORS.indexOf(c) < 0;
    }
  }

  private Ascii() {}

  /** Returns a letter in lower case, all else as it is. */
  public static int lower(int c) {
    return c >= 'A' && c <= 'Z' ? c + 32 : c;
  }

  /** Returns whether it is a letter. */
  public static boolean isLetter(int c) {
    int low = lower(c);
    return low >= 'a' && low <= 'z';
  }

  /** Returns whether it is a decimal digit. */
  public static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  /** Returns whether it is a space or a tab. */
  public static boolean isBlank(int c) {
    return c == ' ' || c == '\t';
  }

  /** Returns whether it is CR or LF. */
  public static boolean isLineBreak(int c) {
    return c == '\r' || c == '\n';
  }

  /** Returns whether the byte can stand in a token (RFC 2326 §15.1). */
  public static boolean isToken(int c) {
    return c >= 0 && c < 128 && TOKEN[c];
  }

  /** Returns whether the text is a token. */
  public static boolean isToken(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isToken(text.charAt(i))) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /** Returns the text with letters in lower case. */
  public static String lower(String text) {
    return fold(text, 'A', 'Z', 'a' - 'A');
  }

  /** Returns the text with letters in upper case. */
  public static String upper(String text) {
    return fold(text, 'a', 'z', 'A' - 'a');
  }

  private static String fold(String text, char first, char last, int shift) {
    StringBuilder out = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= first && c <= last) {
        if (out == null) {
          out = new StringBuilder(text);
        }
        out.setCharAt(i, (char) (c + shift));
      }
    }
    return out == null ? text : out.toString();
  }

  /** Returns whether the byte is a control character other than a tab. */
  public static boolean isControl(int c) {
    return (c >= 0 && c < ' ' && c != '\t') || c == 0x7F;
  }

  /** Returns how many of the word's characters stand at {@code at}; letters in any case. */
  public static int matching(ByteBuffer source, int at, int to, String word) {
    int length = Math.min(word.length(), to - at);
    for (int i = 0; i < length; i++) {
      if (lower(source.get(at + i)) != lower(word.charAt(i))) {
        return i;
      }
    }
    return length;
  }

  /** Returns whether the bytes are the word; letters in any case. */
  public static boolean equalsIgnoreCase(byte[] bytes, int from, int to, String word) {
    if (to - from != word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (lower(bytes[from + i]) != lower(word.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** Returns at most 80 characters of a line as they may stand in a message. */
  public static String printable(byte[] bytes, int from, int to) {
    return PeerText.printable(new String(bytes, from, to - from, ISO_8859_1), 80);
  }
}
