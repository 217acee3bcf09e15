package io.rtsper.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C: tells the command and gives it a moment to say goodbye to the server and to sum up,
 * before the process ends with the signal's status.
 */
final class Interruption implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 3;

  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread hook;

  private Interruption(Runnable interrupt) {
    hook =
        new Thread(
            () -> {
              interrupt.run();
              try {
                done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
              } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
              }
            },
            "rtsper-interruption");
  }

  static Interruption of(Runnable interrupt) {
    Interruption interruption = new Interruption(interrupt);
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  @Override
  public void close() {
    done.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      // The hook is running, which is what it is for.
      return;
    }
  }
}
