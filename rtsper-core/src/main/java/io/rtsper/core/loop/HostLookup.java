package io.rtsper.core.loop;

import io.rtsper.api.spi.HostResolver;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Looks up host names on a few daemon threads of its own, since the JVM's look-up blocks. The
 * threads end when there is nothing to look up.
 *
 * <p>Who asks for a name that is being looked up shares that look-up. So a name whose server hangs
 * takes one thread, however many sessions ask for it and however often.
 */
public final class HostLookup implements AutoCloseable {

  private static final int MAX_THREADS = 32;
  private static final int MAX_WAITING = 10_000;
  private static final long IDLE_SECONDS = 5;

  private final HostResolver resolver;
  private final ThreadPoolExecutor threads;
  private final ConcurrentMap<String, CompletableFuture<List<InetAddress>>> underWay =
      new ConcurrentHashMap<>();

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
    CompletableFuture<List<InetAddress>> mine = new CompletableFuture<>();
    CompletableFuture<List<InetAddress>> others = underWay.putIfAbsent(host, mine);
    if (others != null) {
      return others.copy();
    }
    mine.whenComplete((addresses, failure) -> underWay.remove(host, mine));
    try {
      threads.execute(() -> resolve(host, mine));
    } catch (RejectedExecutionException full) {
      mine.completeExceptionally(full);
    }
    return mine.copy();
  }

  private void resolve(String host, CompletableFuture<List<InetAddress>> result) {
    try {
      result.complete(List.copyOf(resolver.resolve(host)));
    } catch (Throwable unknown) {
      result.completeExceptionally(unknown);
    }
  }

  /** Ends the threads; look-ups under way complete with what they found, if anything. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
