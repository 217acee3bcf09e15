package io.rtsper.core.context;

import io.rtsper.api.RtspException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What an operation waits for at this moment, so that it can be released at once. */
public final class Waits {

  /** A few at most: what one operation and a keepalive wait for. */
  private final List<CompletableFuture<?>> waiting = new ArrayList<>();

  /** Keeps a future until it completes. */
  public <T> CompletableFuture<T> track(CompletableFuture<T> future) {
    waiting.removeIf(CompletableFuture::isDone);
    if (!future.isDone()) {
      waiting.add(future);
    }
    return future;
  }

  /** Fails all that waits. */
  public void release(RtspException failure) {
    List<CompletableFuture<?>> all = new ArrayList<>(waiting);
    waiting.clear();
    for (CompletableFuture<?> future : all) {
      future.completeExceptionally(failure);
    }
  }
}
