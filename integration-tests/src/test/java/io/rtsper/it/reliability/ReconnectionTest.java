package io.rtsper.it.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtsper.api.Credentials;
import io.rtsper.api.ReconnectAttempt;
import io.rtsper.api.ReconnectPolicy;
import io.rtsper.api.RtspClient;
import io.rtsper.api.RtspException;
import io.rtsper.api.RtspListener;
import io.rtsper.api.RtspMethod;
import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.RtspResponse;
import io.rtsper.api.RtspSession;
import io.rtsper.api.RtspSessionBuilder;
import io.rtsper.api.RtspStatusException;
import io.rtsper.api.RtspTransportException;
import io.rtsper.api.SessionState;
import io.rtsper.api.TlsOptions;
import io.rtsper.api.TrackStatistics;
import io.rtsper.api.media.Track;
import io.rtsper.camera.Camera;
import io.rtsper.camera.CameraRequest;
import io.rtsper.camera.TestCertificates;
import io.rtsper.it.canary.Canary;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a session does to come back, to go elsewhere and to stay alive. */
@Isolated
class ReconnectionTest {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final ReconnectPolicy QUICK =
      ReconnectPolicy.attempts(20).backoff(Duration.ofMillis(10), Duration.ofMillis(50));

  private static final ReconnectPolicy FOREVER =
      ReconnectPolicy.forever().backoff(Duration.ofMillis(10), Duration.ofMillis(50));

  private final AtomicInteger lookUps = new AtomicInteger();
  private final RtspClient client =
      RtspClient.builder()
          .eventLoops(1)
          .name("reconnection")
          .hostResolver(
              host -> {
                lookUps.incrementAndGet();
                return List.of(InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1}));
              })
          .build();
  private final Watch watch = new Watch();

  @AfterEach
  void closeClient() {
    client.close();
  }

  private RtspSessionBuilder session(String url) {
    return client.session(url).reconnect(QUICK).listener(watch).onPacket(watch::packet);
  }

  private static String named(Camera camera, String host) {
    return camera.url().replace("127.0.0.1", host);
  }

  @Test
  void looksTheNameUpAgainAndTellsEachStep() throws Exception {
    try (Camera camera = Camera.open();
        RtspSession session = session(named(camera, "camera.test")).open()) {
      watch.awaitPackets(5, SOON);
      assertThat(lookUps).hasValue(1);
      camera.restart();
      watch.await("back", SOON, () -> watch.reconnects() == 1);
      watch.awaitPackets(5, SOON);
      assertThat(lookUps).hasValueGreaterThan(1);
      assertThat(watch.states())
          .containsExactly(
              SessionState.CONNECTED,
              SessionState.DESCRIBED,
              SessionState.READY,
              SessionState.PLAYING,
              SessionState.RECONNECTING,
              SessionState.PLAYING);
      assertThat(watch.attempts().get(0).number()).isEqualTo(1);
      assertThat(watch.attempts().get(0).delay()).isLessThan(Duration.ofMillis(10));
      assertThat(session.statistics().reconnects()).isEqualTo(1);
      assertThat(session.statistics().lost()).isZero();
    }
  }

  @Test
  void aConnectThatFailedLeavesTheNextOneAllItsAttempts() throws Exception {
    try (Camera camera = Camera.open();
        RtspSession session =
            session(camera.url())
                .reconnect(ReconnectPolicy.attempts(2).backoff(Duration.ofMillis(1)))
                .build()) {
      camera.refuseConnections();
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(session::connect).isInstanceOf(RtspTransportException.class);
        assertThat(session.state()).isEqualTo(SessionState.NEW);
      }
      assertThat(watch.attempts()).extracting(ReconnectAttempt::number).containsExactly(1, 2, 1, 2);
      camera.acceptConnections();
      session.start();
      assertThat(watch.reconnects()).isZero();
      assertThat(session.statistics().reconnects()).isZero();
    }
  }

  @Test
  void mediaMtx1210AnswersWith404WhileAPublisherIsAway() throws Exception {
    try (Camera camera =
            Camera.builder().on("DESCRIBE").after(1).times(5).reply(404).close().start();
        RtspSession session = session(camera.url()).reconnect(FOREVER).open()) {
      watch.awaitPackets(5, SOON);
      camera.closeConnections();
      watch.await("back", SOON, () -> watch.reconnects() == 1);
      watch.awaitPackets(5, SOON);
      assertThat(session.state()).isEqualTo(SessionState.PLAYING);
      assertThat(camera.requests("DESCRIBE")).hasSize(7);
    }
  }

  @Test
  void mediaMtx1210IsNotWaitedForWhereNothingEverPlayed() {
    try (Camera camera = Camera.builder().on("DESCRIBE").reply(404).start()) {
      assertThatThrownBy(() -> session(camera.url()).reconnect(FOREVER).open())
          .isInstanceOf(RtspStatusException.class)
          .hasMessageContaining("404");
      assertThat(camera.requests("DESCRIBE")).hasSize(1);
    }
  }

  @Test
  void mediaThatFlowedForAWhileGivesAllAttemptsBackHoweverOftenItWasSought() throws Exception {
    Duration enough = Duration.ofMillis(400);
    try (Camera camera = Camera.open();
        RtspSession session =
            session(camera.url())
                .reconnect(
                    ReconnectPolicy.attempts(1).backoff(Duration.ofMillis(1)).resetAfter(enough))
                .open()) {
      for (int losses = 1; losses <= 3; losses++) {
        long until = System.nanoTime() + enough.multipliedBy(2).toNanos();
        while (System.nanoTime() < until) {
          watch.awaitPackets(3, SOON);
          session.play();
        }
        watch.awaitPackets(3, SOON);
        int expected = losses;
        camera.closeConnections();
        watch.await("back", SOON, () -> watch.reconnects() == expected);
      }
    }
  }

  @Test
  void mediaThatFlowedForAMomentGivesNoAttemptBack() throws Exception {
    try (Camera camera = Camera.open();
        RtspSession session =
            session(camera.url())
                .reconnect(
                    ReconnectPolicy.attempts(1)
                        .backoff(Duration.ofMillis(1))
                        .resetAfter(Duration.ofMinutes(5)))
                .open()) {
      watch.awaitPackets(3, SOON);
      camera.closeConnections();
      watch.await("back", SOON, () -> watch.reconnects() == 1);
      watch.awaitPackets(3, SOON);
      camera.closeConnections();
      assertThatThrownBy(() -> session.ended().get(SOON.toSeconds(), TimeUnit.SECONDS))
          .hasCauseInstanceOf(RtspTransportException.class);
      assertThat(watch.reconnects()).isOne();
    }
  }

  @Test
  void setsTheSameTracksUpAgain() throws Exception {
    try (Camera camera = Camera.open();
        RtspSession session = session(camera.url()).build()) {
      session.connect();
      session.describe();
      List<Track> sound = session.setup(session.tracks().subList(1, 2));
      session.play();
      watch.awaitPackets(5, SOON);
      camera.forgetMessages();
      camera.restart();
      watch.await("back", SOON, () -> watch.reconnects() == 1);
      watch.awaitPackets(5, SOON);
      assertThat(sound).hasSize(1);
      assertThat(camera.requests("SETUP")).hasSize(1);
      assertThat(camera.requests("SETUP").get(0).url()).endsWith(sound.get(0).control());
      assertThat(watch.tracks()).isOne();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"CONNECTED", "DESCRIBED", "READY"})
  void comesBackBeforePlayToo(SessionState state) throws Exception {
    try (Camera camera = Camera.open();
        RtspSession session = session(camera.url()).build()) {
      session.connect();
      if (state != SessionState.CONNECTED) {
        session.describe();
      }
      if (state == SessionState.READY) {
        session.setup();
      }
      camera.restart();
      watch.await("back", SOON, () -> watch.reconnects() == 1);
      assertThat(session.state()).isEqualTo(state);
      assertThat(camera.requests("PLAY")).isEmpty();
      assertThat(session.options().isSuccess()).isTrue();
    }
  }

  @Test
  void takesAConnectionThatEndsAfterTeardownForNoLoss() throws Exception {
    try (Camera camera = Camera.open();
        RtspSession session = session(camera.url()).reconnect(QUICK).open()) {
      session.teardown();
      camera.closeConnections();
      camera.awaitOpenConnections(0, SOON);
      assertThat(session.describe().media()).hasSize(2);
      assertThat(session.setup()).hasSize(2);
      session.play();
      watch.awaitPackets(5, SOON);
      assertThat(watch.errors()).isEmpty();
    }
  }

  @Test
  void growsByNothingOverManyReconnections() throws Exception {
    int blocks = 4;
    int times = 80;
    Semaphore back = new Semaphore(0); // a watch would keep all that it is told
    RtspListener listener =
        new RtspListener() {
          @Override
          public void onReconnected(RtspSession session, int attempts) {
            back.release();
          }
        };
    try (Camera camera = Camera.open();
        RtspSession session =
            client
                .session(camera.url())
                .listener(listener)
                .reconnect(
                    ReconnectPolicy.forever().backoff(Duration.ofMillis(1), Duration.ofMillis(2)))
                .open()) {
      List<Long> heap = new ArrayList<>();
      for (int i = 1; i <= blocks * times; i++) {
        camera.resetConnections();
        assertThat(back.tryAcquire(SOON.toSeconds(), TimeUnit.SECONDS)).as("back %d", i).isTrue();
        camera.forgetMessages();
        if (i % times == 0) {
          heap.add(heapWithOneConnection(camera));
        }
      }
      assertThat(session.state()).isEqualTo(SessionState.PLAYING);
      // What leaks grows in each block; what is loaded or buffered once doesn't.
      long least =
          IntStream.range(1, blocks)
              .mapToLong(i -> heap.get(i) - heap.get(i - 1))
              .min()
              .orElseThrow();
      assertThat(least / times).as("bytes that a reconnection left; %s", heap).isLessThan(500);
    }
  }

  /** The camera's buffers of a connection that it still closes are no growth. */
  private static long heapWithOneConnection(Camera camera) {
    camera.awaitOpenConnections(1, SOON);
    camera.awaitSessions(1, SOON);
    camera.forgetMessages();
    return Leftovers.heap();
  }

  @ParameterizedTest
  @CsvSource({
    "301, OPTIONS",
    "302, DESCRIBE",
    "303, DESCRIBE",
    "305, DESCRIBE",
    "302, SETUP",
    "302, PLAY"
  })
  void followsEachRedirectWithoutTheSecretToAnotherHost(int status, String method)
      throws Exception {
    try (Camera other = Camera.open();
        Camera camera =
            Camera.builder()
                .digest("user", Canary.SECRET)
                .on(method)
                .authorized()
                .reply(status, "Location: " + named(other, "other.test"))
                .start()) {
      try (RtspSession session =
          session(named(camera, "camera.test"))
              .credentials(Credentials.of("user", Canary.SECRET))
              .open()) {
        watch.awaitPackets(5, SOON);
        assertThat(session.url().host()).isEqualTo("other.test");
        assertThat(camera.requests()).anyMatch(request -> request.header("Authorization") != null);
      }
      assertThat(other.requests()).noneMatch(request -> request.header("Authorization") != null);
    }
  }

  @Test
  void takesTheSecretAlongToAnotherPortOfTheHost() throws Exception {
    try (Camera other = Camera.builder().digest("user", Canary.SECRET).start();
        Camera camera =
            Camera.builder()
                .on("DESCRIBE")
                .reply(302, "Location: " + named(other, "camera.test"))
                .start();
        RtspSession session =
            session(named(camera, "camera.test"))
                .credentials(Credentials.of("user", Canary.SECRET))
                .open()) {
      watch.awaitPackets(5, SOON);
      assertThat(session.authentication()).isPresent();
    }
  }

  @Test
  void followsNoRedirectWhenToldSo() {
    try (Camera camera = Camera.builder().on("DESCRIBE").reply(302, "Location: {camera}").start();
        RtspSession session = session(camera.url()).maxRedirects(0).build()) {
      session.connect();
      assertThatThrownBy(session::describe)
          .isInstanceOf(RtspProtocolException.class)
          .hasMessageContaining("switched off");
    }
  }

  /** With the default policy too, a server that redirects to itself is asked six times in all. */
  @Test
  void asksAServerThatRedirectsToItselfNoMoreThanRedirectsAllow() {
    try (Camera camera = Camera.builder().on("DESCRIBE").reply(302, "Location: {camera}").start();
        RtspSession session = session(camera.url()).reconnect(ReconnectPolicy.defaults()).build()) {
      assertThatThrownBy(session::start)
          .isInstanceOf(RtspProtocolException.class)
          .hasMessageContaining("more than 5 times");
      assertThat(camera.connections()).isEqualTo(6);
      assertThat(watch.attempts()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://elsewhere.test/", "rtsp://elsewhere.test/", "", "rtsps://@/"})
  void aRedirectThatIsRefusedEndsTheStartHoweverLongTheSessionMayTry(String location) {
    try (Camera camera =
            Camera.builder()
                .tls(TestCertificates.GOOD.context())
                .on("DESCRIBE")
                .reply(302, "Location: " + location)
                .start();
        RtspSession session =
            session(camera.url())
                .tls(TlsOptions.defaults().insecure())
                .reconnect(FOREVER)
                .build()) {
      CompletableFuture<RtspSession> started = session.startAsync();
      assertThat(started)
          .failsWithin(SOON)
          .withThrowableOfType(ExecutionException.class)
          .withCauseInstanceOf(RtspProtocolException.class);
      assertThat(camera.connections()).isOne();
    }
  }

  @Test
  void aRedirectThatIsRefusedEndsTheWayBack() {
    try (Camera camera =
            Camera.builder()
                .on("DESCRIBE")
                .after(1)
                .reply(302, "Location: http://elsewhere.test/")
                .start();
        RtspSession session = session(camera.url()).reconnect(FOREVER).open()) {
      camera.resetConnections();
      assertThat(session.ended())
          .failsWithin(SOON)
          .withThrowableOfType(ExecutionException.class)
          .withMessageContaining("isn't an RTSP URL");
      assertThat(session.state()).isEqualTo(SessionState.CLOSED);
      assertThat(camera.connections()).isEqualTo(2);
    }
  }

  @Test
  void playsOnWhenARedirectOfTheServerIsRefused() throws Exception {
    try (Camera camera = Camera.open();
        RtspSession session = session(camera.url()).open()) {
      watch.awaitPackets(5, SOON);
      camera.sendRequest("REDIRECT", camera.url(), "Location: http://elsewhere.test/");
      watch.await("told", SOON, () -> !watch.errors().isEmpty());
      watch.awaitPackets(5, SOON);
      assertThat(session.state()).isEqualTo(SessionState.PLAYING);
      assertThat(watch.attempts()).isEmpty();
    }
  }

  @Test
  void answersWhatTheServerAsks() throws Exception {
    try (Camera camera = Camera.open();
        RtspSession session = session(camera.url()).open()) {
      for (String method : List.of("OPTIONS", "GET_PARAMETER", "SET_PARAMETER", "ANNOUNCE")) {
        camera.sendRequest(method, camera.url());
        awaitAnswer(camera, 200);
      }
      camera.sendRequest("RECORD", camera.url());
      awaitAnswer(camera, 501);
      assertThat(session.statistics().serverRequests()).isEqualTo(5);
      assertThat(session.state()).isEqualTo(SessionState.PLAYING);
    }
  }

  private static void awaitAnswer(Camera camera, int status) {
    CameraRequest answer = camera.awaitMessage("answer", CameraRequest::isResponse, SOON);
    assertThat(answer.status()).isEqualTo(status);
    camera.forgetMessages();
  }

  /** A server that still sends to the session before (live555 before 2017.06.04). */
  @Test
  void letsMediaFallThatComesBeforePlayOrOnAChannelOfNobody() throws Exception {
    byte[] frame = "$?\0\020\200\140\0\1\0\0\0\0\0\0\0\0abcd".getBytes(StandardCharsets.ISO_8859_1);
    try (Camera camera = Camera.open();
        RtspSession session = session(camera.url()).build()) {
      session.connect();
      session.describe();
      session.setup();
      for (int channel : new int[] {0, 2, 9}) {
        frame[1] = (byte) channel;
        camera.send(frame);
      }
      RtspResponse after = session.options();
      assertThat(after.isSuccess()).isTrue();
      assertThat(watch.packets()).isZero();
      session.play();
      watch.awaitPackets(5, SOON);
      assertThat(session.statistics().tracks()).allSatisfy(t -> assertThat(t.lost()).isZero());
      assertThat(session.statistics().tracks().get(0).discarded()).isPositive();
    }
  }

  @Test
  void letsMediaOfTheSessionBeforeFall() throws Exception {
    try (Camera camera = Camera.open();
        RtspSession session = session(camera.url()).open()) {
      watch.awaitPackets(5, SOON);
      long before = session.statistics().tracks().get(0).ssrc().orElseThrow();
      camera.restart();
      watch.await("back", SOON, () -> watch.reconnects() == 1);
      watch.awaitPackets(5, SOON);
      TrackStatistics counted = session.statistics().tracks().get(0);
      ByteBuffer stale = ByteBuffer.allocate(20).put((byte) '$').put((byte) 0).putShort((short) 16);
      stale.putInt(0x80600001).putInt(0).putInt((int) before).putInt(0);
      for (int i = 0; i < 3; i++) {
        camera.send(stale.array());
      }
      watch.await(
          "stale packets fall",
          SOON,
          () -> session.statistics().tracks().get(0).discarded() >= counted.discarded() + 3);
      assertThat(session.statistics().tracks().get(0).ssrcChanges())
          .isEqualTo(counted.ssrcChanges());
      assertThat(session.state()).isEqualTo(SessionState.PLAYING);
    }
  }

  /** A server behind a balancer dies; the balancer knows another one. */
  @Test
  void goesBackToTheFirstServerWhenTheOneItWasSentToIsGone() throws Exception {
    try (Camera other = Camera.open();
        Camera camera =
            Camera.builder()
                .on("DESCRIBE")
                .times(1)
                .reply(302, "Location: " + named(other, "other.test"))
                .start();
        RtspSession session = session(named(camera, "camera.test")).open()) {
      watch.awaitPackets(5, SOON);
      assertThat(session.url().host()).isEqualTo("other.test");
      other.crash();
      watch.await("back", SOON, () -> watch.reconnects() == 1);
      watch.awaitPackets(5, SOON);
      assertThat(session.url().host()).isEqualTo("camera.test");
      assertThat(camera.sessions()).isOne();
    }
  }

  @Test
  void forgetsWhatTheServerThatItLeavesSaidOfItself() throws Exception {
    try (Camera other = Camera.builder().on("DESCRIBE").silent().start();
        Camera camera = Camera.open();
        RtspSession session = session(named(camera, "camera.test")).open()) {
      assertThat(session.server()).isPresent();
      assertThat(session.serverMethods()).isNotEmpty();
      camera.sendRequest("REDIRECT", camera.url(), "Location: " + named(other, "other.test"));
      other.awaitRequest("DESCRIBE", SOON);
      assertThat(session.server()).isEmpty();
      assertThat(session.serverMethods()).isEmpty();
    }
  }

  /** The methods of the first server don't decide what keeps the session at the second alive. */
  @Test
  void keepsTheSessionAliveByWhatTheServerItIsAtMayKnow() throws Exception {
    try (Camera other = Camera.open();
        Camera camera =
            Camera.builder()
                .on("OPTIONS")
                .reply(200, "Public: DESCRIBE, SETUP, PLAY, TEARDOWN")
                .start();
        RtspSession session =
            session(named(camera, "camera.test"))
                .keepaliveInterval(Duration.ofMillis(100))
                .open()) {
      watch.awaitPackets(5, SOON);
      camera.sendRequest("REDIRECT", camera.url(), "Location: " + named(other, "other.test"));
      assertThat(awaitKeepalive(other).method()).isEqualTo("GET_PARAMETER");
      assertThat(session.url().host()).isEqualTo("other.test");
    }
  }

  /** Another URL of the same server is no other server. */
  @Test
  void keepsTheMethodsAtAnotherUrlOfTheServer() throws Exception {
    try (Camera camera = Camera.open();
        RtspSession session = session(camera.url()).open()) {
      List<RtspMethod> methods = session.serverMethods();
      camera.sendRequest("REDIRECT", camera.url(), "Location: " + camera.url());
      watch.await("played again", SOON, () -> watch.requests("PLAY") == 2);
      assertThat(methods).isNotEmpty();
      assertThat(session.serverMethods()).isEqualTo(methods);
    }
  }

  /** What a connection that is given up holds counts beside the one in its place. */
  @Test
  void readsNoLongAnswerOnAConnectionThatIsGivenUp() throws Exception {
    try (Camera other = Camera.open();
        Camera camera =
            Camera.builder()
                .on("TEARDOWN")
                .send("RTSP/1.0 200 OK\r\nCSeq: {cseq}\r\nContent-Length: 250000\r\n\r\n")
                .repeat("x", 200_000)
                .start();
        RtspSession session = session(camera.url()).closeTimeout(Duration.ofMinutes(5)).open()) {
      camera.sendRequest("REDIRECT", camera.url(), "Location: " + other.url());
      camera.awaitRequest("TEARDOWN", SOON);
      camera.awaitOpenConnections(0, SOON);
      watch.await("plays there", SOON, () -> other.sessions() == 1);
      assertThat(session.state()).isEqualTo(SessionState.PLAYING);
    }
  }

  private static CameraRequest awaitKeepalive(Camera camera) {
    return camera.awaitMessage(
        "keepalive",
        request ->
            !request.isResponse()
                && List.of("OPTIONS", "GET_PARAMETER", "SET_PARAMETER").contains(request.method()),
        SOON);
  }

  @Test
  void isNotHurtByListenersThatThrow() throws Exception {
    RtspListener broken =
        new RtspListener() {
          @Override
          public void onResponse(RtspSession session, RtspResponse response) {
            throw new IllegalStateException("a mistake in the application");
          }

          @Override
          public void onStateChange(RtspSession session, SessionState from, SessionState to) {
            throw new AssertionError("another one");
          }

          @Override
          public void onError(RtspSession session, RtspException error) {
            throw new StackOverflowError();
          }
        };
    try (Camera camera = Camera.open();
        RtspSession session =
            client
                .session(camera.url())
                .listener(broken)
                .listener(watch)
                .onPacket(
                    (track, packet) -> {
                      watch.packet(track, packet);
                      throw new IllegalArgumentException("and one for each packet");
                    })
                .open()) {
      watch.awaitPackets(20, SOON);
      assertThat(session.state()).isEqualTo(SessionState.PLAYING);
      assertThat(watch.states()).endsWith(SessionState.PLAYING);
    }
  }
}
