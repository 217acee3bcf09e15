package io.rtsper.core.message;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A body as it comes in. Its array grows with what has come, so that a {@code Content-Length} costs
 * nothing that the peer hasn't sent.
 */
final class BodyAssembly {

  private static final int SMALLEST = 1024;
  private static final byte[] NONE = new byte[0];

  private byte[] bytes = NONE;
  private int length;

  int length() {
    return length;
  }

  /** Copies bytes of the input behind what is here; in all there will never be more than most. */
  void append(ByteBuffer source, int from, int count, int most) {
    int total = length + count;
    if (total > bytes.length) {
      int doubled = Math.max(Math.max(total, SMALLEST), 2 * bytes.length);
      bytes = Arrays.copyOf(bytes, Math.max(total, Math.min(doubled, most)));
    }
    source.get(from, bytes, length, count);
    length = total;
  }

  int capacity() {
    return bytes.length;
  }

  byte last() {
    return bytes[length - 1];
  }

  /** Returns the bytes between two indices, and forgets all. */
  byte[] take(int from, int to) {
    byte[] taken = from == 0 && to == bytes.length ? bytes : Arrays.copyOfRange(bytes, from, to);
    clear();
    return taken;
  }

  ByteBuffer view() {
    return ByteBuffer.wrap(bytes, 0, length);
  }

  void clear() {
    bytes = NONE;
    length = 0;
  }
}
