package io.rtsper.transport.tcp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/**
 * The bytes that a socket wouldn't take yet, in order. Holds a limited number of them and grows
 * only as they come.
 */
final class OutboundQueue {

  private static final int FIRST_CAPACITY = 4096;

  /** What a drained queue may keep for the next time. */
  private static final int KEPT_CAPACITY = 64 * 1024;

  private final int limit;

  /** Always ready to be read from: the waiting bytes lie between position and limit. */
  private ByteBuffer waiting = ByteBuffer.allocate(0);

  OutboundQueue(int limit) {
    this.limit = limit;
  }

  /** Returns how many bytes wait. */
  int size() {
    return waiting.remaining();
  }

  /**
   * Takes all that remains in the buffer, or nothing.
   *
   * @return false if more would wait then than the limit allows
   */
  boolean add(ByteBuffer bytes) {
    int more = bytes.remaining();
    if (more > limit - size()) {
      return false;
    }
    if (waiting.capacity() - waiting.limit() < more) {
      makeRoom(more);
    }
    int end = waiting.limit();
    waiting.limit(end + more);
    waiting.put(end, bytes, bytes.position(), more);
    bytes.position(bytes.limit());
    return true;
  }

  private void makeRoom(int more) {
    int needed = size() + more;
    if (needed <= waiting.capacity()) {
      waiting.compact().flip();
      return;
    }
    long doubled = Math.max(FIRST_CAPACITY, 2L * waiting.capacity());
    int capacity = Math.max(needed, (int) Math.min(doubled, limit));
    waiting = ByteBuffer.allocate(capacity).put(waiting).flip();
  }

  /** Writes what the channel takes at once. */
  void writeTo(WritableByteChannel channel) throws IOException {
    channel.write(waiting);
    if (!waiting.hasRemaining()) {
      clear();
    }
  }

  /** Gives up all that waits, passing it on as one buffer that is valid until the next call. */
  ByteBuffer takeAll() {
    ByteBuffer all = waiting;
    waiting = ByteBuffer.allocate(0);
    return all;
  }

  /** Forgets all that waits. */
  void clear() {
    waiting =
        waiting.capacity() > KEPT_CAPACITY ? ByteBuffer.allocate(0) : waiting.position(0).limit(0);
  }
}
