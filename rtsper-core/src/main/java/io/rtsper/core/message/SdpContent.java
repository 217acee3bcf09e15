package io.rtsper.core.message;

import io.rtsper.api.RtspResponse;
import io.rtsper.api.spi.QuirkReporter;
import io.rtsper.core.header.ContentType;
import io.rtsper.core.text.Ascii;
import java.nio.ByteBuffer;

/**
 * Tells whether a response brings a session description. Servers leave out its {@code
 * Content-Type}, or call it {@code text/plain}; what starts like a description is one.
 */
public final class SdpContent {

  private SdpContent() {}

  /**
   * Returns whether the body is a session description.
   *
   * @param response a response to DESCRIBE
   * @param quirks is told if the description isn't declared as one, or in an odd way
   * @return false if there is no body, or one of another kind
   */
  public static boolean isDescription(RtspResponse response, QuirkReporter quirks) {
    ByteBuffer body = response.bodyBuffer();
    if (!body.hasRemaining()) {
      return false;
    }
    String type = response.headers().first("Content-Type").orElse("");
    boolean named = !type.isBlank();
    if (named && ContentType.parse(type, quirks).isSdp()) {
      return true;
    }
    boolean like = startsLikeSdp(body);
    if (like) {
      quirks.report(MessageQuirks.SDP_CONTENT_TYPE, named ? type : "no Content-Type");
    }
    return like;
  }

  /** Looks behind a byte order mark, line breaks and blanks for the lines that may come first. */
  private static boolean startsLikeSdp(ByteBuffer body) {
    int at = 0;
    int to = body.limit();
    while (at + 1 < to) {
      int c = body.get(at) & 0xFF;
      boolean mark = c == 0xEF || c == 0xBB || c == 0xBF;
      if (!mark && !Ascii.isBlank(c) && !Ascii.isLineBreak(c)) {
        return (c == 'v' || c == 'o' || c == 's' || c == 'm') && body.get(at + 1) == '=';
      }
      at++;
    }
    return false;
  }
}
