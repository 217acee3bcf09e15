package io.rtsper.it.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rtsper.api.Credentials;
import io.rtsper.api.ReconnectPolicy;
import io.rtsper.api.RtspAuthException;
import io.rtsper.api.RtspClient;
import io.rtsper.api.RtspListener;
import io.rtsper.api.RtspMethod;
import io.rtsper.api.RtspRequest;
import io.rtsper.api.RtspSession;
import io.rtsper.api.RtspStatusException;
import io.rtsper.api.SessionState;
import io.rtsper.api.TrackStatistics;
import io.rtsper.api.media.Track;
import io.rtsper.api.rtp.RtpPacket;
import io.rtsper.it.canary.Canary;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Plays from GStreamer's RTSP server, which this project did not write. Skipped with a message
 * where it isn't installed; the system property {@code rtsper.interop} with the value {@code
 * required} makes that a failure.
 */
@Tag("interop")
@Execution(ExecutionMode.CONCURRENT)
class GStreamerInteropTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir Path folder;

  private final RtspClient client = RtspClient.builder().eventLoops(1).build();

  @AfterEach
  void closeClient() {
    client.close();
  }

  @ParameterizedTest
  @CsvSource({"tcp, none", "udp, none", "tcp, digest", "udp, digest", "tcp, basic"})
  void playsH264AndAudio(String transport, String authentication) throws Exception {
    // On a busy machine a hundred packets of video may come before the first one of sound.
    List<CountDownLatch> packets = List.of(new CountDownLatch(80), new CountDownLatch(5));
    try (GStreamerServer server = start(authentication);
        RtspSession session =
            client
                .session(server.url())
                .credentials(Credentials.of("cam", Canary.SECRET))
                .transports(transport)
                .timeout(PATIENCE)
                .onPacket((track, packet) -> packets.get(track.index()).countDown())
                .open()) {
      for (CountDownLatch ofTrack : packets) {
        assertThat(ofTrack.await(30, TimeUnit.SECONDS)).isTrue();
      }
      assertThat(session.server()).contains("GStreamer RTSP server");
      assertThat(session.transport()).contains(transport);
      assertThat(session.authentication().orElse("none").toLowerCase(java.util.Locale.ROOT))
          .startsWith(authentication);
      assertThat(session.tracks()).extracting(Track::encoding).containsExactly("H264", "PCMA");
      assertThat(session.statistics().tracks())
          .allSatisfy(track -> assertThat(track.packets()).isPositive())
          .extracting(TrackStatistics::malformed)
          .containsOnly(0L);
      if (transport.equals("tcp")) {
        assertThat(session.statistics().lost()).isZero();
      }
      assertThat(session.quirks()).isEmpty();
    }
  }

  /** Its reports say which times belong together; a goodbye of RTCP goes before TEARDOWN on UDP. */
  @ParameterizedTest
  @ValueSource(strings = {"tcp", "udp"})
  void tellsTheTimeOfEachTrackAndTakesAGoodbye(String transport) throws Exception {
    Map<Integer, Long> startOnTheWallClock = new ConcurrentHashMap<>();
    try (GStreamerServer server = GStreamerServer.start(folder)) {
      for (int round = 0; round < 2; round++) {
        startOnTheWallClock.clear();
        try (RtspSession session =
            client
                .session(server.url())
                .transports(transport)
                .timeout(PATIENCE)
                .onPacket(
                    (track, packet) -> {
                      if (packet.wallClockSource().isPresent()) {
                        startOnTheWallClock.put(
                            track.index(), packet.wallClockNanos() - packet.presentationNanos());
                      }
                    })
                .open()) {
          await().atMost(PATIENCE).until(() -> startOnTheWallClock.size() == 2);
          long apart = startOnTheWallClock.get(0) - startOnTheWallClock.get(1);
          assertThat(Math.abs(apart)).isLessThan(Duration.ofMillis(20).toNanos());
          Instant start = Instant.ofEpochSecond(0, startOnTheWallClock.get(0));
          assertThat(Duration.between(start, Instant.now())).isLessThan(PATIENCE.plusSeconds(5));
          assertThat(session.quirks()).isEmpty();
          assertThat(session.teardown().statusCode()).isEqualTo(200);
        }
      }
    }
  }

  private GStreamerServer start(String authentication) throws Exception {
    return authentication.equals("none")
        ? GStreamerServer.start(folder)
        : GStreamerServer.start(folder, "--" + authentication, "cam:" + Canary.SECRET);
  }

  @Test
  void saysThatThePasswordIsWrongAfterOneTry() throws Exception {
    try (GStreamerServer server =
        GStreamerServer.start(folder, "--digest", "cam:" + Canary.SECRET)) {
      assertThatThrownBy(
              () ->
                  client
                      .session(server.url())
                      .credentials(Credentials.of("cam", Canary.WRONG))
                      .timeout(PATIENCE)
                      .open())
          .isInstanceOf(RtspAuthException.class)
          .hasMessageContaining("refused the credentials")
          .hasMessageContaining("sent once");
    }
  }

  @Test
  void saysThatThePathIsUnknown() throws Exception {
    try (GStreamerServer server = GStreamerServer.start(folder)) {
      assertThatThrownBy(() -> client.session(server.url() + "/nowhere").timeout(PATIENCE).open())
          .isInstanceOf(RtspStatusException.class)
          .hasMessageContaining("404");
    }
  }

  @Test
  void pausesAndPlaysOn() throws Exception {
    try (GStreamerServer server = GStreamerServer.start(folder);
        RtspSession session = client.session(server.url()).timeout(PATIENCE).open()) {
      session.pause();
      assertThat(session.state()).isEqualTo(SessionState.READY);
      session.play();
      assertThat(session.getParameter().isSuccess()).isTrue();
      session.teardown();
      assertThat(session.state()).isEqualTo(SessionState.DESCRIBED);
    }
  }

  /** {@code Range: npt=0-} of the second one would seek the mount that they share. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aSecondViewerOfASharedMountDoesNotDisturbTheFirst(boolean comesBack) throws Exception {
    Timestamps first = new Timestamps();
    CountDownLatch second = new CountDownLatch(50);
    CountDownLatch back = new CountDownLatch(comesBack ? 1 : 0);
    try (GStreamerServer server = GStreamerServer.start(folder);
        RtspSession one =
            client
                .session(server.url())
                .timeout(PATIENCE)
                .onPacket((track, packet) -> first.take(track.index(), packet))
                .open()) {
      first.awaitMore(200);
      try (RtspSession other =
          client
              .session(server.url())
              .timeout(PATIENCE)
              .mediaStallTimeout(Duration.ofSeconds(2))
              .listener(
                  new RtspListener() {
                    @Override
                    public void onReconnected(RtspSession again, int attempts) {
                      back.countDown();
                    }
                  })
              .onPacket((track, packet) -> second.countDown())
              .open()) {
        assertThat(second.await(30, TimeUnit.SECONDS)).isTrue();
        if (comesBack) {
          // Without the session's knowledge: its media stops.
          other.request(RtspRequest.of(RtspMethod.TEARDOWN, other.controlUri()));
        }
        assertThat(back.await(30, TimeUnit.SECONDS)).isTrue();
        first.awaitMore(200);
      }
      assertThat(first.stepsBack()).isZero();
      assertThat(one.statistics().lost()).isZero();
      assertThat(one.statistics().tracks())
          .extracting(TrackStatistics::ssrcChanges)
          .containsOnly(0L);
      assertThat(one.quirks()).isEmpty();
    }
  }

  /** The timestamps of the tracks of a session. */
  private static final class Timestamps {

    private final Map<Integer, Long> last = new HashMap<>();
    private int packets;
    private int stepsBack;

    synchronized void take(int track, RtpPacket packet) {
      Long before = last.put(track, packet.extendedTimestamp());
      if (before != null && packet.extendedTimestamp() < before) {
        stepsBack++;
      }
      packets++;
      notifyAll();
    }

    synchronized void awaitMore(int count) throws InterruptedException {
      int until = packets + count;
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (packets < until) {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        assertThat(left).as("time for more packets").isPositive();
        wait(left);
      }
    }

    synchronized int stepsBack() {
      return stepsBack;
    }
  }

  @Test
  void comesBackWhenTheServerIsKilledAndStartedAgain() throws Exception {
    CountDownLatch back = new CountDownLatch(1);
    CountDownLatch first = new CountDownLatch(50);
    GStreamerServer server = GStreamerServer.start(folder);
    int port = server.port();
    try (RtspSession session =
        client
            .session(server.url())
            .timeout(PATIENCE)
            .reconnect(
                ReconnectPolicy.forever().backoff(Duration.ofMillis(200), Duration.ofSeconds(1)))
            .onPacket((track, packet) -> first.countDown())
            .listener(
                new RtspListener() {
                  @Override
                  public void onReconnected(RtspSession again, int attempts) {
                    back.countDown();
                  }
                })
            .open()) {
      assertThat(first.await(30, TimeUnit.SECONDS)).isTrue();
      server.kill();
      server = GStreamerServer.start(folder, "--port", Integer.toString(port));
      assertThat(back.await(30, TimeUnit.SECONDS)).isTrue();
      long before = session.statistics().packets();
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (session.statistics().packets() <= before && System.nanoTime() < deadline) {
        Thread.onSpinWait();
      }
      assertThat(session.statistics().packets()).isGreaterThan(before);
      assertThat(session.statistics().reconnects()).isEqualTo(1);
    } finally {
      server.close();
    }
  }
}
