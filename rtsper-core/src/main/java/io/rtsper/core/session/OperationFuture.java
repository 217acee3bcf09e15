package io.rtsper.core.session;

import java.util.concurrent.CompletableFuture;

/**
 * The future of an operation. Whoever completes it but the session, by cancelling, {@link
 * #orTimeout} or otherwise, gives the operation up.
 */
final class OperationFuture<T> extends CompletableFuture<T> {

  private final Runnable onGivenUp;

  /**
   * Makes a future.
   *
   * @param onGivenUp called once when somebody else completes it, on that thread
   */
  OperationFuture(Runnable onGivenUp) {
    this.onGivenUp = onGivenUp;
  }

  /** Completes it with what the operation brought. */
  void done(T value) {
    super.complete(value);
  }

  /** Completes it with why the operation failed; returns whether it wasn't complete yet. */
  boolean failed(Throwable failure) {
    return super.completeExceptionally(failure);
  }

  @Override
  public boolean complete(T value) {
    return givenUp(super.complete(value));
  }

  @Override
  public boolean completeExceptionally(Throwable failure) {
    return givenUp(super.completeExceptionally(failure));
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    return givenUp(super.cancel(mayInterruptIfRunning));
  }

  private boolean givenUp(boolean byThisCall) {
    if (byThisCall) {
      onGivenUp.run();
    }
    return byThisCall;
  }

  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return new CompletableFuture<>();
  }
}
