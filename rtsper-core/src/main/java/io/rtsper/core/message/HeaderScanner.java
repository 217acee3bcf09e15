package io.rtsper.core.message;

import io.rtsper.api.MessageLimits;
import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspProtocolException;
import io.rtsper.core.text.Ascii;
import java.nio.ByteBuffer;

/**
 * Finds the end of a header section, start line included, and holds it to the limits while it comes
 * in.
 *
 * <p>A line ends with CRLF, LF or CR (RFC 2326 §4). A line that starts with a blank continues the
 * one before, also if there is nothing else in it; so only a line without a byte ends the section.
 * When that line ends in CR, the section ends there, and an LF may follow it: waiting for it would
 * be waiting for ever with a server that ends its lines with CR alone.
 */
final class HeaderScanner {

  private final MessageLimits limits;

  private int scanned;
  private int lines;
  private int lineBytes;
  private boolean atLineStart;
  private boolean afterCr;
  private boolean bareCr;
  private boolean bareLf;
  private boolean endedWithCr;

  HeaderScanner(MessageLimits limits) {
    this.limits = limits;
    reset();
  }

  void reset() {
    scanned = 0;
    lines = 0;
    lineBytes = 0;
    atLineStart = true;
    afterCr = false;
    bareCr = false;
    bareLf = false;
    endedWithCr = false;
  }

  /**
   * Goes on where the last call ended.
   *
   * @param source what came so far
   * @param from where the section starts; what was scanned before still stands behind it
   * @param to the end of what came
   * @return the index behind the section, or -1 if it hasn't ended
   */
  int scan(ByteBuffer source, int from, int to) {
    int i = from + scanned;
    while (i < to) {
      int c = source.get(i);
      if (afterCr) {
        afterCr = false;
        if (c == '\n') {
          i++;
          continue;
        }
        bareCr = true;
      }
      if (atLineStart) {
        if (Ascii.isLineBreak(c)) {
          return endAt(c, i + 1, from);
        }
        startLine(c);
      }
      if (Ascii.isLineBreak(c)) {
        atLineStart = true;
        afterCr = c == '\r';
        bareLf |= c == '\n';
        i++;
      } else {
        i = text(source, i, Math.min(to, from + limits.maxHeaderBytes() + 1));
      }
      if (i - from > limits.maxHeaderBytes()) {
        throw over("headers of " + limits.maxHeaderBytes() + " bytes together");
      }
    }
    scanned = to - from;
    return -1;
  }

  /** Goes on to the line's end; no further than to the first byte that goes past a limit. */
  private int text(ByteBuffer source, int from, int to) {
    int end = Math.min(to, from + limits.maxLineBytes() - lineBytes + 1);
    int i = from;
    while (i < end && !Ascii.isLineBreak(source.get(i))) {
      i++;
    }
    lineBytes += i - from;
    if (lineBytes > limits.maxLineBytes()) {
      throw over("a line of " + limits.maxLineBytes() + " bytes");
    }
    return i;
  }

  private int endAt(int lineBreak, int end, int from) {
    endedWithCr = lineBreak == '\r';
    bareLf |= !endedWithCr;
    scanned = end - from;
    return end;
  }

  private void startLine(int first) {
    atLineStart = false;
    boolean continues = Ascii.isBlank(first) && lines > 1;
    if (continues) {
      return;
    }
    lineBytes = 0;
    if (++lines > limits.maxHeaders() + 1) {
      throw over(limits.maxHeaders() + " header fields");
    }
  }

  /** Returns whether a line ended in CR alone, the last empty one apart. */
  boolean bareCr() {
    return bareCr;
  }

  /** Returns whether a line ended in LF alone. */
  boolean bareLf() {
    return bareLf;
  }

  /** Returns whether an LF that comes next belongs to the section's last line break. */
  boolean endedWithCr() {
    return endedWithCr;
  }

  private static RtspProtocolException over(String limit) {
    return new RtspProtocolException(
        RtspPhase.READ,
        "a message of the peer goes past the limit of "
            + limit
            + "; if the peer is to be trusted with more, raise MessageLimits",
        null);
  }
}
