package io.rtsper.sdp;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * A description as text, and a cursor over its lines. Lines end in CRLF, LF or CR; the cursor gives
 * a line without the blanks at its ends, and where it ends if only spaces and tabs are blank.
 */
final class SdpText {

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final String raw;
  private final boolean utf8;
  private final boolean byteOrderMark;
  private final boolean nul;
  private final String text;

  private int position;
  private int nextLf;
  private int nextCr;
  private int lineNumber;
  private int lineStart;
  private int lineEnd;
  private int rawEnd;
  private boolean blanksAtStart;
  private boolean blanksAtEnd;
  private boolean lfSeen;
  private boolean crSeen;
  private boolean endMissing;

  private SdpText(String raw, boolean utf8) {
    this.raw = raw;
    this.utf8 = utf8;
    byteOrderMark = !raw.isEmpty() && raw.charAt(0) == BYTE_ORDER_MARK;
    nul = raw.indexOf(0) >= 0;
    String clean = nul ? raw.replace("\0", "") : raw;
    text = clean;
    // Where the mark isn't the first character it is none, but NUL may stand before it.
    position = !clean.isEmpty() && clean.charAt(0) == BYTE_ORDER_MARK ? 1 : 0;
    nextLf = indexOf('\n', position);
    nextCr = indexOf('\r', position);
  }

  /** Decodes UTF-8, or ISO 8859-1 if it isn't that. Consumes the buffer. */
  static SdpText decode(ByteBuffer buffer) {
    byte[] bytes;
    int offset = 0;
    int length = buffer.remaining();
    if (buffer.hasArray()) {
      bytes = buffer.array();
      offset = buffer.arrayOffset() + buffer.position();
      buffer.position(buffer.limit());
    } else {
      bytes = new byte[length];
      buffer.get(bytes);
    }
    String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
    // Decoding puts U+FFFD where the bytes are wrong, unless they spell it.
    if (text.indexOf('\uFFFD') < 0 || isUtf8(bytes, offset, length)) {
      return new SdpText(text, true);
    }
    return new SdpText(new String(bytes, offset, length, StandardCharsets.ISO_8859_1), false);
  }

  private static boolean isUtf8(byte[] bytes, int offset, int length) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, offset, length));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private int indexOf(char c, int from) {
    int index = text.indexOf(c, from);
    return index < 0 ? text.length() : index;
  }

  /** Goes to the next line; false if there is none. */
  boolean nextLine() {
    if (position >= text.length()) {
      return false;
    }
    int end = Math.min(nextLf, nextCr);
    int start = position;
    if (end == text.length()) {
      endMissing = true;
      position = end;
    } else if (end == nextCr) {
      boolean crLf = nextLf == end + 1;
      crSeen |= !crLf;
      position = crLf ? end + 2 : end + 1;
    } else {
      lfSeen = true;
      position = end + 1;
    }
    if (nextLf < position) {
      nextLf = indexOf('\n', position);
    }
    if (nextCr < position) {
      nextCr = indexOf('\r', position);
    }
    lineNumber++;
    lineStart = Ascii.skipBlanks(text, start, end);
    lineEnd = Ascii.skipBlanksBack(text, lineStart, end);
    rawEnd = end;
    blanksAtStart = lineStart > start;
    blanksAtEnd = lineEnd < end;
    return true;
  }

  /** Returns the text as it was sent. */
  String raw() {
    return raw;
  }

  /** Returns the text that indexes of lines are of. */
  String text() {
    return text;
  }

  String substring(int from, int to) {
    return text.substring(from, to);
  }

  int lineNumber() {
    return lineNumber;
  }

  int lineStart() {
    return lineStart;
  }

  int lineEnd() {
    return lineEnd;
  }

  /** Returns where the line ends without spaces and tabs, but with other control characters. */
  int byteStringEnd() {
    int end = rawEnd;
    while (end > lineEnd && Ascii.isWhiteSpace(text.charAt(end - 1))) {
      end--;
    }
    return end;
  }

  boolean whiteSpaceAtEnd() {
    return rawEnd > lineEnd && Ascii.isWhiteSpace(text.charAt(rawEnd - 1));
  }

  boolean blanksAtStart() {
    return blanksAtStart;
  }

  boolean blanksAtEnd() {
    return blanksAtEnd;
  }

  boolean utf8() {
    return utf8;
  }

  boolean byteOrderMark() {
    return byteOrderMark;
  }

  boolean nul() {
    return nul;
  }

  /** Returns whether a line so far ended in LF alone. */
  boolean lfSeen() {
    return lfSeen;
  }

  /** Returns whether a line so far ended in CR alone. */
  boolean crSeen() {
    return crSeen;
  }

  /** Returns whether the last line has no end. */
  boolean endMissing() {
    return endMissing;
  }
}
