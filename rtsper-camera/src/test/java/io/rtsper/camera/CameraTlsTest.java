package io.rtsper.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.cert.CertificateExpiredException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;

/** The camera speaks TLS, with certificates that are right and wrong in known ways. */
class CameraTlsTest {

  @Test
  void aConversationAndMediaInsideTls() throws IOException {
    try (Camera camera =
            Camera.builder()
                .tls(TestCertificates.GOOD.context())
                .asFastAsPossible()
                .packetLimit(5000)
                .start();
        TestClient client =
            new TestClient(camera, TestCertificates.trusting(TestCertificates.GOOD))) {
      assertThat(camera.url()).startsWith("rtsps://");
      client.play(0, 1);
      for (int i = 0; i < 1000; i++) {
        assertThat(client.frame(0)).hasSizeGreaterThan(12);
      }
      assertThat(client.ask("TEARDOWN", "").status()).isEqualTo(200);
      assertThat(camera.failures()).isEmpty();
    }
  }

  @Test
  void theCertificatesAreWhatTheirNamesSay() throws Exception {
    TestCertificates.GOOD.certificate().checkValidity();
    assertThat(TestCertificates.GOOD.certificate().getSubjectAlternativeNames().toString())
        .contains("localhost", "127.0.0.1");
    assertThat(TestCertificates.WRONG_NAME.certificate().getSubjectAlternativeNames().toString())
        .contains("camera.invalid");
    assertThatThrownBy(() -> TestCertificates.EXPIRED.certificate().checkValidity())
        .isInstanceOf(CertificateExpiredException.class);
  }

  @Test
  void aCarefulClientRefusesAWrongName() throws IOException {
    SSLContext trusting = TestCertificates.trusting(TestCertificates.WRONG_NAME);
    try (Camera camera = Camera.builder().tls(TestCertificates.WRONG_NAME.context()).start();
        SSLSocket socket =
            (SSLSocket) trusting.getSocketFactory().createSocket("localhost", camera.port())) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      assertThatThrownBy(socket::startHandshake)
          .isInstanceOf(SSLHandshakeException.class)
          .hasMessageContaining("localhost");
    }
  }

  @Test
  void aClientWithoutTheCertificateThatIsAskedForIsRefused() throws IOException {
    SSLContext server = TestCertificates.GOOD.context(TestCertificates.CLIENT);
    try (Camera camera = Camera.builder().tls(server).clientCertificate().start();
        TestClient anonymous =
            new TestClient(camera, TestCertificates.trusting(TestCertificates.GOOD));
        TestClient known =
            new TestClient(camera, TestCertificates.CLIENT.context(TestCertificates.GOOD))) {
      assertThat(known.ask("OPTIONS", "").status()).isEqualTo(200);
      assertThatThrownBy(() -> anonymous.ask("OPTIONS", "")).isInstanceOf(IOException.class);
    }
  }

  @Test
  void aHandshakeCanStall() throws IOException {
    try (Camera camera =
            Camera.builder().tls(TestCertificates.GOOD.context()).onConnect().silent().start();
        Socket plain = new Socket(InetAddress.getLoopbackAddress(), camera.port())) {
      plain.setSoTimeout(200);
      plain.getOutputStream().write(new byte[] {22, 3, 1, 0, 5});
      assertThatThrownBy(() -> plain.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
      camera.awaitOpenConnections(1, Duration.ofSeconds(5));
    }
  }
}
