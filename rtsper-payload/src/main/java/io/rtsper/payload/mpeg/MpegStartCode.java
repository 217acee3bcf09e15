package io.rtsper.payload.mpeg;

import java.nio.ByteBuffer;

/** Start codes of MPEG video: 00 00 01 and a byte that says what begins. */
final class MpegStartCode {

  static final int LENGTH = 4;
  static final int NONE = -1;

  private MpegStartCode() {}

  /** Returns the code at a place; NONE if none stands there. */
  static int at(ByteBuffer bytes, int at, int to) {
    return to - at >= LENGTH && bytes.getInt(at) >>> 8 == 1 ? bytes.get(at + 3) & 0xFF : NONE;
  }

  /** Returns where a code stands first; NONE if it doesn't. */
  static int find(int code, ByteBuffer bytes, int from, int to) {
    for (int i = from; to - i >= LENGTH; i++) {
      if (bytes.get(i) == 0 && at(bytes, i, to) == code) {
        return i;
      }
    }
    return NONE;
  }
}
