package io.rtsper.transport.tcp;

import io.rtsper.api.spi.EventLoop;
import java.security.GeneralSecurityException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;

/**
 * What takes milliseconds of calculation and so isn't for the loop. It runs on a few daemon threads
 * that end by themselves when nothing has been left to calculate for a moment, and its result comes
 * back to the loop.
 *
 * <p>Not the JVM's common pool: on a machine of two processors that has one thread, and an
 * application that blocks it would hold up every handshake.
 */
final class OffLoop {

  private final EventLoop loop;
  private final Executor threads;

  /**
   * Makes the way off a loop and back.
   *
   * @param threads those that {@link #threads()} made, for all links of a provider
   */
  OffLoop(EventLoop loop, Executor threads) {
    this.loop = loop;
    this.threads = threads;
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
    threads.execute(
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

  /** Makes threads to calculate on; none of them runs before there is something to do. */
  static Executor threads() {
    int most = Math.max(2, Runtime.getRuntime().availableProcessors());
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            most,
            most,
            100,
            TimeUnit.MILLISECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "rtsper-tls-handshake");
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
    return threads;
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
