package io.rtsper.core.session;

import io.rtsper.api.RtspCancelledException;
import io.rtsper.api.RtspException;
import io.rtsper.api.RtspPhase;
import io.rtsper.core.context.Failures;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Carries a session's operations out one after another, in the order in which they were given. */
final class OperationQueue {

  private static final int MAX_WAITING = 10_000;

  private final Deque<Operation<?>> waiting = new ArrayDeque<>();
  private final Consumer<RtspException> abortCurrent;
  private final Runnable afterEach;
  private final BooleanSupplier closing;
  private @Nullable Operation<?> current;
  private @Nullable RtspException closed;
  private boolean starting;

  /**
   * Makes an empty queue.
   *
   * @param abortCurrent releases what the operation under way waits for
   * @param afterEach called when an operation has ended, before the next one starts
   * @param closing whether {@link #close} is about to be called
   */
  OperationQueue(
      Consumer<RtspException> abortCurrent, Runnable afterEach, BooleanSupplier closing) {
    this.abortCurrent = abortCurrent;
    this.afterEach = afterEach;
    this.closing = closing;
  }

  /** An operation and the future that its caller holds. */
  static final class Operation<T> {

    final String name;
    private final Supplier<CompletableFuture<T>> body;
    private final OperationFuture<T> future;

    Operation(String name, Supplier<CompletableFuture<T>> body, OperationFuture<T> future) {
      this.name = name;
      this.body = body;
      this.future = future;
    }

    /** Returns whether nobody waits for it any more. */
    boolean isAbandoned() {
      return future.isDone();
    }

    private CompletableFuture<T> start() {
      try {
        return body.get();
      } catch (Throwable failure) {
        // Errors too, such as of an application's class that is missing: the next one must run.
        return CompletableFuture.failedFuture(failure);
      }
    }
  }

  boolean isIdle() {
    return current == null;
  }

  @Nullable Operation<?> current() {
    return current;
  }

  void submit(Operation<?> operation) {
    if (closed != null) {
      operation.future.failed(
          new IllegalStateException(
              operation.name + " isn't possible in state CLOSED: " + closed.getMessage(), closed));
    } else if (waiting.size() >= MAX_WAITING) {
      operation.future.failed(
          new IllegalStateException(
              MAX_WAITING + " operations of this session wait already; wait for them first"));
    } else {
      waiting.add(operation);
      next();
    }
  }

  /** Puts an operation before all that wait. */
  void submitFirst(Operation<?> operation) {
    if (closed == null) {
      waiting.addFirst(operation);
      next();
    }
  }

  /** Gives up an operation, wherever it stands. */
  void cancel(Operation<?> operation) {
    if (current == operation) {
      abortCurrent.accept(
          new RtspCancelledException(
              RtspPhase.REQUEST, operation.name + " was cancelled while it was under way", null));
    } else {
      waiting.remove(operation);
    }
  }

  /** Fails all operations, now and from now on. */
  void close(RtspException reason) {
    if (closed != null) {
      return;
    }
    closed = reason;
    List<Operation<?>> failed = new ArrayList<>(waiting);
    waiting.clear();
    Operation<?> running = current;
    if (running != null) {
      running.future.failed(reason);
    }
    for (Operation<?> operation : failed) {
      operation.future.failed(reason);
    }
  }

  /** Starts what waits. A loop rather than a recursion, since an operation may end at once. */
  private void next() {
    if (starting) {
      return;
    }
    starting = true;
    try {
      Operation<?> operation;
      while (current == null && (operation = waiting.poll()) != null) {
        if (!operation.isAbandoned()) {
          run(operation);
        }
      }
    } finally {
      starting = false;
    }
  }

  private <T> void run(Operation<T> operation) {
    current = operation;
    operation
        .start()
        .whenComplete(
            (value, failure) -> {
              if (failure != null && closed == null && closing.getAsBoolean()) {
                return; // closing is what it failed for, and tells its caller once that is so
              }
              current = null;
              if (failure == null) {
                operation.future.done(value);
              } else {
                operation.future.failed(Failures.ofOperation(failure));
              }
              afterEach.run();
              next();
            });
  }
}
