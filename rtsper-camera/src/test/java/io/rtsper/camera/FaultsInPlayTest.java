package io.rtsper.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * Every fault that a client has to survive while it plays, as {@link FaultsTest} has those before.
 */
class FaultsInPlayTest {

  private static final Duration SOON = Duration.ofSeconds(5);
  private static final int PATIENCE_MILLIS = 100;

  @Test
  void challengeAtAKeepaliveOnly() throws IOException {
    try (Camera camera =
            Camera.builder()
                .on("OPTIONS")
                .whilePlaying()
                .reply(401, "WWW-Authenticate: Basic realm=\"x\"")
                .start();
        TestClient client = new TestClient(camera)) {
      assertThat(client.ask("OPTIONS", "").status()).isEqualTo(200);
      client.play(0);
      assertThat(client.ask("OPTIONS", "").status()).isEqualTo(401);
    }
  }

  /** Tapo C100: 400 with the previous CSeq to SET_PARAMETER. */
  @Test
  void keepaliveRefusedOrUnanswered() throws IOException {
    try (Camera camera =
            Camera.builder()
                .on("SET_PARAMETER")
                .reply(400, "CSeq: {cseq-1}")
                .on("GET_PARAMETER")
                .silent()
                .start();
        TestClient client = new TestClient(camera)) {
      client.play(0);
      TestClient.Incoming refused = client.ask("SET_PARAMETER", "");
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.header("CSeq")).isEqualTo(Integer.toString(client.lastCseq() - 1));
      client.send("GET_PARAMETER", "");
      assertThat(client.ask("OPTIONS", "").header("CSeq"))
          .isEqualTo(Integer.toString(client.lastCseq()));
    }
  }

  @Test
  void sessionNotFoundInPlay() throws IOException {
    try (Camera camera = Camera.open();
        TestClient client = new TestClient(camera)) {
      client.play(0);
      camera.expireSessions();
      assertThat(client.ask("GET_PARAMETER", "").status()).isEqualTo(454);
    }
  }

  @Test
  void sessionIdChanges() throws IOException {
    try (Camera camera =
            Camera.builder().on("SETUP").track(1).reply(200, "Session: other").start();
        TestClient client = new TestClient(camera)) {
      client.setup(0);
      String first = client.session();
      client.setup(1);
      assertThat(client.session()).isEqualTo("other").isNotEqualTo(first);
      assertThat(client.ask("PLAY", "").status()).isEqualTo(200);
      camera.changeSessionIds();
      assertThat(client.ask("GET_PARAMETER", "").status()).isEqualTo(454);
    }
  }

  @Test
  void mediaStopsOnAllTracksOrOnOne() throws IOException {
    try (Camera camera = Camera.builder().asFastAsPossible().start();
        TestClient client = new TestClient(camera)) {
      client.play(0, 1);
      camera.stopMedia(0);
      client.ask("OPTIONS", "");
      client.frames.clear();
      while (client.frames.size() < 100) {
        client.ask("OPTIONS", "");
      }
      assertThat(client.frames).allMatch(frame -> frame.channel() != 0);
      camera.stopMedia();
      client.ask("OPTIONS", "");
      client.frames.clear();
      client.ask("OPTIONS", "");
      assertThat(client.frames).isEmpty();
      camera.resumeMedia();
      assertThat(client.frame(0)).hasSizeGreaterThan(12);
    }
  }

  @Test
  void bye() throws IOException {
    try (Camera camera = Camera.builder().senderReports(Duration.ZERO).start();
        TestClient client = new TestClient(camera)) {
      client.play(0);
      camera.sendBye();
      byte[] compound = client.frame(1);
      assertThat(compound[compound.length - 7] & 0xff).isEqualTo(203);
    }
  }

  @Test
  void ssrcAndSequenceAndTimestampJump() throws IOException {
    try (Camera camera =
            Camera.builder()
                .firstSequence(10)
                .firstTimestamp(0)
                .seed(1)
                .on("GET_PARAMETER")
                .run(Camera::changeSsrc)
                .on("SET_PARAMETER")
                .run(on -> on.jumpSequence(1000))
                .on("PAUSE")
                .run(on -> on.jumpTimestamp(90_000))
                .reply(200)
                .start();
        TestClient client = new TestClient(camera)) {
      client.play(0);
      client.ask("OPTIONS", "");
      ByteBuffer before = ByteBuffer.wrap(client.frame(0));
      client.ask("GET_PARAMETER", "");
      client.ask("SET_PARAMETER", "");
      ByteBuffer after = ByteBuffer.wrap(client.frame(0));
      assertThat(after.getInt(8)).isNotEqualTo(before.getInt(8));
      assertThat(after.getShort(2) - before.getShort(2)).isGreaterThan(1000);
    }
  }

  @Test
  void packetsLostDoubledAndSwapped() throws IOException {
    try (Camera camera =
            Camera.builder().asFastAsPossible().firstSequence(0).withoutMedia().start();
        TestClient client = new TestClient(camera)) {
      client.play(0);
      camera.dropPackets(0, 2);
      camera.duplicatePackets(0, 1);
      camera.resumeMedia();
      assertThat(sequences(client, 4)).containsExactly(2, 2, 3, 4);
      camera.stopMedia();
      client.ask("OPTIONS", "");
      int last =
          (ByteBuffer.wrap(client.frames.get(client.frames.size() - 1).frame()).getShort(2))
              & 0xffff;
      camera.swapPackets(0, 1);
      camera.resumeMedia();
      assertThat(sequences(client, 3)).containsExactly(last + 2, last + 1, last + 3);
    }
  }

  private static int[] sequences(TestClient client, int count) throws IOException {
    int[] sequences = new int[count];
    for (int i = 0; i < count; i++) {
      sequences[i] = ByteBuffer.wrap(client.frame(0)).getShort(2) & 0xffff;
    }
    return sequences;
  }

  @Test
  void closeInTheMiddleOfAFrame() throws IOException {
    try (Camera camera = Camera.open();
        TestClient client = new TestClient(camera)) {
      client.play(0);
      camera.truncateFrame();
      byte[] all = client.untilClosed();
      int at = 0;
      while (at + 4 <= all.length && at + 4 + length(all, at) <= all.length) {
        assertThat(all[at]).isEqualTo((byte) '$');
        at += 4 + length(all, at);
      }
      assertThat(Arrays.copyOfRange(all, at, all.length)).hasSizeBetween(5, 1500).startsWith('$');
    }
  }

  private static int length(byte[] bytes, int at) {
    return ((bytes[at + 2] & 0xff) << 8) | (bytes[at + 3] & 0xff);
  }

  @Test
  void theServerRestarts() throws IOException {
    try (Camera camera = Camera.open();
        TestClient client = new TestClient(camera)) {
      client.play(0);
      int port = camera.port();
      camera.restart();
      client.untilClosed();
      assertThat(camera.port()).isEqualTo(port);
      try (TestClient again = new TestClient(camera)) {
        assertThat(again.ask("OPTIONS", "", "Session: " + client.session()).status())
            .isEqualTo(454);
        again.play(0);
      }
    }
  }

  @Test
  void theServerRestartsWhenAskedToPlay() throws IOException {
    try (Camera camera =
            Camera.builder().on("PLAY").times(1).run(Camera::restart).silent().start();
        TestClient client = new TestClient(camera)) {
      client.setup(0);
      client.send("PLAY", "");
      assertThat(client.untilClosed()).isEmpty();
      for (int i = 0; i < 20; i++) {
        camera.restart();
      }
      try (TestClient again = new TestClient(camera)) {
        again.play(0);
      }
      assertThat(camera.failures()).isEmpty();
    }
  }

  @Test
  void aFloodOfRequestsFromTheServer() throws IOException {
    try (Camera camera = Camera.open();
        TestClient client = new TestClient(camera)) {
      client.ask("OPTIONS", "");
      camera.sendRequest("OPTIONS", "*");
      camera.sendRequest("REDIRECT", camera.url(), "Location: rtsp://other.invalid/");
      assertThat(client.message().head()).isEqualTo("OPTIONS * RTSP/1.0\r\nCSeq: 1\r\n\r\n");
      assertThat(client.message().head()).contains("CSeq: 2", "Location: rtsp://other.invalid/");
      client.raw(Wire.latin1("RTSP/1.0 200 OK\r\nCSeq: 1\r\n\r\n"));
      assertThat(camera.awaitMessage("answer", CameraRequest::isResponse, SOON).status())
          .isEqualTo(200);
      camera.send(Wire.latin1("OPTIONS * RTSP/1.0\r\nCSeq: 3\r\n\r\n".repeat(10_000)));
      for (int i = 0; i < 10_000; i++) {
        assertThat(client.message().head()).startsWith("OPTIONS * ");
      }
    }
  }

  @Test
  void aCameraThatStopsReading() throws IOException {
    try (Camera camera = Camera.open();
        TestClient client = new TestClient(camera)) {
      client.ask("OPTIONS", "");
      camera.pauseReading(true);
      client.send("OPTIONS", "");
      expectSilence(client);
      camera.pauseReading(false);
      client.socket.setSoTimeout(5000);
      assertThat(client.message().status()).isEqualTo(200);
    }
  }

  @Test
  void aSlowReaderOfACameraThatDrops() throws IOException {
    try (Camera camera =
            Camera.builder().asFastAsPossible().dropWhenSlow().firstSequence(0).start();
        TestClient client = new TestClient(camera);
        TestClient other = new TestClient(camera)) {
      client.setup(0);
      client.send("PLAY", "");
      for (int i = 0; i < 200; i++) {
        other.ask("OPTIONS", "");
      }
      client.message();
      boolean gap = false;
      short expected = 0;
      for (int i = 0; i < 20_000 && !gap; i++) {
        short sequence = ByteBuffer.wrap(client.frame(0)).getShort(2);
        gap = sequence != expected;
        expected = (short) (sequence + 1);
      }
      assertThat(gap).isTrue();
    }
  }

  private static void expectSilence(TestClient client) throws IOException {
    client.socket.setSoTimeout(PATIENCE_MILLIS);
    assertThatThrownBy(client::next).isInstanceOf(SocketTimeoutException.class);
  }
}
