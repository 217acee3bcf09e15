package io.rtsper.testkit.contract;

import io.rtsper.api.spi.MemoryBudget;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Assertions;

/** A session's memory to test plug-ins on: it knows what was taken and not given back. */
public final class ContractBudget implements MemoryBudget {

  private final long limit;
  private final AtomicLong taken = new AtomicLong();

  /**
   * Makes a budget of which nothing is taken.
   *
   * @param limit how many bytes can be taken
   */
  public ContractBudget(long limit) {
    this.limit = limit;
  }

  @Override
  public boolean reserve(int bytes) {
    checkCount(bytes);
    long before = taken.get();
    while (bytes <= limit - before) {
      if (taken.compareAndSet(before, before + bytes)) {
        return true;
      }
      before = taken.get();
    }
    return false;
  }

  @Override
  public void release(int bytes) {
    checkCount(bytes);
    if (taken.addAndGet(-bytes) < 0) {
      Assertions.fail("more memory is given back than was taken");
    }
  }

  private static void checkCount(int bytes) {
    if (bytes < 0) {
      Assertions.fail(bytes + " bytes of memory");
    }
  }

  @Override
  public long available() {
    return limit - taken.get();
  }

  /**
   * Returns how much is taken.
   *
   * @return bytes; 0 when all has been given back
   */
  public long taken() {
    return taken.get();
  }
}
