package io.rtsper.camera;

import java.io.IOException;
import java.nio.ByteBuffer;

/** What waits to be written to one connection. Grows with what a script wants to send. */
final class OutputBuffer {

  private static final int INITIAL = 128 * 1024;

  private ByteBuffer buffer = ByteBuffer.allocateDirect(INITIAL);

  int size() {
    return buffer.position();
  }

  void append(byte[] bytes) {
    append(ByteBuffer.wrap(bytes));
  }

  void append(ByteBuffer bytes) {
    room(bytes.remaining()).put(bytes);
  }

  /** Returns the buffer, with room for that many bytes at its position. */
  ByteBuffer room(int bytes) {
    if (buffer.remaining() < bytes) {
      int capacity = Math.max(buffer.capacity() * 2, buffer.position() + bytes);
      buffer = ByteBuffer.allocateDirect(capacity).put(buffer.flip());
    }
    return buffer;
  }

  void drainTo(ByteLink link) throws IOException {
    if (buffer.position() == 0) {
      return;
    }
    buffer.flip();
    try {
      link.write(buffer);
    } finally {
      buffer.compact();
    }
  }
}
