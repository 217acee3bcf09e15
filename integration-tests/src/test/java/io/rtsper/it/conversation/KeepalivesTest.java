package io.rtsper.it.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rtsper.api.Credentials;
import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.RtspSession;
import io.rtsper.api.RtspSessionBuilder;
import io.rtsper.api.RtspStatusException;
import io.rtsper.api.SessionState;
import io.rtsper.camera.Camera;
import io.rtsper.it.canary.Canary;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keepalives: which method, which URI, and what their answers mean. */
@Execution(ExecutionMode.CONCURRENT)
class KeepalivesTest extends Applications {

  private static final Duration SOON = Duration.ofMillis(100);

  private RtspSessionBuilder alive(Camera camera) {
    return session(camera).keepaliveInterval(SOON);
  }

  /** Siqura and FLIR (mediamtx#449) have short timeouts; here a server that reports don't keep. */
  @Test
  void comeAtHalfOfAShortTimeout() {
    List<Long> times = new CopyOnWriteArrayList<>();
    try (Camera camera =
            Camera.builder()
                .sessionTimeout(Duration.ofSeconds(5))
                .rtcpDoesNotKeepAlive()
                .on("GET_PARAMETER")
                .when(request -> times.add(System.nanoTime()))
                .start();
        RtspSession session = session(camera).open()) {
      await().atMost(LIMIT).until(() -> times.size() >= 3);
      assertThat(Duration.ofNanos(times.get(2) - times.get(0)))
          .as("from the first to the third, at half of the timeout each")
          .isBetween(Duration.ofSeconds(4), Duration.ofSeconds(8));
      assertThat(session.state()).isEqualTo(SessionState.PLAYING);
      assertThat(camera.sessions()).isOne();
    }
  }

  @Test
  void goToTheUriThatPlayWasAcceptedFor() {
    try (Camera camera =
            Camera.builder()
                .on("*")
                .when(request -> request.url().endsWith("/stream/"))
                .reply(404)
                .start();
        RtspSession session = alive(camera).open()) {
      awaitRequests(camera, "GET_PARAMETER", 3);
      assertThat(paths(camera, "GET_PARAMETER")).containsOnly("/stream");
      assertThat(quirks(session)).containsExactly("aggregate-uri");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 454})
  void goToTheUrlOfTheSessionWhereTheBaseIsRefusedWith(int status) {
    try (Camera camera =
            Camera.builder()
                .on("GET_PARAMETER")
                .when(request -> request.url().endsWith("/"))
                .reply(status)
                .start();
        RtspSession session = alive(camera).open()) {
      awaitRequests(camera, "GET_PARAMETER", 4);
      assertThat(paths(camera, "GET_PARAMETER")).startsWith("/stream/", "/stream", "/stream");
      assertThat(paths(camera, "GET_PARAMETER").subList(1, 4)).containsOnly("/stream");
      assertThat(session.state()).isEqualTo(SessionState.PLAYING);
      assertThat(quirks(session)).containsExactly("keepalive-uri");
    }
  }

  @Test
  void theSessionIsLostWhen454ComesForBothUris() {
    try (Camera camera = Camera.builder().on("GET_PARAMETER").reply(454).start();
        RtspSession session = alive(camera).open()) {
      assertThatThrownBy(() -> session.ended().get(LIMIT.toSeconds(), TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isInstanceOf(RtspStatusException.class)
          .hasMessageContaining("454");
      assertThat(paths(camera, "GET_PARAMETER")).containsExactly("/stream/", "/stream");
    }
  }

  @Test
  void tapoC100Retina136RefusesSetParameterWithTheCseqBefore() {
    try (Camera camera =
            Camera.builder()
                .on("OPTIONS")
                .times(1)
                .reply(200, "Public: OPTIONS, DESCRIBE, SETUP, PLAY, SET_PARAMETER, TEARDOWN")
                .on("SET_PARAMETER")
                .reply(400, "CSeq: {cseq-1}")
                .start();
        RtspSession session = alive(camera).open()) {
      awaitRequests(camera, "OPTIONS", 3);
      assertThat(camera.requests("SET_PARAMETER")).hasSize(1);
      assertThat(session.state()).isEqualTo(SessionState.PLAYING);
      assertThat(quirks(session)).containsExactly("stale-cseq");
    }
  }

  @Test
  void gw4089ipNeverAnswersGetParameter() {
    try (Camera camera = Camera.builder().on("GET_PARAMETER").silent().start();
        RtspSession session = alive(camera).open()) {
      awaitRequests(camera, "SET_PARAMETER", 3);
      assertThat(camera.requests("GET_PARAMETER")).hasSize(1);
      assertThat(session.state()).isEqualTo(SessionState.PLAYING);
    }
  }

  @Test
  void go2rtc1914AnswersNothingButOptionsWhileItPlays() {
    try (Camera camera =
            Camera.builder()
                .on("*")
                .whilePlaying()
                .when(request -> !request.method().equals("OPTIONS"))
                .silent()
                .start();
        RtspSession session = alive(camera).responseTimeout(Duration.ofMillis(500)).open()) {
      awaitRequests(camera, "OPTIONS", 4);
      assertThat(camera.requests("GET_PARAMETER")).hasSize(1);
      assertThat(camera.requests("SET_PARAMETER")).hasSize(1);
      assertThat(session.state()).isEqualTo(SessionState.PLAYING);
      assertThat(camera.connections()).isOne();
    }
  }

  /**
   * Returns a server that answers each keepalive and ends the session at its timeout, unless the
   * method that counts came.
   */
  private static Camera counting(String method, String named) {
    AtomicLong played = new AtomicLong();
    return Camera.builder()
        .sessionTimeout(Duration.ofSeconds(5))
        .on("PLAY")
        .run(camera -> played.set(System.nanoTime()))
        .on("OPTIONS")
        .times(1)
        .reply(200, "Public: " + named)
        .on("*")
        .whilePlaying()
        .when(
            request ->
                List.of("OPTIONS", "GET_PARAMETER").contains(request.method())
                    && !request.method().equals(method)
                    && System.nanoTime() - played.get() > 5_000_000_000L)
        .close()
        .start();
  }

  @ParameterizedTest
  @CsvSource({
    "EvoStream, GET_PARAMETER, OPTIONS, 'OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN'",
    "npm rtsp-streaming-server 2.1.0, OPTIONS, GET_PARAMETER, 'OPTIONS, PLAY, GET_PARAMETER'"
  })
  void goOnWithWhatCountsWhereASessionEndsThoughTheyWereAnswered(
      String server, String counts, String doesNot, String named) {
    try (Camera camera = counting(counts, named);
        RtspSession session = alive(camera).reconnect(once()).open()) {
      awaitRequests(camera, doesNot, 10);
      camera.awaitMessage("another PLAY", last -> camera.requests("PLAY").size() == 2, LIMIT);
      camera.forgetMessages();
      awaitRequests(camera, counts, 3);
      assertThat(camera.requests(doesNot)).as(server).hasSizeLessThanOrEqualTo(1);
      assertThat(quirks(session)).as(server).contains("keepalive-not-counted");
    }
  }

  @Test
  void endAStrictSessionThatExpiresThoughTheyWereAnswered() {
    try (Camera camera = counting("OPTIONS", "OPTIONS, PLAY, GET_PARAMETER");
        RtspSession session = alive(camera).strict(true).open()) {
      assertThatThrownBy(() -> session.ended().get(LIMIT.toSeconds(), TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isInstanceOf(RtspProtocolException.class)
          .hasMessageContaining("keepalive-not-counted");
    }
  }

  @Test
  void rtspSimpleServer0193ClosesTheConnectionAtAMethodThatItDoesNotKnow() {
    try (Camera camera = Camera.builder().on("GET_PARAMETER").close().start();
        RtspSession session = alive(camera).reconnect(once()).open()) {
      awaitRequests(camera, "SET_PARAMETER", 3);
      assertThat(camera.requests("GET_PARAMETER")).hasSize(1);
      assertThat(camera.connections()).isEqualTo(2);
    }
  }

  @Test
  void gortsplib412NeverAnswersWhileMediaFlows() {
    try (Camera camera =
            Camera.builder()
                .on("*")
                .whilePlaying()
                .when(request -> !request.method().equals("TEARDOWN"))
                .silent()
                .start();
        RtspSession session = alive(camera).responseTimeout(Duration.ofSeconds(1)).open()) {
      awaitRequests(camera, "OPTIONS", 4);
      assertThat(session.state()).isEqualTo(SessionState.PLAYING);
      assertThat(camera.connections()).isEqualTo(1);
    }
  }

  @Test
  void gortsplib968AnswersToKeepalivesAreAllThatComes() {
    try (Camera camera = Camera.builder().withoutMedia().start();
        RtspSession session =
            alive(camera)
                .firstMediaTimeout(Duration.ZERO)
                .mediaStallTimeout(Duration.ZERO)
                .open()) {
      awaitRequests(camera, "GET_PARAMETER", 5);
      assertThat(session.state()).isEqualTo(SessionState.PLAYING);
      assertThat(session.statistics().keepalives()).isGreaterThanOrEqualTo(4);
    }
  }

  @Test
  void goOnAfterAPasswordSupplierFailed() {
    AtomicInteger failures = new AtomicInteger();
    try (Camera camera = Camera.builder().digest("user", Canary.SECRET).start()) {
      Credentials supplied =
          Credentials.of(
              "user",
              () -> {
                if (!camera.requests("PLAY").isEmpty() && failures.getAndIncrement() == 0) {
                  throw new IllegalStateException("the vault is sealed");
                }
                return Canary.SECRET.toCharArray();
              });
      String url = camera.url();
      try (RtspSession session = sessionWith(url, supplied).keepaliveInterval(SOON).open()) {
        awaitRequests(camera, "GET_PARAMETER", 3);
        assertThat(failures.get()).isGreaterThan(1);
        assertThat(session.state()).isEqualTo(SessionState.PLAYING);
      }
    }
  }

  @Test
  void aPasswordSupplierThatFailsDoesNotKeepCloseWaiting() throws Exception {
    try (Camera camera = Camera.builder().digest("user", Canary.SECRET).start()) {
      Credentials supplied =
          Credentials.of(
              "user",
              () -> {
                if (!camera.requests("PLAY").isEmpty()) {
                  throw new IllegalStateException("the vault is sealed");
                }
                return Canary.SECRET.toCharArray();
              });
      RtspSession session = sessionWith(camera.url(), supplied).open();
      session.closeAsync().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
      assertThat(session.state()).isEqualTo(SessionState.CLOSED);
      camera.awaitOpenConnections(0, LIMIT);
    }
  }

  @Test
  void aQuirkOfAnAnswerEndsAStrictSession() {
    try (Camera camera =
            Camera.builder().on("GET_PARAMETER").reply(200, "Public: get_parameter").start();
        RtspSession session = alive(camera).strict(true).open()) {
      assertThatThrownBy(() -> session.ended().get(LIMIT.toSeconds(), TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isInstanceOf(RtspProtocolException.class)
          .hasMessageContaining("method-name-case");
    }
  }

  @Test
  void theirOwnUriIsAQuirkThatEndsAStrictSession() {
    try (Camera camera =
            Camera.builder()
                .on("GET_PARAMETER")
                .when(request -> request.url().endsWith("/"))
                .reply(404)
                .start();
        RtspSession session = alive(camera).strict(true).open()) {
      assertThatThrownBy(() -> session.ended().get(LIMIT.toSeconds(), TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isInstanceOf(RtspProtocolException.class)
          .hasMessageContaining("keepalive-uri");
    }
  }
}
