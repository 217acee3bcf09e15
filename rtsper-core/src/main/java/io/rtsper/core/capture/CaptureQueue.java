package io.rtsper.core.capture;

import io.rtsper.api.spi.MemoryBudget;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What waits for the thread that writes it. Whoever records never waits for that thread: the lock
 * is held while one record is copied, or a chunk taken, and never across I/O. The chunks are of the
 * session's memory; where there is none, or too much waits already, a record is left out and
 * counted.
 */
final class CaptureQueue {

  /** The most that waits, in bytes of the chunks; a quarter of the session's memory if less. */
  static final int MOST_BYTES = 4 << 20;

  private static final int CHUNK = 128 << 10;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition filled = lock.newCondition();
  private final MemoryBudget memory;
  private final int most;
  private final Deque<ByteBuffer> full = new ArrayDeque<>();
  private final Deque<ByteBuffer> free = new ArrayDeque<>();
  private @Nullable ByteBuffer current;
  private int held;
  private boolean ended;
  private boolean broken;
  private long packets;
  private long dropped;

  CaptureQueue(MemoryBudget memory) {
    this.memory = memory;
    this.most = (int) Math.min(MOST_BYTES, Math.max(CHUNK, memory.available() / 4));
  }

  /**
   * Returns room for a record, which the caller fills and then {@link #commit commits}; null if it
   * is left out, or if this has ended. Nothing but the filling happens in between: the lock is
   * held.
   *
   * @param bytes how much is needed
   * @param count how many packets the record has
   */
  @Nullable ByteBuffer room(int bytes, int count) {
    lock.lock();
    if (ended) { // what a connection says that outlives the session
      lock.unlock();
      return null;
    }
    packets += count;
    ByteBuffer in = broken ? null : chunk(bytes);
    if (in == null) {
      dropped += count;
      lock.unlock();
    }
    return in;
  }

  /** Ends what {@link #room} began. */
  void commit() {
    filled.signal();
    lock.unlock();
  }

  private @Nullable ByteBuffer chunk(int bytes) {
    ByteBuffer in = current;
    if (in != null && in.remaining() >= bytes) {
      return in;
    }
    ByteBuffer next = bytes <= CHUNK ? free.poll() : null;
    if (next == null) {
      int size = Math.max(CHUNK, bytes);
      if (held + size > most || !memory.reserve(size)) {
        return null;
      }
      held += size;
      next = ByteBuffer.allocate(size);
    }
    if (in != null) {
      full.add(in);
    }
    current = next;
    return next;
  }

  /** Returns what is to be written next, ready to be read; null when there is nothing more. */
  @Nullable ByteBuffer take() throws InterruptedException {
    lock.lock();
    try {
      while (full.isEmpty() && (current == null || current.position() == 0)) {
        if (ended) {
          return null;
        }
        filled.await();
      }
      ByteBuffer next = full.poll();
      if (next == null) {
        next = current;
        current = null;
      }
      return next == null ? null : next.flip();
    } finally {
      lock.unlock();
    }
  }

  /** Takes a chunk back that is written. */
  void written(ByteBuffer chunk) {
    lock.lock();
    try {
      if (chunk.capacity() == CHUNK && !ended && !broken) {
        free.add(chunk.clear());
      } else {
        release(chunk);
      }
    } finally {
      lock.unlock();
    }
  }

  private void release(ByteBuffer chunk) {
    held -= chunk.capacity();
    memory.release(chunk.capacity());
  }

  /** Takes no more records. */
  void end() {
    lock.lock();
    try {
      ended = true;
      filled.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Gives the memory back that nothing waits in any more. */
  void releaseFree() {
    lock.lock();
    try {
      free.forEach(this::release);
      free.clear();
    } finally {
      lock.unlock();
    }
  }

  /** Leaves out all that waits and comes: it can't be written. */
  void breakOff() {
    lock.lock();
    try {
      broken = true;
      full.forEach(this::release);
      full.clear();
      if (current != null) {
        release(current);
        current = null;
      }
    } finally {
      lock.unlock();
    }
    releaseFree();
  }

  /** Returns how many packets there were. */
  long packets() {
    lock.lock();
    try {
      return packets;
    } finally {
      lock.unlock();
    }
  }

  /** Returns whether records were left out that can't be written any more or that had no room. */
  boolean hasDropped() {
    return dropped() > 0;
  }

  /** Returns how many packets were left out. */
  long dropped() {
    lock.lock();
    try {
      return dropped;
    } finally {
      lock.unlock();
    }
  }

  /** Returns how many bytes are held. */
  int heldBytes() {
    lock.lock();
    try {
      return held;
    } finally {
      lock.unlock();
    }
  }
}
