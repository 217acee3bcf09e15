package io.rtsper.core.message;

import io.rtsper.core.text.Ascii;
import java.nio.ByteBuffer;

/** Recognises peers that speak another protocol than RTSP, so that an error can say so. */
final class ForeignProtocol {

  private static final int TLS_ALERT = 0x15;
  private static final int TLS_MAJOR_VERSION = 0x03;

  private ForeignProtocol() {}

  /** Tells whether the first bytes of a connection are those of a TLS alert. */
  static boolean isTls(ByteBuffer source, int at, int to) {
    return to - at > 1 && mayBeTls(source, at) && source.get(at + 1) == TLS_MAJOR_VERSION;
  }

  /** Tells whether the first byte of a connection is that of a TLS alert. */
  static boolean mayBeTls(ByteBuffer source, int at) {
    return source.get(at) == TLS_ALERT;
  }

  /**
   * Quotes the status line of an HTTP server, which often says what is wrong.
   *
   * @return the line, or an empty text as long as its end hasn't come and it isn't too long
   */
  static String quoteHttp(ByteBuffer source, int at, int to, int maxLine) {
    int end = at;
    while (end < to && end - at < maxLine && !Ascii.isLineBreak(source.get(end))) {
      end++;
    }
    if (end == to && end - at < maxLine) {
      return "";
    }
    byte[] line = new byte[end - at];
    source.get(at, line);
    return Ascii.printable(line, 0, line.length);
  }
}
