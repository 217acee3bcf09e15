package io.rtsper.core.message;

import io.rtsper.core.text.Ascii;
import java.nio.ByteBuffer;
import java.util.function.IntPredicate;

/**
 * Tells what begins at a place of the input: a message, an interleaved frame, or neither.
 *
 * <p>An answer holds however the input goes on; as long as it depends on bytes that haven't come,
 * it is {@link #UNDECIDED}. That is what makes the reader independent of how its input is split.
 */
enum UnitStart {
  /** More bytes are needed. */
  UNDECIDED,
  /** A status line. */
  RESPONSE,
  /** A request line. */
  REQUEST,
  /** A status line of HTTP. */
  HTTP,
  /** An interleaved frame. */
  FRAME,
  /** Nothing that is known. */
  NONE;

  static final int INTERLEAVED_MAGIC = '$';

  /** {@code $}, the channel, and two bytes of length (RFC 2326 §10.12). */
  static final int INTERLEAVED_HEADER = 4;

  /** The smallest packet with content: an RTCP header and an SSRC. */
  private static final int SMALLEST_PACKET = 8;

  private static final int LONGEST_METHOD = 32;
  private static final String PROTOCOL = "RTSP/";
  private static final String STATUS_LINE = "RTSP/1.0 200";

  private static final String[] METHODS = {
    "OPTIONS",
    "DESCRIBE",
    "ANNOUNCE",
    "SETUP",
    "PLAY",
    "PLAY_NOTIFY",
    "PAUSE",
    "TEARDOWN",
    "GET_PARAMETER",
    "SET_PARAMETER",
    "REDIRECT",
    "RECORD"
  };

  /** Tells which message begins where one is expected. */
  static UnitStart ofMessage(ByteBuffer source, int at, int to, int maxLine) {
    int rtsp = Ascii.matching(source, at, to, PROTOCOL);
    if (rtsp == PROTOCOL.length()) {
      return RESPONSE;
    }
    int http = Ascii.matching(source, at, to, "HTTP/");
    if (http == 5) {
      return HTTP;
    }
    if (at + Math.max(rtsp, http) == to) {
      return UNDECIDED;
    }
    return ofRequest(source, at, to, maxLine, new LineScan());
  }

  /**
   * Tells what begins in the midst of garbage, where a chance match would do harm: a frame on a
   * known channel whose packet has RTP's version, a whole status line up to its code, or a request
   * line with a method that is known.
   *
   * @param line what was seen of the line so far, for all places of these bytes
   */
  static UnitStart amidGarbage(
      ByteBuffer source, int at, int to, int maxLine, IntPredicate knownChannel, LineScan line) {
    int first = source.get(at);
    if (first == INTERLEAVED_MAGIC) {
      return ofFrame(source, at, to, knownChannel);
    }
    if (first < 'A' || first > 'Z') {
      return NONE;
    }
    UnitStart response = first == 'R' ? ofStatusLine(source, at, to) : NONE;
    return response == NONE ? ofKnownRequest(source, at, to, maxLine, line) : response;
  }

  /** Tells what begins at the start of a line of text that nothing but the next message ends. */
  static UnitStart amidLines(ByteBuffer source, int at, int to) {
    if (source.get(at) == INTERLEAVED_MAGIC) {
      return FRAME;
    }
    int matching = Ascii.matching(source, at, to, PROTOCOL);
    if (matching == PROTOCOL.length()) {
      return RESPONSE;
    }
    return matching > 0 && at + matching == to ? UNDECIDED : NONE;
  }

  /** Returns whether a status line or a frame on a known channel begins within a body. */
  static boolean isAmidBody(ByteBuffer source, int at, int to, IntPredicate knownChannel) {
    return source.get(at) == INTERLEAVED_MAGIC
        ? ofFrame(source, at, to, knownChannel) == FRAME
        : ofStatusLine(source, at, to) == RESPONSE;
  }

  private static UnitStart ofFrame(ByteBuffer source, int at, int to, IntPredicate knownChannel) {
    if (at + 1 < to && !knownChannel.test(source.get(at + 1) & 0xFF)) {
      return NONE;
    }
    if (at + INTERLEAVED_HEADER >= to) {
      return UNDECIDED;
    }
    int length = ((source.get(at + 2) & 0xFF) << 8) | (source.get(at + 3) & 0xFF);
    boolean version2 = (source.get(at + INTERLEAVED_HEADER) & 0xC0) == 0x80;
    return length >= SMALLEST_PACKET && version2 ? FRAME : NONE;
  }

  /** Matches {@code RTSP/1.0 200} with any digit for a digit behind the first point. */
  static UnitStart ofStatusLine(ByteBuffer source, int at, int to) {
    int length = Math.min(STATUS_LINE.length(), to - at);
    for (int i = 0; i < length; i++) {
      int c = source.get(at + i);
      char expected = STATUS_LINE.charAt(i);
      boolean digit = Ascii.isDigit(expected) && i > 5;
      if (digit ? !Ascii.isDigit(c) : c != expected) {
        return NONE;
      }
    }
    return length == STATUS_LINE.length() ? RESPONSE : UNDECIDED;
  }

  private static UnitStart ofKnownRequest(
      ByteBuffer source, int at, int to, int maxLine, LineScan line) {
    boolean undecided = false;
    for (String method : METHODS) {
      int length = Ascii.matching(source, at, to, method);
      if (at + length == to) {
        undecided = true;
      } else if (length == method.length() && source.get(at + length) == ' ') {
        return ofRequest(source, at, to, maxLine, line);
      }
    }
    return undecided ? UNDECIDED : NONE;
  }

  /** Matches {@code method SP anything SP RTSP/version} up to the line's end. */
  private static UnitStart ofRequest(
      ByteBuffer source, int at, int to, int maxLine, LineScan line) {
    if (!Ascii.isLetter(source.get(at))) {
      return NONE;
    }
    int i = at + 1;
    while (i < to && Ascii.isToken(source.get(i))) {
      if (++i - at > LONGEST_METHOD) {
        return NONE;
      }
    }
    if (i == to) {
      return UNDECIDED;
    }
    if (!Ascii.isBlank(source.get(i))) {
      return NONE;
    }
    int limit = Math.min(to, at + maxLine + 1);
    if (i >= limit) {
      return NONE;
    }
    int end = line.end(source, i, limit);
    if (end == limit) {
      return limit == to ? UNDECIDED : NONE;
    }
    if (!Ascii.isLineBreak(source.get(end))) {
      return NONE;
    }
    int word = line.lastWord();
    boolean named = word > i && Ascii.matching(source, word, end, PROTOCOL) == PROTOCOL.length();
    return named && word + PROTOCOL.length() < end ? REQUEST : NONE;
  }
}
