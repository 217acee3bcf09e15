package io.rtsper.payload.av1;

import java.nio.ByteBuffer;

/** Numbers of seven bits a byte, the lowest first (AV1 §4.10.5), as a number and its length. */
final class Leb128 {

  /** There is none. */
  static final long NONE = -1;

  private static final int MAX_BYTES = 8;

  private Leb128() {}

  /** Returns the number in the upper half and its length in bytes in the lower; or NONE. */
  static long read(ByteBuffer bytes, int from, int to) {
    long value = 0;
    for (int i = 0; i < MAX_BYTES && from + i < to; i++) {
      int b = bytes.get(from + i);
      value |= (long) (b & 0x7F) << (7 * i);
      if ((b & 0x80) == 0) {
        return value > Integer.MAX_VALUE ? NONE : value << 32 | (i + 1);
      }
    }
    return NONE;
  }

  /** Returns how many bytes a number takes. */
  static int length(int value) {
    int length = 1;
    for (int rest = value >>> 7; rest != 0; rest >>>= 7) {
      length++;
    }
    return length;
  }

  /** Writes a number at an index. */
  static void write(int value, ByteBuffer bytes, int at) {
    int rest = value;
    int i = at;
    while (rest >>> 7 != 0) {
      bytes.put(i++, (byte) (rest | 0x80));
      rest >>>= 7;
    }
    bytes.put(i, (byte) rest);
  }
}
