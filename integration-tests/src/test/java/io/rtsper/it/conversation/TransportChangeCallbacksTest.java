package io.rtsper.it.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rtsper.api.RtspException;
import io.rtsper.api.RtspListener;
import io.rtsper.api.RtspRequest;
import io.rtsper.api.RtspResponse;
import io.rtsper.api.RtspSession;
import io.rtsper.api.SessionState;
import io.rtsper.camera.Camera;
import io.rtsper.camera.CameraRequest;
import java.net.DatagramSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An application that calls its session back while it changes to the next transport. */
class TransportChangeCallbacksTest extends Applications {

  private static final List<String> REQUESTS = List.of("TEARDOWN", "DESCRIBE", "SETUP", "PLAY");

  /** What the callback does. */
  enum Action {
    CLOSE_ASYNC,
    CLOSE,
    PAUSE,
    TEARDOWN,
    PLAY
  }

  /** Acts once, where it is told to. */
  private static final class Acting implements RtspListener {

    private final String place;
    private final Action action;
    private boolean changing;
    private @Nullable String asked;
    volatile boolean acted;
    volatile @Nullable CompletableFuture<?> called;

    Acting(String place, Action action) {
      this.place = place;
      this.action = action;
    }

    private void at(RtspSession session, String here) {
      if (acted || !here.equals(place)) {
        return;
      }
      switch (action) {
        case CLOSE_ASYNC -> called = session.closeAsync();
        case CLOSE -> session.close();
        case PAUSE -> called = session.pauseAsync();
        case TEARDOWN -> called = session.teardownAsync();
        case PLAY -> called = session.playAsync();
      }
      acted = true;
    }

    @Override
    public void onTransportFailed(RtspSession session, String transport, RtspException cause) {
      changing = true;
      at(session, "onTransportFailed");
    }

    @Override
    public void onRequest(RtspSession session, RtspRequest request) {
      asked = request.method().name();
      if (changing) {
        at(session, "onRequest of " + asked);
      }
    }

    @Override
    public void onResponse(RtspSession session, RtspResponse response) {
      if (changing) {
        at(session, "onResponse of " + asked);
      }
    }
  }

  static Stream<Arguments> places() {
    List<String> places = new ArrayList<>(List.of("onTransportFailed"));
    for (String method : REQUESTS) {
      places.add("onRequest of " + method);
      places.add("onResponse of " + method);
    }
    return places.stream()
        .flatMap(place -> Stream.of(Action.values()).map(action -> Arguments.of(place, action)));
  }

  @ParameterizedTest
  @MethodSource("places")
  void nothingIsLeftOfIt(String place, Action action) throws Exception {
    Acting acting = new Acting(place, action);
    try (Camera camera =
            Camera.builder().on("PLAY").times(1).run(Camera::stopMedia).normally().start();
        RtspSession session =
            session(camera)
                .transports("udp", "tcp")
                .transportTimeout(Duration.ofMillis(100))
                .listener(acting)
                .open()) {
      await().atMost(LIMIT).until(() -> acting.acted);
      CompletableFuture<?> called = acting.called;
      if (called != null) {
        ended(called);
      }
      if (action == Action.PAUSE || action == Action.TEARDOWN) {
        assertThat(called).isCompletedWithValueMatching(answer -> true);
        assertThat(session.state())
            .isEqualTo(action == Action.PAUSE ? SessionState.READY : SessionState.DESCRIBED);
      }
      session.closeAsync().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
      assertThat(session.state()).isEqualTo(SessionState.CLOSED);
      camera.awaitSessions(0, LIMIT);
      camera.awaitOpenConnections(0, LIMIT);
      assertThat(camera.violations()).isEmpty();
      for (CameraRequest setup : camera.requests("SETUP")) {
        String offer = String.valueOf(setup.header("Transport"));
        if (offer.contains("client_port=")) {
          int port = Integer.parseInt(offer.replaceAll(".*client_port=(\\d+).*", "$1"));
          new DatagramSocket(port).close();
        }
      }
    }
  }

  private static void ended(CompletableFuture<?> called) throws TimeoutException {
    try {
      called.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException hangs) {
      throw hangs;
    } catch (Exception failed) {
      assertThat(failed).hasCauseInstanceOf(RtspException.class);
    }
  }
}
