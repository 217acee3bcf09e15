package io.rtsper.core.context;

import io.rtsper.api.MessageLimits;
import io.rtsper.api.spi.MemoryBudget;
import java.util.concurrent.atomic.AtomicLong;

/** The memory of one session beside its messages, which have their part from the beginning. */
public final class SessionMemory implements MemoryBudget {

  private static final int LONGEST_PACKET = 64 << 10;

  private final AtomicLong left;

  /**
   * Makes a budget of which nothing is taken.
   *
   * @param bytes how much there is
   */
  public SessionMemory(long bytes) {
    left = new AtomicLong(bytes);
  }

  /**
   * Returns what a session may hold besides a message and a packet that aren't whole.
   *
   * @param limit what it may hold in all
   * @param limits how large a message may be
   * @return a budget of which nothing is taken
   */
  static SessionMemory of(int limit, MessageLimits limits) {
    return new SessionMemory(
        (long) limit - LONGEST_PACKET - limits.maxHeaderBytes() - limits.maxBodyBytes());
  }

  @Override
  public boolean reserve(int bytes) {
    long now = left.get();
    while (bytes <= now) {
      if (left.compareAndSet(now, now - bytes)) {
        return true;
      }
      now = left.get();
    }
    return false;
  }

  @Override
  public void release(int bytes) {
    left.addAndGet(bytes);
  }

  @Override
  public long available() {
    return left.get();
  }
}
