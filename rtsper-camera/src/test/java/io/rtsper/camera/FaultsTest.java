package io.rtsper.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every fault that a client has to survive, expressed with the camera and seen on the wire. What a
 * client is to make of them is tested with the client. TLS faults are in {@link CameraTlsTest},
 * those in play in {@link FaultsInPlayTest}.
 */
class FaultsTest {

  private static final Duration SOON = Duration.ofSeconds(5);
  private static final int PATIENCE_MILLIS = 100;

  // ---- connecting

  @Test
  void refuse() throws IOException {
    try (Camera camera = Camera.open()) {
      camera.refuseConnections();
      assertThatThrownBy(() -> new TestClient(camera)).isInstanceOf(ConnectException.class);
      camera.acceptConnections();
      try (TestClient client = new TestClient(camera)) {
        assertThat(client.ask("OPTIONS", "").status()).isEqualTo(200);
      }
    }
  }

  @Test
  void acceptAndSayNothing() throws IOException {
    try (Camera camera = Camera.builder().onConnect().silent().start();
        TestClient client = new TestClient(camera)) {
      client.send("OPTIONS", "");
      expectSilence(client);
      assertThat(camera.requests()).isEmpty();
    }
  }

  @Test
  void acceptAndCloseOnceThenBehave() throws IOException {
    try (Camera camera = Camera.builder().onConnect().times(1).reset().start();
        TestClient first = new TestClient(camera);
        TestClient second = new TestClient(camera)) {
      assertThatThrownBy(() -> first.ask("OPTIONS", "")).isInstanceOf(IOException.class);
      assertThat(second.ask("OPTIONS", "").status()).isEqualTo(200);
    }
  }

  // ---- at each step

  @ParameterizedTest
  @ValueSource(strings = {"OPTIONS", "DESCRIBE", "SETUP", "PLAY", "TEARDOWN"})
  void silenceAtEachStep(String method) throws IOException {
    try (Camera camera = Camera.builder().on(method).silent().start();
        TestClient client = new TestClient(camera)) {
      client.send(method, "");
      expectSilence(client);
      camera.awaitRequest(method, SOON);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"OPTIONS", "DESCRIBE", "SETUP", "PLAY", "TEARDOWN"})
  void closeAtEachStep(String method) throws IOException {
    try (Camera camera = Camera.builder().on(method).close().start();
        TestClient client = new TestClient(camera)) {
      assertThatThrownBy(() -> client.ask(method, "")).isInstanceOf(EOFException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"OPTIONS", "DESCRIBE", "SETUP", "PLAY", "TEARDOWN"})
  void resetAtEachStep(String method) throws IOException {
    try (Camera camera = Camera.builder().on(method).reset().start();
        TestClient client = new TestClient(camera)) {
      assertThatThrownBy(() -> client.ask(method, ""))
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("reset");
    }
  }

  @Test
  void halfAResponseThenSilence() throws IOException {
    try (Camera camera = Camera.builder().on("DESCRIBE").truncate(50).reply(200).start();
        TestClient client = new TestClient(camera)) {
      client.send("DESCRIBE", "");
      client.socket.setSoTimeout(PATIENCE_MILLIS);
      assertThatThrownBy(client::untilClosed).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void aByteASecond() throws IOException {
    try (Camera camera =
            Camera.builder().on("OPTIONS").dribble(1, Duration.ofSeconds(1)).normally().start();
        TestClient client = new TestClient(camera)) {
      client.send("OPTIONS", "");
      assertThat(client.socket.getInputStream().read()).isEqualTo('R');
      client.socket.setSoTimeout(PATIENCE_MILLIS);
      assertThatThrownBy(() -> client.socket.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
    }
  }

  // ---- answers that are wrong

  @Test
  void wrongCseq() throws IOException {
    try (Camera camera = Camera.builder().on("OPTIONS").reply(200, "CSeq: {cseq-1}").start();
        TestClient client = new TestClient(camera)) {
      assertThat(client.ask("OPTIONS", "").header("CSeq")).isEqualTo("0");
    }
  }

  @Test
  void unauthorizedForEverWithOneNonceOrAFreshOneEachTime() throws IOException {
    try (Camera camera =
            Camera.builder()
                .on("OPTIONS")
                .reply(401, "WWW-Authenticate: Digest realm=\"cam\", nonce=\"same\"")
                .on("DESCRIBE")
                .reply(401, "WWW-Authenticate: Digest realm=\"cam\", nonce=\"{nonce}\"")
                .start();
        TestClient client = new TestClient(camera)) {
      String same = client.ask("OPTIONS", "").header("WWW-Authenticate");
      assertThat(client.ask("OPTIONS", "").header("WWW-Authenticate")).isEqualTo(same);
      String fresh = client.ask("DESCRIBE", "").header("WWW-Authenticate");
      assertThat(client.ask("DESCRIBE", "").header("WWW-Authenticate")).isNotEqualTo(fresh);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {453, 461, 503})
  void statusesThatEndAnOperation(int status) throws IOException {
    try (Camera camera = Camera.builder().on("SETUP").reply(status).start();
        TestClient client = new TestClient(camera)) {
      assertThat(client.setup(0).status()).isEqualTo(status);
      assertThat(camera.sessions()).isZero();
    }
  }

  @Test
  void redirectLoopAndRedirectToAnotherHost() throws IOException {
    try (Camera camera =
            Camera.builder()
                .on("DESCRIBE")
                .reply(302, "Location: {camera}")
                .on("OPTIONS")
                .reply(301, "Location: rtsp://other.invalid/stream")
                .start();
        TestClient client = new TestClient(camera)) {
      assertThat(client.ask("DESCRIBE", "").header("Location")).isEqualTo(camera.url());
      assertThat(client.ask("OPTIONS", "").header("Location")).contains("other.invalid");
    }
  }

  @Test
  void hugeHeader() throws IOException {
    String huge = "x".repeat(1 << 20);
    try (Camera camera = Camera.builder().on("OPTIONS").reply(200, "X-Huge: " + huge).start();
        TestClient client = new TestClient(camera)) {
      assertThat(client.ask("OPTIONS", "").head()).hasSizeGreaterThan(1 << 20);
    }
  }

  @Test
  void hugeBodyThatIsOnlyAnnouncedOrReallySent() throws IOException {
    try (Camera camera =
            Camera.builder()
                .on("OPTIONS")
                .reply(200, "Content-Length: 2147483647")
                .on("DESCRIBE")
                .reply("RTSP/1.0 200 OK", "CSeq: {cseq}", "Content-Length: 50000000")
                .repeat("a=x\r\n", 10_000_000)
                .start();
        TestClient client = new TestClient(camera)) {
      client.send("DESCRIBE", "");
      byte[] begin = client.socket.getInputStream().readNBytes(5_000_000);
      assertThat(new String(begin, StandardCharsets.ISO_8859_1))
          .contains("50000000\r\n\r\na=x\r\na=x");
    }
  }

  @Test
  void endlessHeaders() throws IOException {
    try (Camera camera =
            Camera.builder()
                .on("OPTIONS")
                .send("RTSP/1.0 200 OK\r\nCSeq: {cseq}\r\n")
                .repeat("X-More: y\r\n", Long.MAX_VALUE)
                .start();
        TestClient client = new TestClient(camera)) {
      client.send("OPTIONS", "");
      byte[] begin = client.socket.getInputStream().readNBytes(5_000_000);
      assertThat(new String(begin, StandardCharsets.ISO_8859_1))
          .contains("X-More: y\r\nX-More: y\r\n")
          .doesNotContain("\r\n\r\n");
    }
  }

  @Test
  void garbageBetweenMessages() throws IOException {
    try (Camera camera = Camera.open();
        TestClient client = new TestClient(camera)) {
      client.ask("OPTIONS", "");
      camera.send(new byte[] {1, 2, 3, 4, 5});
      assertThat(client.socket.getInputStream().readNBytes(5)).containsExactly(1, 2, 3, 4, 5);
    }
  }

  private static void expectSilence(TestClient client) throws IOException {
    client.socket.setSoTimeout(PATIENCE_MILLIS);
    assertThatThrownBy(client::next).isInstanceOf(SocketTimeoutException.class);
  }
}
