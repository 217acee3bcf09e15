package io.rtsper.camera;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the steps of a script put on the wire. */
class CameraScriptTest {

  @Test
  void aReplyOfLinesIsSentAsItStands() throws IOException {
    try (Camera camera =
            Camera.builder()
                .on("OPTIONS")
                .reply("RTSP/1.0 200 OK", "CSeq: {cseq}", "X-Url: {url}", "X-Next: {cseq+7}")
                .start();
        TestClient client = new TestClient(camera)) {
      String reply = client.ask("OPTIONS", "").head();
      assertThat(reply)
          .isEqualTo(
              "RTSP/1.0 200 OK\r\nCSeq: 1\r\nX-Url: " + camera.url() + "\r\nX-Next: 8\r\n\r\n");
    }
  }

  @Test
  void aReplyOfLinesCanEndThemInAnyWay() throws IOException {
    try (Camera camera =
            Camera.builder()
                .on("OPTIONS")
                .lineEnd("\n")
                .reply("RTSP/1.0 200 OK", "CSeq: {cseq}")
                .start();
        TestClient client = new TestClient(camera)) {
      assertThat(client.ask("OPTIONS", "").head()).isEqualTo("RTSP/1.0 200 OK\nCSeq: 1\n\n");
    }
  }

  @Test
  void stepsAreTakenInTheirOrderAndAsOftenAsTheySay() throws IOException {
    try (Camera camera =
            Camera.builder()
                .on("OPTIONS")
                .after(1)
                .times(1)
                .reply(500)
                .on("OPTIONS")
                .times(1)
                .reply(404)
                .on("OPTIONS")
                .when(request -> request.header("X-Odd") != null)
                .reply(400)
                .start();
        TestClient client = new TestClient(camera)) {
      assertThat(client.ask("OPTIONS", "").status()).isEqualTo(404);
      assertThat(client.ask("OPTIONS", "").status()).isEqualTo(500);
      assertThat(client.ask("OPTIONS", "", "X-Odd: 1").status()).isEqualTo(400);
      assertThat(client.ask("OPTIONS", "").status()).isEqualTo(200);
    }
  }

  @Test
  void aSuccessDoesWhatTheRequestAsksAndKeepsWhatTheReplySays() throws IOException {
    try (Camera camera =
            Camera.builder()
                .on("SETUP")
                .reply(200, "Transport: RTP/AVP/TCP;interleaved=8-9", "Session: 42;timeout=5")
                .on("PLAY")
                .without("RTP-Info", "Range")
                .reply(200)
                .start();
        TestClient client = new TestClient(camera)) {
      TestClient.Incoming setup = client.setup(0);
      assertThat(setup.header("Transport")).isEqualTo("RTP/AVP/TCP;interleaved=8-9");
      TestClient.Incoming play = client.ask("PLAY", "");
      assertThat(play.header("Session")).startsWith("42");
      assertThat(play.header("RTP-Info")).isNull();
      assertThat(client.frame(8)).hasSizeGreaterThan(12);
    }
  }

  @Test
  void bytesGoOutBeforeTheAnswer() throws IOException {
    byte[] packet = Wire.rtp(96, true, 7, 1, 2, new byte[] {1, 2, 3});
    try (Camera camera =
            Camera.builder().on("PLAY").before(Wire.interleaved(0, packet)).reply(200).start();
        TestClient client = new TestClient(camera)) {
      client.play(0);
      assertThat(client.frames).hasSize(1);
      assertThat(client.frames.get(0).frame()).isEqualTo(packet);
    }
  }

  @Test
  void anAnswerCanComeAByteAtATime() throws IOException {
    try (Camera camera =
            Camera.builder()
                .on("OPTIONS")
                .dribble(1, Duration.ofMillis(1))
                .reply("RTSP/1.0 200 OK")
                .start();
        TestClient client = new TestClient(camera)) {
      long start = System.nanoTime();
      assertThat(client.ask("OPTIONS", "").head()).isEqualTo("RTSP/1.0 200 OK\r\n\r\n");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(18));
    }
  }

  @Test
  void mediaDoesNotCutIntoAnAnswerThatComesInPieces() throws IOException {
    try (Camera camera =
            Camera.builder()
                .asFastAsPossible()
                .on("GET_PARAMETER")
                .dribble(3, Duration.ofMillis(1))
                .normally()
                .start();
        TestClient client = new TestClient(camera)) {
      client.play(0);
      assertThat(client.ask("GET_PARAMETER", "").status()).isEqualTo(200);
      assertThat(client.frame(0)).hasSizeGreaterThan(12);
    }
  }

  @Test
  void anAnswerCanBeCutOff() throws IOException {
    try (Camera camera = Camera.builder().on("DESCRIBE").truncate(20).reply(200).close().start();
        TestClient client = new TestClient(camera)) {
      client.send("DESCRIBE", "");
      assertThat(new String(client.untilClosed(), StandardCharsets.ISO_8859_1))
          .isEqualTo("RTSP/1.0 200 OK\r\nCSe");
    }
  }

  @Test
  void aTranscriptIsAnsweredLineByLine() throws IOException {
    String anjvision =
        """
        # Anjvision SV3C: Content-Base without a scheme
        C: OPTIONS
        S: RTSP/1.0 200 OK
        S: cseq : {cseq}\\x20
        S: Public: DESCRIBE
        S:
        C: DESCRIBE {url} RTSP/1.0
        S: RTSP/1.0 401 Unauthorized
        S: CSeq: {cseq}
        S: WWW-Authenticate: Digest realm="IPCAM", nonce="{nonce}"
        S:
        C: DESCRIBE
        C: Authorization: Digest *
        !: wait 5 ms
        S: RTSP/1.0 200 OK\\n\\
        S: Content-Base: 192.168.1.10:554/stream0/\\n\\
        S: Content-Length: {length}\\n\\n\\
        S: v=0
        C: PLAY
        S$0: 8060 0001 0000 0000 1234 5678 65
        S: RTSP/1.0 200 OK
        S: Session: {session}
        S:
        !: close
        """;
    try (Camera camera = Camera.builder().transcript(anjvision).start();
        TestClient client = new TestClient(camera)) {
      assertThat(client.ask("OPTIONS", "").head())
          .isEqualTo("RTSP/1.0 200 OK\r\ncseq : 1 \r\nPublic: DESCRIBE\r\n\r\n");
      assertThat(client.ask("DESCRIBE", "").header("WWW-Authenticate")).contains("nonce=\"");
      TestClient.Incoming described = client.ask("DESCRIBE", "", "Authorization: Digest x=\"y\"");
      assertThat(described.head())
          .isEqualTo(
              "RTSP/1.0 200 OK\nContent-Base: 192.168.1.10:554/stream0/\nContent-Length: 5\n\n");
      assertThat(described.body()).isEqualTo("v=0\r\n");
      client.setup(0);
      assertThat(client.ask("PLAY", "").header("Session")).isEqualTo(client.session());
      assertThat(client.frames.get(0).frame())
          .isEqualTo(Wire.hex("8060 0001 0000 0000 1234 5678 65"));
      client.untilClosed();
    }
  }

  @Test
  void aTranscriptThatCannotBeReadNamesTheLine() {
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> Camera.builder().transcript("C: OPTIONS\nRTSP/1.0 200 OK\n"))
        .hasMessageContaining("line 2");
  }
}
