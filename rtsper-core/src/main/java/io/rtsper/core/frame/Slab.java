package io.rtsper.core.frame;

import io.rtsper.api.spi.MemoryBudget;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A piece of memory that frames are written into one behind another. It counts to the session's
 * memory while the writer or a queue has it; what was taken from a queue is the application's, so
 * no part of it that was ever queued is written again.
 */
final class Slab {

  final byte[] bytes;

  /** The same bytes, for the writer. */
  final ByteBuffer buffer;

  private final MemoryBudget memory;
  private final AtomicInteger users = new AtomicInteger(1);

  private Slab(int size, MemoryBudget memory) {
    this.bytes = new byte[size];
    this.buffer = ByteBuffer.wrap(bytes);
    this.memory = memory;
  }

  /** Returns a slab that has one user; null if there is no room for it. */
  static @Nullable Slab of(int size, MemoryBudget memory) {
    return memory.reserve(size) ? new Slab(size, memory) : null;
  }

  /** Adds a user; only where there is one. */
  void pin() {
    users.incrementAndGet();
  }

  /** Takes a user away; from any thread. */
  void unpin() {
    if (users.decrementAndGet() == 0) {
      memory.release(bytes.length);
    }
  }
}
