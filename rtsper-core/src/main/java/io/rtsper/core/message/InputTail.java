package io.rtsper.core.message;

import java.nio.ByteBuffer;

/**
 * The bytes of a message or frame that hasn't come whole. Grows to what is needed and no further,
 * and keeps its room for the next one.
 */
final class InputTail {

  private static final int SMALLEST = 512;

  private ByteBuffer buffer = ByteBuffer.allocate(0);
  private int length;

  /** Returns the buffer; its content stands from 0 to {@link #length()}. */
  ByteBuffer buffer() {
    return buffer;
  }

  int length() {
    return length;
  }

  boolean isEmpty() {
    return length == 0;
  }

  /** Makes room for so many bytes in all. */
  void reserve(int total) {
    if (total > buffer.capacity()) {
      ByteBuffer larger = ByteBuffer.allocate(Math.max(total, SMALLEST));
      larger.put(0, buffer, 0, length);
      buffer = larger;
    }
  }

  /** Copies bytes of the input behind what is here, and doubles the room if there is none. */
  void append(ByteBuffer source, int from, int count) {
    int total = length + count;
    if (total > buffer.capacity()) {
      reserve(Math.max(total, buffer.capacity() * 2));
    }
    buffer.put(length, source, from, count);
    length = total;
  }

  /** Drops bytes at the start and at the end; what is between moves to the start. */
  void keep(int from, int to) {
    if (from > 0 && to > from) {
      System.arraycopy(buffer.array(), from, buffer.array(), 0, to - from);
    }
    length = to - from;
  }

  int capacity() {
    return buffer.capacity();
  }
}
