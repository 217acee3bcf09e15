package io.rtsper.it.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.rtsper.api.ReconnectPolicy;
import io.rtsper.api.RtspClient;
import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspSession;
import io.rtsper.api.RtspSessionBuilder;
import io.rtsper.api.RtspTransportException;
import io.rtsper.api.TlsOptions;
import io.rtsper.camera.Camera;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Plays over TLS that this project did not write: that of GStreamer's RTSP server (GnuTLS), and
 * that of stunnel (OpenSSL) in front of the camera.
 */
@Tag("interop")
@Execution(ExecutionMode.CONCURRENT)
class TlsInteropTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int PACKETS = 100;
  private static final Pattern FINGERPRINT = Pattern.compile("\\b[0-9a-f]{64}\\b");

  /** Made once: a key costs a JVM of its own and more time than a session. */
  private static ServerCertificate good;

  private static ServerCertificate ofAnotherHost;
  private static ServerCertificate expired;

  @TempDir Path folder;

  private final RtspClient client = RtspClient.builder().eventLoops(1).build();

  @BeforeAll
  static void makeCertificates(@TempDir Path certificates) throws Exception {
    good = ServerCertificate.good(certificates);
    ofAnotherHost = ServerCertificate.ofAnotherHost(certificates);
    expired = ServerCertificate.expired(certificates);
  }

  @AfterEach
  void closeClient() {
    client.close();
  }

  /** Who speaks TLS. */
  enum Peer {
    GSTREAMER {
      @Override
      Server start(Path folder, ServerCertificate certificate) throws Exception {
        GStreamerServer server =
            GStreamerServer.start(
                folder,
                "--cert",
                certificate.certificateFile().toString(),
                "--key",
                certificate.keyFile().toString());
        return new Server("rtsps://127.0.0.1:" + server.port() + "/test", server);
      }
    },
    STUNNEL {
      @Override
      Server start(Path folder, ServerCertificate certificate) throws Exception {
        Camera camera = Camera.open();
        try {
          Stunnel tunnel = Stunnel.start(folder, certificate, camera.port());
          return new Server("rtsps://127.0.0.1:" + tunnel.port() + "/stream", tunnel, camera);
        } catch (Exception | Error failure) {
          camera.close();
          throw failure;
        }
      }
    };

    abstract Server start(Path folder, ServerCertificate certificate) throws Exception;
  }

  private record Server(String url, AutoCloseable... parts) implements AutoCloseable {
    @Override
    public void close() throws Exception {
      for (AutoCloseable part : parts) {
        part.close();
      }
    }
  }

  private RtspSessionBuilder session(Server server, TlsOptions tls, CountDownLatch packets) {
    return client
        .session(server.url())
        .tls(tls)
        .timeout(PATIENCE)
        .reconnect(ReconnectPolicy.none())
        .onPacket((track, packet) -> packets.countDown());
  }

  private void assertPlays(Server server, TlsOptions tls) throws Exception {
    CountDownLatch packets = new CountDownLatch(PACKETS);
    try (RtspSession session = session(server, tls, packets).open()) {
      assertThat(packets.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(session.transport()).contains("tcp");
      assertThat(session.statistics().lost()).isZero();
      assertThat(session.getParameter().isSuccess()).isTrue();
      session.teardown();
    }
  }

  private String refusal(Server server, TlsOptions tls) {
    RtspTransportException refused =
        catchThrowableOfType(
            RtspTransportException.class,
            () -> session(server, tls, new CountDownLatch(1)).open().close());
    assertThat(refused).as("the server was trusted").isNotNull();
    assertThat(refused.phase()).isEqualTo(RtspPhase.TLS_HANDSHAKE);
    return refused.getMessage();
  }

  private static TlsOptions pinOf(String message) {
    Matcher fingerprint = FINGERPRINT.matcher(message);
    assertThat(fingerprint.find()).as(message).isTrue();
    return TlsOptions.defaults().pinSha256(fingerprint.group());
  }

  @ParameterizedTest
  @EnumSource
  void playsWhenTheCertificateIsPinned(Peer peer) throws Exception {
    ServerCertificate certificate = ofAnotherHost;
    try (Server server = peer.start(folder, certificate)) {
      assertPlays(server, TlsOptions.defaults().pinSha256(certificate.fingerprint()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void playsWithAContextThatTrustsTheCertificate(Peer peer) throws Exception {
    ServerCertificate certificate = good;
    try (Server server = peer.start(folder, certificate)) {
      assertPlays(server, TlsOptions.defaults().context(certificate.trustingContext()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aSelfSignedCertificateIsRefusedAndItsFingerprintCanBeTrustedAfterThat(Peer peer)
      throws Exception {
    ServerCertificate certificate = good;
    try (Server server = peer.start(folder, certificate)) {
      String message = refusal(server, TlsOptions.defaults());
      assertThat(message)
          .contains("is self-signed, so that nobody vouches for it")
          .contains("CN=Camera good")
          .contains(certificate.fingerprint());
      assertPlays(server, pinOf(message));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aWrongPinShowsTheFingerprintThatCameAndThatOneWorks(Peer peer) throws Exception {
    ServerCertificate certificate = good;
    try (Server server = peer.start(folder, certificate)) {
      String message = refusal(server, TlsOptions.defaults().pinSha256("00".repeat(32)));
      assertThat(message)
          .contains("isn't the pinned one")
          .contains(certificate.fingerprint())
          .contains("TlsOptions.pinSha256");
      assertPlays(server, pinOf(message));
    }
  }

  @ParameterizedTest
  @EnumSource
  @ResourceLock(Resources.SYSTEM_PROPERTIES)
  void aCertificateOfAnotherHostIsRefusedAndItsFingerprintCanBeTrustedAfterThat(Peer peer)
      throws Exception {
    ServerCertificate certificate = ofAnotherHost;
    Path trustStore = certificate.trustStore(folder.resolve("trust.p12"));
    try (Server server = peer.start(folder, certificate)) {
      System.setProperty("javax.net.ssl.trustStore", trustStore.toString());
      System.setProperty("javax.net.ssl.trustStorePassword", ServerCertificate.PASSWORD);
      String message = refusal(server, TlsOptions.defaults());
      assertThat(message)
          .contains("is for camera.invalid, not for 127.0.0.1")
          .contains(certificate.fingerprint());
      assertPlays(server, pinOf(message));
    } finally {
      System.clearProperty("javax.net.ssl.trustStore");
      System.clearProperty("javax.net.ssl.trustStorePassword");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aContextStillChecksTheName(Peer peer) throws Exception {
    ServerCertificate certificate = ofAnotherHost;
    try (Server server = peer.start(folder, certificate)) {
      assertThat(refusal(server, TlsOptions.defaults().context(certificate.trustingContext())))
          .contains("was refused by the given SSLContext")
          .contains("127.0.0.1");
    }
  }

  @ParameterizedTest
  @EnumSource
  void anExpiredCertificateIsRefusedWithItsDate(Peer peer) throws Exception {
    ServerCertificate certificate = expired;
    try (Server server = peer.start(folder, certificate)) {
      assertThat(refusal(server, TlsOptions.defaults()))
          .contains("expired on 2020-01-31")
          .contains(certificate.fingerprint());
    }
  }
}
