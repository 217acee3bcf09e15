package io.rtsper.core.session;

import java.util.concurrent.CompletableFuture;

/** The future of an operation, whose cancelling gives the operation up. */
final class OperationFuture<T> extends CompletableFuture<T> {

  private final Runnable onCancel;

  /**
   * Makes a future.
   *
   * @param onCancel called once when it is cancelled, on the cancelling thread
   */
  OperationFuture(Runnable onCancel) {
    this.onCancel = onCancel;
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    boolean cancelled = super.cancel(mayInterruptIfRunning);
    if (cancelled) {
      onCancel.run();
    }
    return cancelled;
  }

  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return new CompletableFuture<>();
  }
}
