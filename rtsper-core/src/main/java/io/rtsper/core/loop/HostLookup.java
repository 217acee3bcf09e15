package io.rtsper.core.loop;

import io.rtsper.api.spi.HostResolver;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Looks up host names on a few daemon threads of its own, since the JVM's look-up blocks. The
 * threads end when there is nothing to look up.
 */
public final class HostLookup implements AutoCloseable {

  private static final int MAX_THREADS = 8;
  private static final int MAX_WAITING = 10_000;
  private static final long IDLE_SECONDS = 5;

  private final HostResolver resolver;
  private final ThreadPoolExecutor threads;

  /**
   * Makes a look-up without a thread yet.
   *
   * @param resolver does the work
   * @param name what the threads' names start with
   */
  public HostLookup(HostResolver resolver, String name) {
    this.resolver = resolver;
    this.threads =
        new ThreadPoolExecutor(
            MAX_THREADS,
            MAX_THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MAX_WAITING),
            task -> {
              Thread thread = new Thread(task, name + "-lookup");
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
  }

  /**
   * Looks up a host.
   *
   * @param host a name or a literal address
   * @return completes on a thread of the look-up with one address at least; cancelling it gives up
   *     the wait, not the look-up
   */
  public CompletableFuture<List<InetAddress>> lookUp(String host) {
    CompletableFuture<List<InetAddress>> result = new CompletableFuture<>();
    try {
      threads.execute(
          () -> {
            if (result.isDone()) {
              return;
            }
            try {
              result.complete(List.copyOf(resolver.resolve(host)));
            } catch (Exception unknown) {
              result.completeExceptionally(unknown);
            }
          });
    } catch (RejectedExecutionException full) {
      result.completeExceptionally(full);
    }
    return result;
  }

  /** Ends the threads; look-ups under way complete with what they found, if anything. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
