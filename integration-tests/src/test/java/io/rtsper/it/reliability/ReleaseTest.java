package io.rtsper.it.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtsper.api.ReconnectPolicy;
import io.rtsper.api.RtspCancelledException;
import io.rtsper.api.RtspClient;
import io.rtsper.api.RtspListener;
import io.rtsper.api.RtspRequest;
import io.rtsper.api.RtspResponse;
import io.rtsper.api.RtspSession;
import io.rtsper.api.SessionState;
import io.rtsper.camera.Camera;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whoever waits is released within a second: by cancelling, interrupting and closing. {@code
 * scripts/fault-table.sh} holds that second to the tolerance of the fault table alone.
 */
@Isolated
class ReleaseTest {

  static final Duration LONG = Duration.ofMinutes(5);
  static final Duration SOON = Duration.ofSeconds(10);
  static final Duration SECOND = Duration.ofSeconds(1).plus(Run.TOLERANCE).plus(Run.LOAD);

  private final RtspClient client = RtspClient.builder().eventLoops(2).name("release").build();
  private final Watch watch = new Watch();

  @AfterEach
  void closeClient() {
    client.close();
  }

  private RtspSession session(Camera camera) {
    return client
        .session(camera.url())
        .timeout(LONG)
        .firstMediaTimeout(LONG)
        .mediaStallTimeout(LONG)
        .closeTimeout(Duration.ofMillis(300))
        .listener(watch)
        .onPacket(watch::packet)
        .build();
  }

  /** A thread that waits in a synchronous call. */
  static FutureTask<Throwable> waiter(Runnable call, List<Thread> threads) {
    FutureTask<Throwable> task =
        new FutureTask<>(
            () -> {
              try {
                call.run();
                return new AssertionError("returned");
              } catch (RuntimeException thrown) {
                return Thread.currentThread().isInterrupted()
                    ? new InterruptedException(thrown.toString())
                    : thrown;
              }
            });
    Thread thread = new Thread(task, "waiter");
    threads.add(thread);
    thread.start();
    return task;
  }

  private static boolean isWaiting(Thread thread) {
    return thread.getState() == Thread.State.WAITING
        || thread.getState() == Thread.State.TIMED_WAITING;
  }

  static Throwable result(FutureTask<Throwable> task) throws Exception {
    return task.get(SECOND.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Test
  void cancellingAFutureGivesTheRequestUpAndTheNextOneGoesOut() throws Exception {
    try (Camera camera = Camera.builder().on("DESCRIBE").times(1).silent().start()) {
      RtspSession session = session(camera);
      session.connect();
      CompletableFuture<?> describe = session.describeAsync();
      CompletableFuture<RtspResponse> next = session.optionsAsync();
      camera.awaitRequest("DESCRIBE", SOON);
      describe.cancel(true);
      assertThat(next.get(SECOND.toMillis(), TimeUnit.MILLISECONDS).statusCode()).isEqualTo(200);
      assertThatThrownBy(describe::get).isInstanceOf(CancellationException.class);
      assertThat(session.describe().media()).hasSize(2);
      session.close();
    }
  }

  @Test
  void interruptingAThreadReleasesItAndKeepsItsStatus() throws Exception {
    try (Camera camera = Camera.builder().on("DESCRIBE").silent().start()) {
      RtspSession session = session(camera);
      session.connect();
      List<Thread> threads = new ArrayList<>();
      FutureTask<Throwable> waiting = waiter(session::describe, threads);
      camera.awaitRequest("DESCRIBE", SOON);
      threads.get(0).interrupt();
      assertThat(result(waiting))
          .isInstanceOf(InterruptedException.class)
          .hasMessageContaining("interrupted while it waited for describe");
      assertThat(session.options().statusCode()).isEqualTo(200);
      session.close();
    }
  }

  @Test
  void closingReleasesAllWhoWait() throws Exception {
    try (Camera camera = Camera.builder().on("DESCRIBE").silent().start()) {
      RtspSession session = session(camera);
      session.connect();
      List<Thread> threads = new ArrayList<>();
      FutureTask<Throwable> describing = waiter(session::describe, threads);
      // Else one of those behind it might be first, and be answered.
      camera.awaitRequest("DESCRIBE", SOON);
      List<FutureTask<Throwable>> waiting =
          List.of(
              describing,
              waiter(session::options, threads),
              waiter(() -> session.ended().join(), threads));
      CompletableFuture<?> async = session.describeAsync();
      watch.await("all wait", SOON, () -> threads.stream().allMatch(ReleaseTest::isWaiting));
      long start = System.nanoTime();
      session.close();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SECOND);
      assertThat(result(waiting.get(0))).isInstanceOf(RtspCancelledException.class);
      assertThat(result(waiting.get(1))).isInstanceOf(RtspCancelledException.class);
      assertThat(result(waiting.get(2))).hasMessage("returned");
      assertThatThrownBy(() -> async.get(1, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(RtspCancelledException.class);
      assertThatThrownBy(session::options)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("CLOSED");
    }
  }

  @Test
  void closingFromACallbackDoesNotWait() throws Exception {
    try (Camera camera = Camera.builder().on("DESCRIBE").silent().start()) {
      RtspSession session =
          client
              .session(camera.url())
              .timeout(LONG)
              .listener(
                  new RtspListener() {
                    @Override
                    public void onRequest(RtspSession of, RtspRequest request) {
                      if (request.method().name().equals("DESCRIBE")) {
                        of.close();
                      }
                    }
                  })
              .build();
      CompletableFuture<RtspSession> started = session.startAsync();
      assertThatThrownBy(() -> started.get(SECOND.toMillis(), TimeUnit.MILLISECONDS))
          .hasCauseInstanceOf(RtspCancelledException.class);
      assertThat(session.state()).isEqualTo(SessionState.CLOSED);
      camera.awaitOpenConnections(0, SOON);
    }
  }

  @Test
  void closingAtEachCallbackLeavesNothing() throws Exception {
    for (SessionState at :
        List.of(
            SessionState.CONNECTED,
            SessionState.DESCRIBED,
            SessionState.READY,
            SessionState.PLAYING)) {
      try (Camera camera = Camera.open()) {
        RtspSession session =
            client
                .session(camera.url())
                .listener(
                    new RtspListener() {
                      @Override
                      public void onStateChange(
                          RtspSession of, SessionState from, SessionState to) {
                        if (to == at) {
                          of.close();
                        }
                      }
                    })
                .build();
        session.startAsync().handle((done, failure) -> null).get(20, TimeUnit.SECONDS);
        session.ended().get(20, TimeUnit.SECONDS);
        session.close();
        camera.awaitOpenConnections(0, SOON);
        camera.awaitSessions(0, SOON);
        assertThat(client.sessions()).isEmpty();
      }
    }
  }

  @Test
  void closingReleasesEvenWhenACallbackKeepsTheLoop() throws Exception {
    CountDownLatch free = new CountDownLatch(1);
    CountDownLatch kept = new CountDownLatch(1);
    try (Camera camera = Camera.open()) {
      RtspSession session =
          client
              .session(camera.url())
              .listener(
                  new RtspListener() {
                    @Override
                    public void onResponse(RtspSession of, RtspResponse response) {
                      kept.countDown();
                      until(free);
                    }
                  })
              .build();
      session.connect();
      List<Thread> threads = new ArrayList<>();
      FutureTask<Throwable> waiting = waiter(session::options, threads);
      assertThat(kept.await(20, TimeUnit.SECONDS)).isTrue();
      long start = System.nanoTime();
      FutureTask<Throwable> closing = waiter(session::close, threads);
      assertThat(result(waiting))
          .isInstanceOf(RtspCancelledException.class)
          .hasMessageContaining("options was under way");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SECOND);
      // It waits for the close timeout on top.
      assertThat(closing.get(20, TimeUnit.SECONDS)).hasMessage("returned");
      free.countDown();
      camera.awaitOpenConnections(0, SOON);
    }
  }

  private static void until(CountDownLatch free) {
    try {
      free.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Nobody waits for the session to close, so nobody but the client's watch can see to it. */
  @ParameterizedTest
  @ValueSource(strings = {"closeAsync", "a callback of another session", "the client"})
  void closingInWhateverWayReleasesWhoWaitsForASessionThatACallbackKeeps(String way)
      throws Exception {
    CountDownLatch free = new CountDownLatch(1);
    CountDownLatch kept = new CountDownLatch(1);
    RtspClient own = RtspClient.builder().eventLoops(1).name("kept").build();
    try (Camera camera = Camera.open()) {
      RtspSession session =
          own.session(camera.url())
              .timeout(LONG)
              .closeTimeout(SOON)
              .onPacket(
                  (track, packet) -> {
                    kept.countDown();
                    until(free);
                  })
              .open();
      assertThat(kept.await(20, TimeUnit.SECONDS)).isTrue();
      FutureTask<Throwable> waiting = waiter(session::options, new ArrayList<>());
      switch (way) {
        case "closeAsync" -> session.closeAsync();
        case "the client" -> new Thread(own::close, "closes the client").start();
        default ->
            own.session(camera.url())
                .listener(
                    new RtspListener() {
                      @Override
                      public void onStateChange(
                          RtspSession of, SessionState from, SessionState to) {
                        session.close();
                      }
                    })
                .build()
                .connect();
      }
      assertThat(result(waiting))
          .isInstanceOf(RtspCancelledException.class)
          .hasMessageContaining("the session was closed");
    } finally {
      free.countDown();
      own.close();
    }
  }

  @Test
  void closingTheClientReleasesAll() throws Exception {
    try (Camera camera = Camera.builder().onConnect().silent().start()) {
      List<Thread> threads = new ArrayList<>();
      List<FutureTask<Throwable>> waiting = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        waiting.add(waiter(session(camera)::start, threads));
      }
      camera.awaitOpenConnections(4, SOON);
      client.close();
      for (FutureTask<Throwable> each : waiting) {
        assertThat(result(each)).isInstanceOf(RtspCancelledException.class);
      }
      assertThatThrownBy(() -> session(camera)).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void cancellingInTheMiddleOfAReconnectionDoesNotStopIt() throws Exception {
    try (Camera camera = Camera.open()) {
      RtspSession session =
          client
              .session(camera.url())
              .reconnect(
                  ReconnectPolicy.forever().backoff(Duration.ofMillis(50), Duration.ofMillis(100)))
              .listener(watch)
              .onPacket(watch::packet)
              .open();
      camera.crash();
      watch.await("attempts", SOON, () -> watch.attempts().size() > 1);
      CompletableFuture<RtspResponse> asked = session.getParameterAsync();
      asked.cancel(true);
      CompletableFuture<RtspResponse> other = session.getParameterAsync();
      camera.acceptConnections();
      watch.await("back", SOON, () -> watch.reconnects() == 1);
      assertThat(other.get(20, TimeUnit.SECONDS).isSuccess()).isTrue();
      assertThat(session.state()).isEqualTo(SessionState.PLAYING);
      session.close();
    }
  }

  /** The operation that finds the connection gone comes back itself, and is cancelled in it. */
  @Test
  void cancellingTheOperationThatComesBackLeavesTheReconnectionToTheSession() throws Exception {
    try (Camera camera = Camera.builder().on("SET_PARAMETER").run(Camera::crash).silent().start()) {
      RtspSession session =
          client
              .session(camera.url())
              .reconnect(
                  ReconnectPolicy.forever().backoff(Duration.ofMillis(50), Duration.ofMillis(100)))
              .listener(watch)
              .onPacket(watch::packet)
              .open();
      CompletableFuture<RtspResponse> asked = session.setParameterAsync("a", "b");
      watch.await("attempts", SOON, () -> watch.attempts().size() > 1);
      asked.cancel(true);
      camera.acceptConnections();
      watch.await("back", SOON, () -> watch.reconnects() == 1);
      watch.awaitPackets(5, SOON);
      assertThat(session.state()).isEqualTo(SessionState.PLAYING);
      session.close();
    }
  }

  @Test
  void waitingOnAnyEventLoopIsRefused() throws Exception {
    try (Camera camera = Camera.open()) {
      RtspSession one = session(camera);
      RtspSession other = session(camera);
      CompletableFuture<Throwable> thrown = new CompletableFuture<>();
      RtspSession calling =
          client
              .session(camera.url())
              .listener(
                  new RtspListener() {
                    @Override
                    public void onStateChange(RtspSession of, SessionState from, SessionState to) {
                      for (RtspSession each : List.of(one, other)) {
                        try {
                          each.connect();
                        } catch (IllegalStateException refused) {
                          thrown.complete(refused);
                        }
                      }
                    }
                  })
              .build();
      calling.connect();
      assertThat(thrown.get(20, TimeUnit.SECONDS)).hasMessageContaining("connectAsync()");
      assertThat(one.state()).isEqualTo(SessionState.NEW);
    }
  }
}
