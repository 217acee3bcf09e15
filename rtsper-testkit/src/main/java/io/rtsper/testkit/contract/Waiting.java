package io.rtsper.testkit.contract;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.Assertions;

/** Waits for what another thread does, with a bound. */
final class Waiting {

  private static final long STEP_NANOS = 500_000;

  private Waiting() {}

  /** Waits until a condition holds; fails with a message when that takes too long. */
  static void until(BooleanSupplier condition, Supplier<String> message) {
    long end = System.nanoTime() + ContractLoop.patience().toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        Assertions.fail(message.get() + " after " + ContractLoop.patience());
      }
      LockSupport.parkNanos(STEP_NANOS);
    }
  }
}
