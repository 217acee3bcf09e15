package io.rtsper.it.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtsper.api.Credentials;
import io.rtsper.api.ReconnectPolicy;
import io.rtsper.api.RtspClient;
import io.rtsper.api.RtspResponse;
import io.rtsper.api.RtspSession;
import io.rtsper.api.RtspSessionBuilder;
import io.rtsper.api.SessionState;
import io.rtsper.camera.Camera;
import io.rtsper.it.canary.Canary;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Operations whose callers wait no longer, and sessions whose applications want nothing more. */
class GivenUpTest {

  /** What a session waits for an answer: it would run into the test's own bound. */
  private static final Duration AGES = Duration.ofMinutes(5);

  private static final Duration SOON = Duration.ofSeconds(20);

  private final RtspClient client = RtspClient.builder().eventLoops(1).name("given-up").build();

  @AfterEach
  void closeClient() {
    client.close();
  }

  /** How a caller gives an operation up. */
  private enum By {
    CANCEL {
      @Override
      void giveUp(CompletableFuture<RtspResponse> operation, RtspResponse other) {
        operation.cancel(true);
        assertThatThrownBy(() -> get(operation)).isInstanceOf(CancellationException.class);
      }
    },
    OR_TIMEOUT {
      @Override
      void giveUp(CompletableFuture<RtspResponse> operation, RtspResponse other) {
        operation.orTimeout(1, TimeUnit.MILLISECONDS);
        assertThatThrownBy(() -> get(operation)).hasCauseInstanceOf(TimeoutException.class);
      }
    },
    COMPLETE_ON_TIMEOUT {
      @Override
      void giveUp(CompletableFuture<RtspResponse> operation, RtspResponse other) throws Exception {
        operation.completeOnTimeout(other, 1, TimeUnit.MILLISECONDS);
        assertThat(get(operation)).isSameAs(other);
      }
    },
    COMPLETE {
      @Override
      void giveUp(CompletableFuture<RtspResponse> operation, RtspResponse other) throws Exception {
        assertThat(operation.complete(other)).isTrue();
        assertThat(get(operation)).isSameAs(other);
      }
    },
    COMPLETE_EXCEPTIONALLY {
      @Override
      void giveUp(CompletableFuture<RtspResponse> operation, RtspResponse other) {
        operation.completeExceptionally(new IllegalStateException("the caller's own"));
        assertThatThrownBy(() -> get(operation)).hasCauseInstanceOf(IllegalStateException.class);
      }
    };

    abstract void giveUp(CompletableFuture<RtspResponse> operation, RtspResponse other)
        throws Exception;
  }

  private static <T> T get(CompletableFuture<T> future) throws Exception {
    return future.get(SOON.toSeconds(), TimeUnit.SECONDS);
  }

  private RtspSessionBuilder session(Camera camera) {
    return client.session(camera.url()).responseTimeout(AGES).reconnect(ReconnectPolicy.none());
  }

  @ParameterizedTest
  @EnumSource
  void anOperationThatIsUnderWayIsGivenUpAndTheNextRuns(By by) throws Exception {
    try (Camera camera = Camera.builder().on("GET_PARAMETER").silent().start();
        RtspSession session = session(camera).open()) {
      RtspResponse other = session.lastResponse();
      CompletableFuture<RtspResponse> operation = session.getParameterAsync();
      CompletableFuture<RtspResponse> next = session.optionsAsync();
      camera.awaitRequest("GET_PARAMETER", SOON);
      assertThat(next).isNotDone();
      by.giveUp(operation, other);
      assertThat(get(next).statusCode()).isEqualTo(200);
      get(session.pauseAsync());
      assertThat(session.state()).isEqualTo(SessionState.READY);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anOperationThatWaitsIsNeverSent(By by) throws Exception {
    try (Camera camera = Camera.builder().on("GET_PARAMETER").silent().start();
        RtspSession session = session(camera).open()) {
      RtspResponse other = session.lastResponse();
      CompletableFuture<RtspResponse> operation = session.getParameterAsync();
      CompletableFuture<RtspResponse> waiting = session.pauseAsync();
      camera.awaitRequest("GET_PARAMETER", SOON);
      by.giveUp(waiting, other);
      operation.cancel(true);
      assertThat(get(session.optionsAsync()).statusCode()).isEqualTo(200);
      assertThat(camera.requests("PAUSE")).isEmpty();
      assertThat(session.state()).isEqualTo(SessionState.PLAYING);
    }
  }

  /**
   * What the server sets up for a SETUP whose answer nobody waited for is its session's end, too.
   */
  @ParameterizedTest
  @ValueSource(strings = {"tcp", "udp"})
  void theSessionOfASetupThatWasGivenUpIsEndedWithItsOwn(String transport) throws Exception {
    Duration late = Duration.ofMillis(200);
    try (Camera camera = Camera.builder().on("SETUP").delay(late).start();
        RtspSession session = session(camera).closeTimeout(SOON).transports(transport).build()) {
      session.connect();
      session.describe();
      CompletableFuture<?> operation = session.setupAsync();
      camera.awaitRequest("SETUP", SOON);
      operation.cancel(true);
      get(session.closeAsync());
      assertThat(camera.requests("TEARDOWN")).hasSize(1);
      assertThat(camera.sessions()).isZero();
    }
  }

  @Test
  void aServerThatNeverAnswersSetupHoldsClosingUpForTheCloseTimeoutAlone() throws Exception {
    try (Camera camera = Camera.builder().on("SETUP").silent().start();
        RtspSession session = session(camera).closeTimeout(Duration.ofMillis(100)).build()) {
      session.connect();
      session.describe();
      CompletableFuture<?> operation = session.setupAsync();
      camera.awaitRequest("SETUP", SOON);
      CompletableFuture<Void> closed = session.closeAsync();
      assertThatThrownBy(() -> get(operation)).hasMessageContaining("the session was closed");
      get(closed);
      camera.awaitOpenConnections(0, SOON);
      assertThat(camera.requests("TEARDOWN")).isEmpty();
    }
  }

  /** What closing gives up is the application's TEARDOWN, whose answer closing then waits for. */
  @Test
  void aTeardownIsNotRepeatedWhenClosingGivesItUp() throws Exception {
    try (Camera camera = Camera.builder().on("TEARDOWN").delay(Duration.ofMillis(200)).start();
        RtspSession session = session(camera).closeTimeout(SOON).open()) {
      CompletableFuture<?> operation = session.teardownAsync();
      camera.awaitRequest("TEARDOWN", SOON);
      CompletableFuture<Void> closed = session.closeAsync();
      assertThatThrownBy(() -> get(operation)).hasMessageContaining("the session was closed");
      get(closed);
      assertThat(camera.requests("TEARDOWN")).hasSize(1);
      assertThat(camera.sessions()).isZero();
    }
  }

  @Test
  void aTeardownThatClosingGivesUpIsSignedAgainWhereTheServerAsks() throws Exception {
    try (Camera camera =
            Camera.builder()
                .digest("user", Canary.SECRET)
                .on("TEARDOWN")
                .times(1)
                .delay(Duration.ofMillis(200))
                .start();
        RtspSession session =
            session(camera)
                .credentials(Credentials.of("user", Canary.SECRET))
                .closeTimeout(SOON)
                .open()) {
      camera.rotateNonces();
      CompletableFuture<?> operation = session.teardownAsync();
      camera.awaitRequest("TEARDOWN", SOON);
      CompletableFuture<Void> closed = session.closeAsync();
      assertThatThrownBy(() -> get(operation)).hasMessageContaining("the session was closed");
      get(closed);
      assertThat(camera.requests("TEARDOWN")).hasSize(2);
      assertThat(camera.sessions()).isZero();
    }
  }

  @Test
  void aServerThatClosesTheConnectionAtTeardownDoesNotHoldClosingUp() throws Exception {
    try (Camera camera =
            Camera.builder().on("TEARDOWN").delay(Duration.ofMillis(200)).close().start();
        RtspSession session = session(camera).closeTimeout(AGES).open()) {
      session.teardownAsync();
      camera.awaitRequest("TEARDOWN", SOON);
      get(session.closeAsync());
      assertThat(camera.requests("TEARDOWN")).hasSize(1);
    }
  }

  @Test
  void aServerThatNeverAnswersTeardownHoldsClosingUpForTheCloseTimeoutAlone() throws Exception {
    try (Camera camera = Camera.builder().on("TEARDOWN").silent().start();
        RtspSession session = session(camera).closeTimeout(Duration.ofMillis(100)).open()) {
      session.teardownAsync();
      camera.awaitRequest("TEARDOWN", SOON);
      get(session.closeAsync());
      camera.awaitOpenConnections(0, SOON);
      assertThat(camera.requests("TEARDOWN")).hasSize(1);
    }
  }

  /** One packet may be on its way to the listener at the moment, and no more than that. */
  @ParameterizedTest
  @ValueSource(strings = {"tcp", "udp"})
  void afterAnotherThreadHasClosedNoPacketIsDelivered(String transport) throws Exception {
    AtomicLong packets = new AtomicLong();
    Watch watch = new Watch();
    try (Camera camera = Camera.builder().asFastAsPossible().start();
        RtspSession session =
            session(camera)
                .transports(transport)
                .onPacket(
                    (track, packet) -> {
                      packets.incrementAndGet();
                      watch.packet(track, packet);
                    })
                .open()) {
      watch.awaitPackets(100, SOON);
      CompletableFuture<Void> closed = session.closeAsync();
      long then = packets.get();
      get(closed);
      assertThat(packets.get()).isBetween(then, then + 1);
    }
  }
}
