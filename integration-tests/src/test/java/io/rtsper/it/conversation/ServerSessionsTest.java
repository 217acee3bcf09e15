package io.rtsper.it.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rtsper.api.ReconnectPolicy;
import io.rtsper.api.RtspSession;
import io.rtsper.api.RtspStatusException;
import io.rtsper.api.RtspTimeoutException;
import io.rtsper.api.SessionState;
import io.rtsper.api.TrackStatistics;
import io.rtsper.api.media.Track;
import io.rtsper.camera.Camera;
import io.rtsper.camera.Wire;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server's session: how it is named, what is said in it, and what comes of its tracks. */
@Execution(ExecutionMode.CONCURRENT)
class ServerSessionsTest extends Applications {

  @Test
  void anAnswerToSetupWithoutSessionIsKeptAliveWithoutOne() {
    try (Camera camera =
            Camera.builder().on("SETUP").without("Session").on("PLAY").reply(200).start();
        RtspSession session =
            withoutMedia(camera).keepaliveInterval(Duration.ofMillis(250)).open()) {
      awaitRequests(camera, "GET_PARAMETER", 2);
      assertThat(camera.requests("GET_PARAMETER"))
          .allSatisfy(keepalive -> assertThat(keepalive.header("Session")).isNull());
      assertThat(quirks(session)).containsExactly("session-missing");
      session.close();
      assertThat(camera.requests("TEARDOWN")).hasSize(1);
    }
  }

  @Test
  void aServerThatNamedNoSessionCannotHaveLostIt() {
    try (Camera camera =
            Camera.builder()
                .on("SETUP")
                .without("Session")
                .on("PLAY")
                .reply(200)
                .on("GET_PARAMETER")
                .reply(454)
                .start();
        RtspSession session =
            withoutMedia(camera).keepaliveInterval(Duration.ofMillis(250)).open()) {
      awaitRequests(camera, "SET_PARAMETER", 2);
      assertThat(session.state()).isEqualTo(SessionState.PLAYING);
    }
  }

  @Test
  void go2rtc2462TheLatestOfSeveralSessionIdsIsSent() throws Exception {
    Packets packets = new Packets(5);
    try (Camera camera =
            Camera.builder()
                .on("SETUP")
                .track(1)
                .reply(200, "Session: another;timeout=60")
                .start();
        RtspSession session = session(camera).onPacket(packets.listener()).open()) {
      assertThat(packets.came()).isTrue();
      assertThat(camera.requests("PLAY").get(0).header("Session")).isEqualTo("another");
      assertThat(quirks(session)).containsExactly("session-id-changed");
    }
  }

  @Test
  void html5RtspPlayer74EachSetupWaitsForTheOneBefore() {
    try (Camera camera = Camera.builder().on("SETUP").delay(Duration.ofMillis(100)).start();
        RtspSession session = session(camera).open()) {
      assertThat(session.tracks()).hasSize(2);
      String id = Objects.toString(camera.requests("PLAY").get(0).header("Session"));
      assertThat(camera.requests("SETUP").get(0).header("Session")).isNull();
      assertThat(camera.requests("SETUP").get(1).header("Session")).isEqualTo(id);
    }
  }

  @Test
  void statisticsNameTracksThatWereSetUpOnly() {
    try (Camera camera = Camera.builder().on("SETUP").track(1).reply(404).start();
        RtspSession session = session(camera).open()) {
      assertThat(session.tracks()).hasSize(2);
      assertThat(session.statistics().tracks())
          .extracting(TrackStatistics::trackIndex)
          .containsExactly(0);
    }
  }

  @Test
  void aDescriptionThatLostATrackIsNotTaken() {
    try (Camera camera =
            Camera.builder()
                .on("DESCRIBE")
                .connection(2)
                .body("application/sdp", ONE_TRACK)
                .start();
        RtspSession session = session(camera).reconnect(once()).open()) {
      camera.closeConnections();
      assertThatThrownBy(() -> session.ended().get(LIMIT.toSeconds(), TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasMessageContaining("no longer describes");
      assertThat(session.tracks()).extracting(Track::index).containsExactly(0, 1);
      assertThat(session.statistics().tracks())
          .extracting(TrackStatistics::trackIndex)
          .containsExactly(0, 1);
    }
  }

  @Test
  void retina31EachConnectionIsDescribedOnce() {
    try (Camera camera =
            Camera.builder()
                .on("DESCRIBE")
                .connection(1)
                .after(1)
                .reply(500)
                .on("DESCRIBE")
                .connection(2)
                .after(1)
                .reply(500)
                .start();
        RtspSession session = session(camera).reconnect(once()).open()) {
      camera.closeConnections();
      awaitRequests(camera, "PLAY", 2);
      assertThat(camera.requests("DESCRIBE")).hasSize(2);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {454, 500})
  void hikvisionDs2cd2032Retina83TeardownOfASessionThatIsGoneIsNoFailure(int status) {
    try (Camera camera = Camera.builder().on("TEARDOWN").reply(status).start();
        RtspSession session = session(camera).open()) {
      assertThat(session.teardown().statusCode()).isEqualTo(status);
      assertThat(session.state()).isEqualTo(SessionState.DESCRIBED);
      session.close();
      assertThat(camera.requests("TEARDOWN")).hasSize(1);
    }
  }

  private static final byte[] FRAME =
      Wire.interleaved(0, Wire.rtp(96, true, 1, 1, 0x1234, new byte[] {0x65, 1, 2, 3}));

  @Test
  void reolinkMediaBeforeTheAnswerToPlayIsDeliveredAtOnce() throws Exception {
    Packets packets = new Packets(1);
    try (Camera camera =
            Camera.builder()
                .withoutMedia()
                .on("PLAY")
                .before(FRAME)
                .delay(Duration.ofMillis(300))
                .start();
        RtspSession session = session(camera).onPacket(packets.listener()).build()) {
      session.connect();
      session.describe();
      session.setup();
      var playing = session.playAsync();
      assertThat(packets.came()).isTrue();
      assertThat(playing.get(LIMIT.toSeconds(), TimeUnit.SECONDS).isSuccess()).isTrue();
      assertThat(session.state()).isEqualTo(SessionState.PLAYING);
    }
  }

  @Test
  void nothingIsDeliveredAfterPlayWasRefused() {
    Packets packets = new Packets(100);
    try (Camera camera = Camera.builder().withoutMedia().on("PLAY").reply(453).start();
        RtspSession session = session(camera).onPacket(packets.listener()).build()) {
      session.connect();
      session.describe();
      session.setup();
      assertThatThrownBy(session::play).isInstanceOf(RtspStatusException.class);
      assertThat(session.state()).isEqualTo(SessionState.READY);
      camera.send(FRAME);
      assertThat(session.options().isSuccess()).isTrue(); // what was sent before it has come
      assertThat(packets.missing()).isEqualTo(100);
      assertThat(session.statistics().tracks().get(0).discarded()).isEqualTo(1);
    }
  }

  @Test
  void gortsplib1108PacketsBehindTheAnswerToTeardownAreDropped() {
    Packets packets = new Packets(100);
    try (Camera camera =
            Camera.builder().withoutMedia().on("TEARDOWN").normally().before(FRAME).start();
        RtspSession session =
            withoutMedia(camera).strict(true).onPacket(packets.listener()).open()) {
      session.teardown();
      assertThat(session.options().isSuccess()).isTrue(); // what was sent before it has come
      assertThat(session.state()).isEqualTo(SessionState.DESCRIBED);
      assertThat(session.statistics().unknownChannelPackets()).isEqualTo(1);
      assertThat(packets.missing()).isEqualTo(100);
      assertThat(quirks(session)).isEmpty();
    }
  }

  @Test
  void go2rtc1914AndArclyStream083GoOnSendingAfterTeardownUntilTheConnectionCloses() {
    Packets packets = new Packets(5);
    try (Camera camera =
        Camera.builder()
            .asFastAsPossible()
            .on("*")
            .whilePlaying()
            .when(request -> !request.method().equals("PLAY"))
            .silent()
            .start()) {
      AtomicLong afterClose = new AtomicLong();
      AtomicBoolean closed = new AtomicBoolean();
      RtspSession session =
          session(camera)
              .onPacket(
                  (track, packet) -> {
                    packets.listener().onPacket(track, packet);
                    if (closed.get()) {
                      afterClose.incrementAndGet();
                    }
                  })
              .open();
      assertThat(packets.cameSoon()).isTrue();
      long start = System.nanoTime();
      session.close();
      closed.set(true);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
      camera.awaitOpenConnections(0, LIMIT);
      assertThat(camera.requests("TEARDOWN")).hasSize(1);
      assertThat(afterClose).hasValue(0);
    }
  }

  @Test
  void ipchub110EndsTheConnectionAtTheFirstReceiverReport() {
    try (Camera camera = Camera.open();
        RtspSession session = session(camera).reconnect(once()).open()) {
      camera.awaitReceiverReports(2, LIMIT);
      camera.closeConnections();
      await().atMost(LIMIT).until(() -> quirks(session).contains("receiver-reports-refused"));
      assertThat(camera.receiverReports()).hasSize(2);
      assertThat(camera.connections()).isEqualTo(2);
    }
  }

  @Test
  void reportsGoOnWhereTheConnectionIsLostAsSoonWithoutThem() {
    try (Camera camera = Camera.open();
        RtspSession session =
            session(camera)
                .reconnect(ReconnectPolicy.attempts(2).backoff(Duration.ofMillis(1)))
                .open()) {
      camera.awaitReceiverReports(2, LIMIT);
      camera.closeConnections();
      camera.awaitMessage("PLAY again", last -> camera.requests("PLAY").size() == 2, LIMIT);
      camera.closeConnections();
      camera.awaitReceiverReports(4, LIMIT);
      assertThat(quirks(session)).isEmpty();
    }
  }

  @Test
  void noReportsAreSentWhereTheApplicationWantsNone() throws Exception {
    CountDownLatch longEnough = new CountDownLatch(1);
    AtomicLong first = new AtomicLong();
    try (Camera camera = Camera.open();
        RtspSession session =
            session(camera)
                .receiverReports(false)
                .onPacket(
                    (track, packet) -> {
                      first.compareAndSet(0, System.nanoTime());
                      if (System.nanoTime() - first.get() > 1_500_000_000L) {
                        longEnough.countDown();
                      }
                    })
                .open()) {
      assertThat(longEnough.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(session.statistics().packets()).isPositive();
      assertThat(camera.receiverReports()).isEmpty();
    }
  }

  @Test
  void packetsThatCannotBeUsedAreCountedWhereNoMediaComes() {
    byte[] malformed = Wire.interleaved(0, new byte[] {1, 2, 3});
    byte[] unlisted = Wire.interleaved(0, Wire.hex("8005 0001 0000 0000 1234 5678 65"));
    try (Camera camera =
            Camera.builder()
                .withoutMedia()
                .on("PLAY")
                .normally()
                .before(malformed)
                .before(malformed)
                .before(unlisted)
                .start();
        RtspSession session = session(camera).firstMediaTimeout(Duration.ofMillis(500)).open()) {
      assertThatThrownBy(() -> session.ended().get(LIMIT.toSeconds(), TimeUnit.SECONDS))
          .cause()
          .isInstanceOf(RtspTimeoutException.class)
          .hasMessageContaining("over tcp that can be used: 2 came that are no RTP, and 1 of a")
          .hasMessageNotContaining("transports(");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"SET_PARAMETER", "GET_PARAMETER"})
  void tapoC100Retina136ARefusalWithTheCseqBeforeIsTheRequests(String method) {
    try (Camera camera = Camera.builder().on(method).reply(400, "CSeq: {cseq-1}").start();
        RtspSession session = session(camera).open()) {
      assertThatThrownBy(
              () -> {
                if (method.equals("SET_PARAMETER")) {
                  session.setParameter("brightness", "3");
                } else {
                  session.getParameter("brightness");
                }
              })
          .isInstanceOf(RtspStatusException.class)
          .hasMessageContaining("400");
      assertThat(quirks(session)).containsExactly("stale-cseq");
      assertThat(session.state()).isEqualTo(SessionState.PLAYING);
    }
  }

  @Test
  void tapoC100Retina136ARefusalOfDescribeWithTheCseqBeforeIsIts() {
    try (Camera camera = Camera.builder().on("DESCRIBE").reply(404, "CSeq: {cseq-1}").start()) {
      assertThatThrownBy(() -> session(camera).open())
          .isInstanceOf(RtspStatusException.class)
          .hasMessageContaining("404");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"OPTIONS", "DESCRIBE"})
  void huaweiHmsAndIpchub110ASessionThatIsNamedBeforeSetupIsSentBack(String method) {
    String named = "Session: early";
    String server = "Server: HMS_V1R2";
    try (Camera camera =
            Camera.builder()
                .sdp(ONE_TRACK)
                .on("OPTIONS")
                .reply(200, method.equals("OPTIONS") ? named : server)
                .on("DESCRIBE")
                .reply(200, method.equals("DESCRIBE") ? named : server)
                .body("application/sdp", "{sdp}")
                .on("SETUP")
                .when(request -> !"early".equals(request.header("Session")))
                .close()
                .on("SETUP")
                .reply(200, "Session: early", "Transport: RTP/AVP/TCP;unicast;interleaved=0-1")
                .on("PLAY")
                .reply(200)
                .start();
        RtspSession session = withoutMedia(camera).open()) {
      assertThat(camera.connections()).isEqualTo(1);
      assertThat(camera.requests("PLAY").get(0).header("Session")).isEqualTo("early");
      assertThat(quirks(session)).containsExactly("session-before-setup");
    }
  }

  @Test
  void aSessionThatIsNamedBeforeSetupAndUnknownThereIsLeftOut() throws Exception {
    Packets packets = new Packets(5);
    try (Camera camera =
            Camera.builder().on("DESCRIBE").reply(200, "Session: of-describe-alone").start();
        RtspSession session = session(camera).onPacket(packets.listener()).open()) {
      assertThat(packets.came()).isTrue();
      assertThat(camera.requests("SETUP")).hasSize(3);
      assertThat(camera.connections()).isEqualTo(1);
    }
  }

  @Test
  void theSessionIsGoneAfter454ToTheSecondSetup() {
    try (Camera camera = Camera.builder().on("SETUP").track(1).reply(454).start()) {
      assertThatThrownBy(() -> session(camera).open())
          .isInstanceOf(RtspStatusException.class)
          .hasMessageContaining("454");
      assertThat(camera.requests("PLAY")).isEmpty();
    }
  }

  @Test
  void theSessionComesBackAfter454ToTheSecondSetup() {
    try (Camera camera = Camera.builder().on("SETUP").track(1).times(1).reply(454).start();
        RtspSession session = session(camera).reconnect(once()).build()) {
      session.connect();
      session.describe();
      assertThat(session.setup()).hasSize(2);
      assertThat(camera.connections()).isEqualTo(2);
      assertThat(camera.requests("SETUP")).hasSize(4);
    }
  }
}
