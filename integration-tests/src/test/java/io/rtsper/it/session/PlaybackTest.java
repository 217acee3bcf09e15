package io.rtsper.it.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtsper.api.Credentials;
import io.rtsper.api.EndReason;
import io.rtsper.api.RtspAuthException;
import io.rtsper.api.RtspClient;
import io.rtsper.api.RtspException;
import io.rtsper.api.RtspListener;
import io.rtsper.api.RtspMethod;
import io.rtsper.api.RtspRequest;
import io.rtsper.api.RtspResponse;
import io.rtsper.api.RtspSession;
import io.rtsper.api.SessionState;
import io.rtsper.api.SessionStatistics;
import io.rtsper.api.TrackStatistics;
import io.rtsper.api.media.Track;
import io.rtsper.api.rtp.RtpPacket;
import io.rtsper.camera.Camera;
import io.rtsper.it.canary.Canary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An application that knows only the API plays from the camera. */
@Tag("either-path")
class PlaybackTest {

  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final RtspClient client = RtspClient.builder().eventLoops(2).name("playback").build();

  @AfterEach
  void closeClient() {
    client.close();
    assertThat(client.sessions()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp", "udp"})
  void opensAndPlaysBothTracks(String transport) throws Exception {
    Packets packets = new Packets(40);
    try (Camera camera = Camera.open();
        RtspSession session =
            client.session(camera.url()).transports(transport).onPacket(packets::take).open()) {
      packets.await();
      assertThat(session.state()).isEqualTo(SessionState.PLAYING);
      assertThat(session.transport()).contains(transport);
      assertThat(session.tracks())
          .extracting(Track::encoding)
          .containsExactly("H264", "MPEG4-GENERIC");
      SessionStatistics statistics = session.statistics();
      assertThat(statistics.packets()).isGreaterThanOrEqualTo(40);
      assertThat(statistics.lost()).isZero();
      assertThat(statistics.timeToFirstPacket()).isPresent();
      assertThat(statistics.tracks()).allSatisfy(track -> assertThat(track.packets()).isPositive());
      assertThat(session.quirks()).isEmpty();
      session.close();
      camera.awaitRequest("TEARDOWN", LIMIT);
      assertThat(camera.violations()).isEmpty();
    }
  }

  @Test
  void goesStepByStepLikeThePythonOriginal() throws Exception {
    try (Camera camera = Camera.builder().digest("user", Canary.SECRET).start()) {
      RtspSession session =
          client.session(camera.url()).credentials(Credentials.of("user", Canary.SECRET)).build();
      assertThat(session.state()).isEqualTo(SessionState.NEW);
      session.connect();
      assertThat(session.state()).isEqualTo(SessionState.CONNECTED);
      assertThat(session.options().isSuccess()).isTrue();
      assertThat(session.serverMethods()).contains(RtspMethod.DESCRIBE, RtspMethod.PLAY);
      assertThat(session.describe().media()).hasSize(2);
      assertThat(session.state()).isEqualTo(SessionState.DESCRIBED);
      assertThat(session.authentication())
          .hasValueSatisfying(a -> assertThat(a).startsWith("Digest"));
      assertThat(session.setup()).hasSize(2);
      assertThat(session.state()).isEqualTo(SessionState.READY);
      session.play();
      assertThat(session.lastResponse().statusCode()).isEqualTo(200);
      assertThat(session.state()).isEqualTo(SessionState.PLAYING);
      session.pause();
      assertThat(session.state()).isEqualTo(SessionState.READY);
      assertThat(session.getParameter().isSuccess()).isTrue();
      session.play();
      session.teardown();
      assertThat(session.state()).isEqualTo(SessionState.DESCRIBED);
      assertThat(session.setup(session.tracks().subList(0, 1))).hasSize(1);
      session.close();
      assertThat(session.state()).isEqualTo(SessionState.CLOSED);
      assertThat(camera.violations()).isEmpty();
    }
  }

  @Test
  void triesEachSecretOnceInTheOrderGiven() throws Exception {
    try (Camera camera = Camera.builder().digest("user", Canary.SECRET).start()) {
      try (RtspSession session =
          client
              .session(camera.url())
              .credentials(Credentials.of("user", Canary.WRONG))
              .credentials(Credentials.of("user", Canary.SECRET))
              .build()) {
        session.connect();
        assertThat(session.describe().media()).hasSize(2);
      }
      assertThat(camera.requests("DESCRIBE")).hasSize(3);
      RtspSession refused =
          client
              .session(camera.url())
              .credentials(Credentials.of("user", Canary.WRONG))
              .credentials(Credentials.of("user", "older-" + Canary.SECRET))
              .build();
      refused.connect();
      assertThatThrownBy(refused::describe)
          .isInstanceOf(RtspAuthException.class)
          .hasMessageContaining("refused the credentials");
      assertThatThrownBy(refused::describe)
          .isInstanceOf(RtspAuthException.class)
          .hasMessageContaining("aren't sent again");
      assertThat(camera.requests("DESCRIBE")).hasSize(3 + 3 + 1);
      refused.close();
    }
  }

  @Test
  void goesStepByStepWithoutWaiting() throws Exception {
    try (Camera camera = Camera.builder().basic("user", Canary.SECRET).start()) {
      RtspSession session = client.session(camera.url("user", Canary.IN_URL)).build();
      List<CompletableFuture<?>> steps =
          List.of(
              session.connectAsync(),
              session.optionsAsync(),
              session.describeAsync(),
              session.setupAsync(),
              session.playAsync(),
              session.pauseAsync(),
              session.getParameterAsync(),
              session.setParameterAsync("brightness", "5"),
              session.requestAsync(RtspRequest.of(RtspMethod.OPTIONS, session.controlUri())),
              session.teardownAsync());
      for (CompletableFuture<?> step : steps) {
        assertThat(step.get(20, TimeUnit.SECONDS) == null).isEqualTo(step == steps.get(0));
      }
      assertThat(session.authentication()).contains("Basic");
      session.closeAsync().get(5, TimeUnit.SECONDS);
      assertThat(session.ended().get(0, TimeUnit.SECONDS)).isEqualTo(EndReason.CLOSED);
    }
  }

  @Test
  void saysWhichOperationIsImpossibleInWhichState() {
    try (Camera camera = Camera.open();
        RtspSession session = client.session(camera.url()).build()) {
      assertThatThrownBy(session::play)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("play")
          .hasMessageContaining("NEW");
      session.connect();
      assertThatThrownBy(session::connect)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("connect")
          .hasMessageContaining("CONNECTED");
      assertThatThrownBy(session::setup).hasMessageContaining("setup");
      assertThatThrownBy(() -> client.session(camera.url()).build().lastResponse())
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void refusesASynchronousCallFromACallback() throws Exception {
    CompletableFuture<Throwable> thrown = new CompletableFuture<>();
    RtspListener blocking =
        new RtspListener() {
          @Override
          public void onStateChange(RtspSession session, SessionState from, SessionState to) {
            if (to == SessionState.CONNECTED) {
              try {
                session.options();
              } catch (IllegalStateException refused) {
                thrown.complete(refused);
              }
            }
          }
        };
    try (Camera camera = Camera.open();
        RtspSession session = client.session(camera.url()).listener(blocking).build()) {
      session.connect();
      assertThat(thrown.get(10, TimeUnit.SECONDS))
          .hasMessageContaining("options()")
          .hasMessageContaining("optionsAsync()");
      assertThat(session.options().isSuccess()).isTrue();
    }
  }

  @Test
  void countsAndTellsWhatIsLost() throws Exception {
    CountDownLatch told = new CountDownLatch(1);
    AtomicReference<Integer> missing = new AtomicReference<>();
    Packets packets = new Packets(10);
    try (Camera camera = Camera.open();
        RtspSession session =
            client
                .session(camera.url())
                .onPacket(packets::take)
                .listener(
                    new RtspListener() {
                      @Override
                      public void onPacketLoss(
                          RtspSession lossy, Track track, long expectedSequence, int count) {
                        missing.set(count);
                        told.countDown();
                      }
                    })
                .open()) {
      packets.await();
      camera.dropPackets(0, 3);
      assertThat(told.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(missing.get()).isEqualTo(3);
      assertThat(session.statistics().tracks().get(0).lost()).isEqualTo(3);
      assertThat(session.statistics().tracks().get(1).lost()).isZero();
    }
  }

  @Test
  void handsOverRtcpAndReportsBack() throws Exception {
    CountDownLatch senderReport = new CountDownLatch(1);
    try (Camera camera = Camera.builder().senderReports(Duration.ofMillis(100)).start();
        RtspSession session =
            client
                .session(camera.url())
                .onRtcp(
                    (track, compound) -> {
                      while (compound.next()) {
                        if (compound.hasSenderInfo()) {
                          senderReport.countDown();
                        }
                      }
                    })
                .open()) {
      assertThat(senderReport.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(camera.awaitReceiverReports(2, LIMIT)).hasSizeGreaterThanOrEqualTo(2);
      assertThat(session.statistics().tracks())
          .extracting(TrackStatistics::rtcpMalformed)
          .containsOnly(0L);
    }
  }

  @Test
  void keepsACopyOfAPacketForLater() throws Exception {
    ConcurrentLinkedQueue<RtpPacket> kept = new ConcurrentLinkedQueue<>();
    Packets packets = new Packets(50);
    try (Camera camera = Camera.open();
        RtspSession session =
            client
                .session(camera.url())
                .onPacket(
                    (track, packet) -> {
                      if (track.index() == 0) {
                        kept.add(packet.copy());
                      }
                      packets.take(track, packet);
                    })
                .open()) {
      packets.await();
      session.close();
      List<RtpPacket> list = new ArrayList<>(kept);
      for (int i = 1; i < list.size(); i++) {
        assertThat(list.get(i).extendedSequence())
            .isEqualTo(list.get(i - 1).extendedSequence() + 1);
        assertThat(list.get(i).payloadLength()).isPositive();
      }
    }
  }

  @Test
  void endsWhenTheServerSaysGoodbye() throws Exception {
    Packets packets = new Packets(5);
    CompletableFuture<EndReason> told = new CompletableFuture<>();
    try (Camera camera = Camera.open();
        RtspSession session =
            client
                .session(camera.url())
                .onPacket(packets::take)
                .listener(
                    new RtspListener() {
                      @Override
                      public void onDisconnect(
                          RtspSession ended, EndReason reason, Optional<RtspException> error) {
                        told.complete(reason);
                      }
                    })
                .open()) {
      packets.await();
      camera.sendBye();
      assertThat(session.ended().get(10, TimeUnit.SECONDS)).isEqualTo(EndReason.BYE);
      assertThat(told.get(10, TimeUnit.SECONDS)).isEqualTo(EndReason.BYE);
      assertThat(session.state()).isEqualTo(SessionState.CLOSED);
    }
  }

  /** A packet of the video comes behind its BYE, and of the sound comes nothing at all. */
  @Test
  void endsWhenTheServerSaysGoodbyeWithAPacketUnderWay() throws Exception {
    try (Camera camera =
            Camera.builder()
                .withoutMedia()
                .transcript(
                    """
                    C: PLAY
                    S$0: 8060 0001 0000 0000 1234 5678 65
                    S$1: 81CB 0001 1234 5678
                    S$0: 80E0 0002 0000 0000 1234 5678 65
                    S: RTSP/1.0 200 OK
                    S: CSeq: {cseq}
                    S:
                    """)
                .start();
        RtspSession session = client.session(camera.url()).open()) {
      assertThat(session.ended().get(10, TimeUnit.SECONDS)).isEqualTo(EndReason.BYE);
      assertThat(session.statistics().packets()).isEqualTo(2);
      assertThat(session.statistics().reconnects()).isZero();
    }
  }

  @Test
  void endsWhenTheServerSaysGoodbyeOverUdp() throws Exception {
    Packets packets = new Packets(5);
    try (Camera camera = Camera.open();
        RtspSession session =
            client.session(camera.url()).transports("udp").onPacket(packets::take).open()) {
      packets.await();
      camera.sendBye();
      assertThat(session.ended().get(10, TimeUnit.SECONDS)).isEqualTo(EndReason.BYE);
    }
  }

  @Test
  void showsEveryRequestAndResponseWithoutCredentials() throws Exception {
    ConcurrentLinkedQueue<String> seen = new ConcurrentLinkedQueue<>();
    RtspListener recorder =
        new RtspListener() {
          @Override
          public void onRequest(RtspSession session, RtspRequest request) {
            seen.add(request.toString());
          }

          @Override
          public void onResponse(RtspSession session, RtspResponse response) {
            seen.add(response.toString());
          }
        };
    try (Camera camera = Camera.builder().basic("operator", Canary.SECRET).start()) {
      client.session(camera.url("operator", Canary.IN_URL)).listener(recorder).open().close();
    }
    assertThat(seen).anyMatch(message -> message.contains("Authorization: Basic ***"));
    assertThat(seen).noneMatch(message -> message.contains("Canary"));
    assertThat(seen).noneMatch(message -> message.contains("b3BlcmF0b3I6"));
  }

  @Test
  void sharesOneClientAmongManySessions() throws Exception {
    int count = 20;
    try (Camera camera = Camera.open()) {
      List<RtspSession> sessions = new ArrayList<>();
      Packets packets = new Packets(count * 10L);
      List<CompletableFuture<RtspSession>> opening = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        opening.add(client.session(camera.url()).onPacket(packets::take).openAsync());
      }
      for (CompletableFuture<RtspSession> one : opening) {
        sessions.add(one.get(20, TimeUnit.SECONDS));
      }
      packets.await();
      assertThat(client.sessions()).hasSize(count);
      long threads =
          Thread.getAllStackTraces().keySet().stream()
              .filter(thread -> thread.getName().startsWith("playback"))
              .count();
      assertThat(threads).isLessThanOrEqualTo(2 + 1); // two loops, and who watches them
      sessions.forEach(RtspSession::close);
      assertThat(client.sessions()).isEmpty();
      camera.awaitSessions(0, LIMIT);
    }
  }

  /** Counts packets and lets a test wait for enough of them. */
  private static final class Packets {

    private final CountDownLatch left;

    Packets(long enough) {
      this.left = new CountDownLatch(Math.toIntExact(enough));
    }

    void take(Track track, RtpPacket packet) {
      left.countDown();
    }

    void await() throws InterruptedException {
      assertThat(left.await(20, TimeUnit.SECONDS)).as("packets come").isTrue();
    }
  }

  /** Each snapshot is of one moment, also of a session that is never idle. */
  @Test
  void countsAreReadByOtherThreadsWithoutTheLoop() throws Exception {
    try (Camera camera = Camera.builder().asFastAsPossible().start();
        RtspSession session = client.session(camera.url()).onPacket((track, packet) -> {}).open()) {
      long reads = 0;
      long before = 0;
      long end = System.nanoTime() + 500_000_000L;
      while (System.nanoTime() < end) {
        SessionStatistics counts = session.statistics();
        assertThat(counts.packets()).isGreaterThanOrEqualTo(before);
        for (TrackStatistics track : counts.tracks()) {
          assertThat(track.bytes()).isGreaterThanOrEqualTo(12 * track.packets());
          assertThat(track.lost()).isZero();
        }
        before = counts.packets();
        reads++;
      }
      assertThat(reads).isGreaterThan(500);
      assertThat(before).isPositive();
    }
  }
}
