package io.rtsper.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtsper.api.RtspCancelledException;
import io.rtsper.api.RtspException;
import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspValidationException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class OperationQueueTest {

  private final List<String> events = new ArrayList<>();
  private final List<RtspException> aborted = new ArrayList<>();
  private boolean closing;
  private final OperationQueue queue =
      new OperationQueue(aborted::add, () -> events.add("after"), () -> closing);

  private OperationQueue.Operation<String> operation(
      String name, CompletableFuture<String> body, OperationFuture<String> caller) {
    return new OperationQueue.Operation<>(
        name,
        () -> {
          events.add(name);
          return body;
        },
        caller);
  }

  private static OperationFuture<String> caller() {
    return new OperationFuture<>(() -> {});
  }

  @Test
  void takesOneAfterTheOther() {
    CompletableFuture<String> first = new CompletableFuture<>();
    OperationFuture<String> caller = caller();
    queue.submit(operation("first", first, caller()));
    queue.submit(operation("second", CompletableFuture.completedFuture("2"), caller));
    queue.submitFirst(operation("urgent", CompletableFuture.completedFuture("u"), caller()));
    assertThat(events).containsExactly("first");
    first.complete("1");
    assertThat(events).containsExactly("first", "after", "urgent", "after", "second", "after");
    assertThat(caller).isCompletedWithValue("2");
    assertThat(queue.isIdle()).isTrue();
  }

  @Test
  void doesNotGrowTheStackWithOperationsThatEndAtOnce() {
    CompletableFuture<String> gate = new CompletableFuture<>();
    queue.submit(operation("gate", gate, caller()));
    OperationFuture<String> last = caller();
    for (int i = 0; i < 9_000; i++) {
      queue.submit(operation("more", CompletableFuture.completedFuture(""), caller()));
    }
    queue.submit(operation("last", CompletableFuture.completedFuture("done"), last));
    gate.complete("");
    assertThat(last).isCompletedWithValue("done");
  }

  @Test
  void refusesMoreThanAnybodyCouldWaitFor() {
    queue.submit(operation("gate", new CompletableFuture<>(), caller()));
    OperationFuture<String> refused = caller();
    for (int i = 0; i < 10_000; i++) {
      queue.submit(operation("more", new CompletableFuture<>(), caller()));
    }
    queue.submit(operation("too many", new CompletableFuture<>(), refused));
    assertThatThrownBy(refused::join).hasMessageContaining("10000 operations");
  }

  @Test
  void givesUpWhatIsUnderWayAndForgetsWhatWaits() {
    OperationQueue.Operation<String> running =
        operation("running", new CompletableFuture<>(), caller());
    OperationQueue.Operation<String> waiting =
        operation("waiting", CompletableFuture.completedFuture(""), caller());
    queue.submit(running);
    queue.submit(waiting);
    queue.cancel(waiting);
    assertThat(aborted).isEmpty();
    queue.cancel(running);
    assertThat(aborted).hasSize(1).allMatch(RtspCancelledException.class::isInstance);
    assertThat(aborted.get(0)).hasMessageContaining("running was cancelled");
  }

  @Test
  void skipsWhatNobodyWaitsForAnyMore() {
    CompletableFuture<String> gate = new CompletableFuture<>();
    queue.submit(operation("gate", gate, caller()));
    OperationFuture<String> abandoned = caller();
    queue.submit(operation("abandoned", new CompletableFuture<>(), abandoned));
    abandoned.cancel(false);
    gate.complete("");
    assertThat(events).containsExactly("gate", "after");
  }

  @Test
  void failsAllWhenClosedAndFromThenOn() {
    OperationFuture<String> running = caller();
    OperationFuture<String> waiting = caller();
    OperationFuture<String> later = caller();
    queue.submit(operation("running", new CompletableFuture<>(), running));
    queue.submit(operation("waiting", new CompletableFuture<>(), waiting));
    queue.close(new RtspCancelledException(RtspPhase.CLOSE, "closed", null));
    assertThat(List.of(running, waiting))
        .allSatisfy(
            future ->
                assertThatThrownBy(future::join).hasCauseInstanceOf(RtspCancelledException.class));
    queue.submit(operation("later", new CompletableFuture<>(), later));
    assertThatThrownBy(later::join)
        .hasCauseInstanceOf(IllegalStateException.class)
        .hasMessageContaining("later isn't possible in state CLOSED: closed");
  }

  @Test
  void goesOnAfterAnErrorOfAnApplicationsClass() {
    OperationFuture<String> caller = caller();
    OperationFuture<String> next = caller();
    queue.submit(
        new OperationQueue.Operation<>(
            "broken",
            () -> {
              throw new NoClassDefFoundError("com/acme/Secrets");
            },
            caller));
    queue.submit(operation("next", CompletableFuture.completedFuture("done"), next));
    assertThatThrownBy(caller::join)
        .hasCauseInstanceOf(RtspValidationException.class)
        .hasRootCauseInstanceOf(NoClassDefFoundError.class);
    assertThat(next).isCompletedWithValue("done");
  }

  @Test
  void tellsWhoFailedForClosingOnceItIsClosed() {
    CompletableFuture<String> body = new CompletableFuture<>();
    OperationFuture<String> running = caller();
    queue.submit(operation("running", body, running));
    closing = true;
    body.completeExceptionally(new IllegalStateException("not sent"));
    assertThat(running).isNotDone();
    queue.close(new RtspCancelledException(RtspPhase.CLOSE, "closed", null));
    assertThatThrownBy(running::join).hasCauseInstanceOf(RtspCancelledException.class);
  }

  @Test
  void handsOnWhatABodyThrows() {
    OperationFuture<String> caller = caller();
    queue.submit(
        new OperationQueue.Operation<>(
            "broken",
            () -> {
              throw new IllegalStateException("not in this state");
            },
            caller));
    assertThatThrownBy(caller::join)
        .hasCauseInstanceOf(IllegalStateException.class)
        .hasMessageContaining("not in this state");
    assertThat(queue.isIdle()).isTrue();
  }
}
