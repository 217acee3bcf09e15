package io.rtsper.it.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtsper.api.Credentials;
import io.rtsper.api.EndReason;
import io.rtsper.api.ReconnectPolicy;
import io.rtsper.api.RtspAuthException;
import io.rtsper.api.RtspClient;
import io.rtsper.api.RtspSession;
import io.rtsper.api.RtspSessionBuilder;
import io.rtsper.api.RtspValidationException;
import io.rtsper.api.TlsOptions;
import io.rtsper.camera.Camera;
import io.rtsper.camera.CameraBuilder;
import io.rtsper.camera.TestCertificates;
import io.rtsper.it.canary.Canary;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a session captured is what a session gets that replays it. */
@Tag("either-path")
@Execution(ExecutionMode.CONCURRENT)
class ReplayTest {

  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final int PACKETS = 300;

  @TempDir Path folder;

  private final RtspClient client = RtspClient.builder().eventLoops(1).build();

  @AfterEach
  void closeClient() {
    client.close();
  }

  private Path file() {
    return folder.resolve("a session.pcapng");
  }

  private String url(String options) {
    return "rtsp+replay://localhost" + file().toUri().getRawPath() + options;
  }

  /** What was captured. */
  enum Way {
    TCP("tcp", false),
    UDP("udp", false),
    TLS("tcp", true);

    private final String transport;
    private final boolean tls;

    Way(String transport, boolean tls) {
      this.transport = transport;
      this.tls = tls;
    }

    Camera start() {
      CameraBuilder camera =
          Camera.builder()
              .digest("user", Canary.SECRET)
              .asFastAsPossible()
              .senderReports(Duration.ZERO)
              .packetLimit(PACKETS);
      return tls ? camera.tls(TestCertificates.GOOD.context()).start() : camera.start();
    }
  }

  private static EndReason end(RtspSession session) throws Exception {
    return session.ended().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  private Heard record(Way way) throws Exception {
    Heard heard = new Heard();
    try (Camera camera = way.start()) {
      RtspSessionBuilder builder =
          client
              .session(camera.url("user", Canary.IN_URL))
              .transports(way.transport)
              .tls(TlsOptions.defaults().insecure())
              .reconnect(ReconnectPolicy.none())
              .capture(file())
              .onPacket(heard);
      try (RtspSession session = builder.open()) {
        assertThat(end(session)).isEqualTo(EndReason.BYE);
      }
    }
    assertThat(heard.count()).isPositive();
    return heard;
  }

  /** The BYE that ended the recorded session ends the replay; no secret is needed for it. */
  @ParameterizedTest
  @EnumSource
  void bringsTheSamePacketsAndTheSameEnd(Way way) throws Exception {
    Heard recorded = record(way);
    Heard replayed = new Heard();
    try (RtspSession session =
        client
            .session(url("?speed=0"))
            .reconnect(ReconnectPolicy.none())
            .strict(true)
            .onPacket(replayed)
            .open()) {
      assertThat(end(session)).isEqualTo(EndReason.BYE);
      assertThat(session.tracks()).hasSize(2);
      assertThat(session.authentication()).isEmpty();
    }
    assertThat(replayed.count()).isEqualTo(recorded.count());
    assertThat(replayed.hashes()).isEqualTo(recorded.hashes());
  }

  /** With any credentials: the recorded nonce is masked, and nobody checks the answer. */
  @Test
  void challengesAreReplayedWhereThatIsAskedFor() throws Exception {
    record(Way.TCP);
    Heard replayed = new Heard();
    try (RtspSession session =
        client
            .session(url("?speed=0&challenges=true"))
            .credentials(Credentials.of("someone", Canary.WRONG))
            .reconnect(ReconnectPolicy.none())
            .onPacket(replayed)
            .open()) {
      assertThat(end(session)).isEqualTo(EndReason.BYE);
      assertThat(session.authentication()).isPresent();
    }
    assertThat(replayed.count()).isPositive();
  }

  @Test
  void challengesWithoutCredentialsFailAsTheyDidThen() throws Exception {
    record(Way.TCP);
    RtspSessionBuilder builder =
        client.session(url("?challenges=true")).reconnect(ReconnectPolicy.none());
    assertThatThrownBy(builder::open).isInstanceOf(RtspAuthException.class);
  }

  /** The session comes back on the connection that the recorded one came back on. */
  @Test
  void aReconnectionIsReplayed() throws Exception {
    Heard recorded = new Heard();
    ReconnectPolicy soon =
        ReconnectPolicy.attempts(20).backoff(Duration.ofMillis(10), Duration.ofMillis(50));
    try (Camera camera =
            Camera.builder()
                .asFastAsPossible()
                .senderReports(Duration.ZERO)
                .packetLimit(200)
                .closeAtLimit()
                .start();
        RtspSession session =
            client
                .session(camera.url())
                .reconnect(soon)
                .capture(file())
                .onPacket(recorded)
                .open()) {
      recorded.await(350);
      session.close();
    }
    Heard replayed = new Heard();
    try (RtspSession session =
        client.session(url("?speed=0")).reconnect(soon).onPacket(replayed).open()) {
      assertThatThrownBy(() -> end(session))
          .hasRootCauseInstanceOf(RtspValidationException.class)
          .hasRootCauseMessage(
              "the capture "
                  + file()
                  + " has "
                  + connections(session)
                  + " RTSP connections, and no further one to replay");
      assertThat(session.statistics().reconnects()).isEqualTo(connections(session) - 1);
    }
    assertThat(replayed.count()).isGreaterThanOrEqualTo(recorded.count());
  }

  private static long connections(RtspSession session) {
    return session.statistics().connections();
  }

  @Test
  void stepsCanBeTakenOneByOneAndInAnotherOrder() throws Exception {
    record(Way.TCP);
    try (RtspSession session = client.session(url("?speed=0")).build()) {
      session.connect();
      assertThat(session.describe().media()).hasSize(2);
      assertThat(session.options().isSuccess()).isTrue();
      assertThat(session.setup(session.tracks().subList(1, 2))).hasSize(1);
      assertThat(session.getParameter().isSuccess()).isTrue();
      assertThat(session.teardown().isSuccess()).isTrue();
    }
  }

  /** What Wireshark's own program captured of a session on the loopback, secrets and all. */
  @Test
  void aCaptureOfAnotherProgramIsReplayed() throws Exception {
    Heard recorded = new Heard();
    try (Camera camera = Way.TCP.start();
        Dumpcap dumpcap = Dumpcap.start(folder, file(), "tcp port " + camera.port())) {
      try (RtspSession session =
          client
              .session(camera.url("user", Canary.IN_URL))
              .reconnect(ReconnectPolicy.none())
              .onPacket(recorded)
              .open()) {
        assertThat(end(session)).isEqualTo(EndReason.BYE);
      }
      dumpcap.awaitQuiet();
    }
    Heard replayed = new Heard();
    try (RtspSession session =
        client
            .session(url("?speed=0"))
            .reconnect(ReconnectPolicy.none())
            .strict(true)
            .onPacket(replayed)
            .open()) {
      assertThat(end(session)).isEqualTo(EndReason.BYE);
    }
    assertThat(replayed.hashes()).isEqualTo(recorded.hashes());
  }
}
