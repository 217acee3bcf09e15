package io.rtsper.transport.tcp;

import io.rtsper.api.spi.ControlLink;
import io.rtsper.api.spi.MemoryBudget;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/**
 * The bytes that a socket wouldn't take yet, in order. Grows only as they come, and takes the room
 * for its buffer from the session's budget; {@link #release} gives it back.
 */
final class OutboundQueue {

  private static final int FIRST_CAPACITY = 4096;

  /** What a drained queue may keep for the next time. */
  private static final int KEPT_CAPACITY = 64 * 1024;

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final MemoryBudget memory;

  /**
   * Always ready to be read from: the waiting bytes lie between position and limit. Its capacity is
   * what was taken from the budget.
   */
  private ByteBuffer waiting = NOTHING;

  OutboundQueue(MemoryBudget memory) {
    this.memory = memory;
  }

  /** Returns how many bytes wait. */
  int size() {
    return waiting.remaining();
  }

  /**
   * Makes room for more bytes behind those that wait, so that they can be added.
   *
   * @param limit the most that may wait then
   * @return false if more would wait, or if the budget has no room
   */
  boolean makeRoom(int more, int limit) {
    if (more > limit - size()) {
      return false;
    }
    int needed = size() + more;
    if (needed > waiting.capacity()) {
      return grow(needed);
    }
    if (waiting.capacity() - waiting.limit() < more) {
      waiting.compact().flip();
    }
    return true;
  }

  private boolean grow(int needed) {
    int taken = waiting.capacity();
    int doubled = Math.min(Math.max(FIRST_CAPACITY, 2 * taken), ControlLink.MAX_PENDING);
    int capacity = Math.max(needed, doubled);
    if (!memory.reserve(capacity - taken)) {
      capacity = needed;
      if (!memory.reserve(capacity - taken)) {
        return false;
      }
    }
    waiting = ByteBuffer.allocate(capacity).put(waiting).flip();
    return true;
  }

  /**
   * Takes all that remains in the buffer, or nothing.
   *
   * @return false if more than {@link ControlLink#MAX_PENDING} would wait, or if the budget has no
   *     room
   */
  boolean add(ByteBuffer bytes) {
    int more = bytes.remaining();
    if (!makeRoom(more, ControlLink.MAX_PENDING)) {
      return false;
    }
    int end = waiting.limit();
    waiting.limit(end + more);
    waiting.put(end, bytes, bytes.position(), more);
    bytes.position(bytes.limit());
    return true;
  }

  /** Writes what the channel takes at once. */
  void writeTo(WritableByteChannel channel) throws IOException {
    channel.write(waiting);
    trim();
  }

  /** Lets go of a large buffer if nothing waits. */
  void trim() {
    if (size() > 0) {
      return;
    }
    if (waiting.capacity() > KEPT_CAPACITY) {
      release();
    } else {
      waiting.position(0).limit(0);
    }
  }

  /** Gives up all that waits, passing it on as one buffer that is valid during the call only. */
  ByteBuffer takeAll() {
    ByteBuffer all = waiting;
    release();
    return all;
  }

  /** Forgets all that waits, and gives the room for it back. */
  void release() {
    memory.release(waiting.capacity());
    waiting = NOTHING;
  }
}
