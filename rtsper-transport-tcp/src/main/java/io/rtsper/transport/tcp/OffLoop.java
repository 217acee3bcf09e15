package io.rtsper.transport.tcp;

import io.rtsper.api.spi.EventLoop;
import java.security.GeneralSecurityException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;

/**
 * What takes milliseconds of calculation and so isn't for the loop. It runs in the JVM's common
 * pool, whose few daemon threads nobody has to end, and its result comes back to the loop.
 */
final class OffLoop {

  private static final String COMMON_POOL_SIZE =
      "java.util.concurrent.ForkJoinPool.common.parallelism";

  private final EventLoop loop;

  OffLoop(EventLoop loop) {
    this.loop = loop;
  }

  /** Work to be done off the loop. */
  interface Calculation {

    /** Does the work and returns what to do with its result on the loop. */
    Runnable run() throws GeneralSecurityException, SSLException;
  }

  /**
   * Does the work; then, on the loop, what it returned, or what is to be done about its failure.
   */
  void calculate(Calculation work, Consumer<Runnable> done, Consumer<Exception> failed) {
    start(
        () -> {
          try {
            Runnable result = work.run();
            onLoop(() -> done.accept(result));
          } catch (GeneralSecurityException | SSLException | RuntimeException e) {
            // RuntimeException: a context or trust manager of the application's may throw any.
            onLoop(() -> failed.accept(e));
          }
        });
  }

  private static void start(Runnable task) {
    if (Integer.getInteger(COMMON_POOL_SIZE, 1) > 0) {
      ForkJoinPool.commonPool().execute(task);
    } else {
      Thread thread = new Thread(task, "rtsper-tls-handshake");
      thread.setDaemon(true);
      thread.start();
    }
  }

  /** Runs a task on the loop, behind those that wait there. */
  void onLoop(Runnable task) {
    try {
      loop.execute(task);
    } catch (RejectedExecutionException e) {
      // The loop has ended, and with it everything that lived on it.
    }
  }
}
