package io.rtsper.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/** The characters of URLs: what is refused, what is escaped on the way out, what escapes mean. */
final class UrlText {

  private static final int MAX_LENGTH = 8 << 10;

  private UrlText() {}

  /** Returns the text without the spaces around it; what else is white space is an error. */
  static String trimSpaces(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && text.charAt(start) == ' ') {
      start++;
    }
    while (end > start && text.charAt(end - 1) == ' ') {
      end--;
    }
    return text.substring(start, end);
  }

  /** Throws if the text is too long or holds what can't be sent in any form. */
  static void checkCharacters(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new RtspValidationException(
          "the URL has " + text.length() + " characters; at most " + MAX_LENGTH + " are taken");
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == 0x7F) {
        throw new RtspValidationException(
            "the URL holds a control character, such as a line break, at index "
                + i
                + ", which can't be sent; percent-encode or remove it");
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        throw new RtspValidationException(
            "the URL holds half a character (an unpaired surrogate) at index " + i + "; remove it");
      }
    }
  }

  /** Cuts the fragment off and makes the rest fit for a request line. */
  static String encode(String text) {
    int hash = text.indexOf('#');
    String sent = hash < 0 ? text : text.substring(0, hash);
    StringBuilder out = null;
    for (int i = 0; i < sent.length(); ) {
      int c = sent.codePointAt(i);
      boolean plain = c > ' ' && c < 0x7F;
      if (!plain && out == null) {
        out = new StringBuilder(sent.length() + 16).append(sent, 0, i);
      }
      if (out != null && plain) {
        out.append((char) c);
      } else if (out != null) {
        for (byte b : Character.toString(c).getBytes(UTF_8)) {
          out.append('%').append(hexDigit(b >> 4)).append(hexDigit(b));
        }
      }
      i += Character.charCount(c);
    }
    return out == null ? sent : out.toString();
  }

  private static char hexDigit(int value) {
    return "0123456789ABCDEF".charAt(value & 15);
  }

  /** Percent-decodes UTF-8, or ISO-8859-1 if it isn't that; what is no escape stays as it is. */
  static String decode(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      int escaped = c == '%' ? escape(text, i) : -1;
      if (escaped >= 0 && (escaped < ' ' || escaped == 0x7F)) {
        throw new RtspValidationException(
            "the URL's user information holds a percent-encoded control character, such as a line"
                + " break, which can't be sent; remove it");
      }
      if (escaped >= 0) {
        bytes.write(escaped);
        i += 3;
      } else {
        bytes.writeBytes(Character.toString(c).getBytes(UTF_8));
        i += Character.charCount(c);
      }
    }
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())).toString();
    } catch (CharacterCodingException notUtf8) {
      return bytes.toString(ISO_8859_1);
    }
  }

  /** Returns the byte that the escape at this index stands for, or -1 if it is none. */
  private static int escape(String text, int at) {
    if (at + 2 >= text.length()) {
      return -1;
    }
    int high = hexValue(text.charAt(at + 1));
    int low = hexValue(text.charAt(at + 2));
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }

  private static int hexValue(char c) {
    return c < 0x80 ? Character.digit(c, 16) : -1;
  }
}
