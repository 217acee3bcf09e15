package io.rtsper.auth;

/** The extended values of RFC 8187, always in UTF-8. */
final class ExtendedValue {

  private static final String ATTRIBUTE_MARKS = "!#$&+-.^_`|~";
  private static final String HEX = "0123456789ABCDEF";

  private ExtendedValue() {}

  /** Returns whether a quoted string shows the text to everyone alike: it is printable ASCII. */
  static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }

  /** Returns the extended value of a text's UTF-8 bytes (RFC 8187 §3.2.1). */
  static String of(byte[] utf8) {
    StringBuilder out = new StringBuilder(utf8.length + 24).append("UTF-8''");
    for (byte b : utf8) {
      char c = (char) (b & 0xFF);
      if ((c >= '0' && c <= '9')
          || (c >= 'A' && c <= 'Z')
          || (c >= 'a' && c <= 'z')
          || ATTRIBUTE_MARKS.indexOf(c) >= 0) {
        out.append(c);
      } else {
        out.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
      }
    }
    return out.toString();
  }
}
