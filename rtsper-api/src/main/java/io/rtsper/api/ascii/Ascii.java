package io.rtsper.api.ascii;

/** Letters, digits and tokens of the protocols, whatever the locale. */
public final class Ascii {

  private static final String SEPARATORS = "()<>@,;:\\\"/[]?={} \t";

  private Ascii() {}

  /**
   * Returns whether a character is a decimal digit.
   *
   * @param c the character
   * @return true from 0 to 9
   */
  public static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /**
   * Returns whether a character is a letter.
   *
   * @param c the character
   * @return true from A to Z and from a to z
   */
  public static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || isUpper(c);
  }

  private static boolean isUpper(char c) {
    return c >= 'A' && c <= 'Z';
  }

  /**
   * Returns a character in lower case.
   *
   * @param c the character
   * @return a letter in lower case; all else as it is
   */
  public static char lower(char c) {
    return isUpper(c) ? (char) (c + ('a' - 'A')) : c;
  }

  /**
   * Returns a text in lower case.
   *
   * @param text the text
   * @return the text itself if it has no letter in upper case
   */
  public static String lower(String text) {
    return fold(text, 'A', 'Z', 'a' - 'A');
  }

  /**
   * Returns a text in upper case.
   *
   * @param text the text
   * @return the text itself if it has no letter in lower case
   */
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

  /**
   * Compares without regard to the case of letters.
   *
   * @param a a text
   * @param b another
   * @return true if they differ in case alone
   */
  public static boolean equalsIgnoreCase(String a, String b) {
    int length = a.length();
    if (length != b.length()) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y && lower(x) != lower(y)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns whether a text is a token (RFC 2326 §15.1, RFC 7230 §3.2.6).
   *
   * @param text the text
   * @return true for one or more visible characters without a separator
   */
  public static boolean isToken(CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c >= 0x7F || SEPARATORS.indexOf(c) >= 0) {
        return false;
      }
    }
    return text.length() > 0;
  }

  /**
   * Returns where a text would end a line on the wire.
   *
   * @param text the text
   * @return the index of the first CR, LF or NUL, or -1
   */
  public static int lineBreak(CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\r' || c == '\n' || c == 0) {
        return i;
      }
    }
    return -1;
  }
}
