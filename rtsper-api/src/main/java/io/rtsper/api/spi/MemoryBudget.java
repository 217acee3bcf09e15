package io.rtsper.api.spi;

import io.rtsper.api.DoNotImplement;

/**
 * The memory that a session may hold beside its messages: what waits to be sent, packets that wait
 * for others, frames. Whoever keeps bytes for longer than a call takes their room from here first.
 * One number bounds them all, the builder's {@code memoryLimit}. From any thread.
 */
@DoNotImplement
public interface MemoryBudget {

  /**
   * Takes room, if it is there.
   *
   * @param bytes how much
   * @return false if the session would hold more than it may; nothing is taken then
   */
  boolean reserve(int bytes);

  /**
   * Gives room back.
   *
   * @param bytes how much, of what was taken
   */
  void release(int bytes);

  /**
   * Returns how much is left at this moment.
   *
   * @return bytes
   */
  long available();
}
