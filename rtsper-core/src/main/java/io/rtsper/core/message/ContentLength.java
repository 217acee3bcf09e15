package io.rtsper.core.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.spi.QuirkReporter;
import io.rtsper.core.text.Ascii;

/**
 * The body's length as the {@code Content-Length} fields of one message give it (RFC 2326 §12.14).
 * The same number more than once is one number; two numbers, a negative one or one above the limit
 * are refused before anything is allocated for the body.
 */
final class ContentLength {

  static final int ABSENT = -1;

  /** More digits than any limit has; leading zeros don't count. */
  private static final int MOST_DIGITS = 9;

  private final int limit;
  private final QuirkReporter quirks;
  private int length = ABSENT;

  ContentLength(int limit, QuirkReporter quirks) {
    this.limit = limit;
    this.quirks = quirks;
  }

  int length() {
    return length;
  }

  void reset() {
    length = ABSENT;
  }

  /** Takes a field's value: a number, or several with commas between. */
  void add(String value) {
    if (value.isEmpty()) {
      quirks.report(MessageQuirks.EMPTY_CONTENT_LENGTH, "");
      return;
    }
    int at = 0;
    while (at <= value.length()) {
      int comma = value.indexOf(',', at);
      int end = comma < 0 ? value.length() : comma;
      addNumber(value.substring(at, end).strip());
      at = end + 1;
    }
  }

  private void addNumber(String number) {
    int start = 0;
    while (start < number.length() - 1 && number.charAt(start) == '0') {
      start++;
    }
    int value = 0;
    for (int i = start; i < number.length(); i++) {
      if (!Ascii.isDigit(number.charAt(i))) {
        throw unreadable("\"" + printable(number) + "\", which is no number of bytes");
      }
      if (i - start < MOST_DIGITS) {
        value = value * 10 + number.charAt(i) - '0';
      }
    }
    if (number.isEmpty()) {
      throw unreadable("an empty number in a list");
    }
    if (number.length() - start > MOST_DIGITS || value > limit) {
      throw new RtspProtocolException(
          RtspPhase.READ,
          "a message of the peer announces a body of "
              + printable(number)
              + " bytes, past the limit of "
              + limit
              + "; if the peer is to be trusted with more, raise MessageLimits",
          null);
    }
    if (length != ABSENT) {
      if (length != value) {
        throw unreadable("both " + length + " and " + value + ", so its end can't be told");
      }
      quirks.report(MessageQuirks.REPEATED_CONTENT_LENGTH, "");
    }
    length = value;
  }

  private static String printable(String text) {
    byte[] bytes = text.getBytes(ISO_8859_1);
    return Ascii.printable(bytes, 0, bytes.length);
  }

  private static RtspProtocolException unreadable(String what) {
    return new RtspProtocolException(
        RtspPhase.READ, "the Content-Length of a message of the peer is " + what, null);
  }
}
