package io.rtsper.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.rtsper.camera.Camera;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code rtsper play} against the camera. */
class PlayCommandTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  @Test
  void reportsEachFieldAsJson() {
    try (Camera camera = Camera.builder().asFastAsPossible().start()) {
      CommandRun run = CommandRun.of("play", "--json", "--packets", "100", camera.url());

      assertThat(run.status()).as(run.err()).isZero();
      assertThat(run.err()).isEmpty();
      JsonNode json = run.json();
      assertThat(json.fieldNames())
          .toIterable()
          .containsExactly(
              "url",
              "transport",
              "elapsedSeconds",
              "timeToFirstPacketMillis",
              "reconnects",
              "tracks",
              "leftOut",
              "quirks",
              "endedBy",
              "error");
      assertThat(json.get("url").textValue()).isEqualTo(camera.url());
      assertThat(json.get("transport").textValue()).isEqualTo("tcp");
      assertThat(json.get("elapsedSeconds").isNumber()).isTrue();
      assertThat(json.get("elapsedSeconds").doubleValue()).isBetween(0.001, 30.0);
      assertThat(json.get("timeToFirstPacketMillis").isNumber()).isTrue();
      assertThat(json.get("timeToFirstPacketMillis").doubleValue())
          .isPositive()
          .isLessThanOrEqualTo(json.get("elapsedSeconds").doubleValue() * 1000);
      assertThat(json.get("reconnects").isIntegralNumber()).isTrue();
      assertThat(json.get("reconnects").longValue()).isZero();
      assertThat(json.get("quirks").isArray()).isTrue();
      assertThat(json.get("quirks")).isEmpty();
      assertThat(json.get("leftOut")).isEmpty();
      assertThat(json.get("endedBy").textValue()).isEqualTo("packets");
      assertThat(json.get("error").isNull()).isTrue();
      assertTracks(json.get("tracks"));
      assertThat(packets(json)).isEqualTo(100);
    }
  }

  private static void assertTracks(JsonNode tracks) {
    assertThat(tracks).hasSize(2);
    for (JsonNode track : tracks) {
      assertThat(track.fieldNames())
          .toIterable()
          .containsExactly(
              "index",
              "media",
              "encoding",
              "packets",
              "bytes",
              "lost",
              "duplicates",
              "reordered",
              "late",
              "malformed",
              "discarded",
              "jitterMillis",
              "bitrate",
              "driftPpm",
              "frames",
              "keyFrames",
              "dropped",
              "damaged",
              "timeToFirstFrameMillis",
              "receiveBuffer",
              "systemDrops");
      assertThat(track.get("packets").longValue()).isPositive();
      assertThat(track.get("bytes").longValue()).isGreaterThan(track.get("packets").longValue());
      assertThat(track.get("lost").longValue()).isZero();
      assertThat(track.get("frames").longValue()).isPositive();
      assertThat(track.get("keyFrames").longValue())
          .isPositive()
          .isLessThanOrEqualTo(track.get("frames").longValue());
      assertThat(track.get("dropped").longValue()).isZero();
      assertThat(track.get("damaged").longValue()).isZero();
      assertThat(track.get("timeToFirstFrameMillis").isNumber()).isTrue();
    }
    assertThat(tracks.get(0).get("index").intValue()).isZero();
    assertThat(tracks.get(0).get("media").textValue()).isEqualTo("video");
    assertThat(tracks.get(0).get("encoding").textValue()).isEqualTo("H264");
    assertThat(tracks.get(1).get("index").intValue()).isEqualTo(1);
    assertThat(tracks.get(1).get("media").textValue()).isEqualTo("audio");
    assertThat(tracks.get(1).get("encoding").textValue()).isEqualTo("MPEG4-GENERIC");
  }

  @Test
  void startsACameraOfItsOwnWithoutAUrl() {
    CommandRun run = CommandRun.of("play", "--json", "--packets", "5");

    assertThat(run.status()).as(run.err()).isZero();
    String url = run.json().get("url").textValue();
    assertThat(url).startsWith("rtsp://127.0.0.1:");
    assertThat(run.err())
        .isEqualToIgnoringNewLines("rtsper: no URL given, using an in-process camera at " + url);
  }

  @Test
  void sumsUpInWords() {
    try (Camera camera = Camera.builder().asFastAsPossible().start()) {
      CommandRun run = CommandRun.of("play", "--packets", "50", camera.url());

      assertThat(run.status()).isZero();
      assertThat(run.err()).isEmpty();
      assertThat(run.out().lines())
          .hasSize(4)
          .satisfiesExactly(
              line ->
                  assertThat(line)
                      .startsWith(camera.url() + ": ")
                      .contains("50 packets in ", " s over tcp, the first after ", " ms"),
              line -> assertThat(line).startsWith("  track 0  video  H264").endsWith(" 0 lost"),
              line -> assertThat(line).startsWith("  track 1  audio  MPEG4-GENERIC"),
              line -> assertThat(line).isEqualTo("  ended by packets"));
    }
  }

  @ParameterizedTest
  @CsvSource({"20, 30s, packets", "1000000000, 300ms, duration"})
  void endsWithWhicheverComesFirst(String packets, String duration, String endedBy) {
    try (Camera camera = Camera.open()) {
      CommandRun run =
          CommandRun.of(
              "play", "--json", "--packets", packets, "--duration", duration, camera.url());

      assertThat(run.json().get("endedBy").textValue()).isEqualTo(endedBy);
      if (endedBy.equals("packets")) {
        assertThat(packets(run.json())).isEqualTo(20);
        assertThat(run.json().get("elapsedSeconds").doubleValue()).isLessThan(30);
      } else {
        assertThat(run.json().get("elapsedSeconds").doubleValue()).isGreaterThanOrEqualTo(0.3);
      }
    }
  }

  @Test
  void endsAfterItsDurationOfMedia() {
    try (Camera camera = Camera.open()) {
      CommandRun run = CommandRun.of("play", "--json", "--duration", "3s", camera.url());

      assertThat(run.status()).as(run.err()).isZero();
      assertThat(run.json().get("endedBy").textValue()).isEqualTo("duration");
      assertThat(run.json().get("elapsedSeconds").doubleValue()).isBetween(3.0, 15.0);
      assertThat(packets(run.json())).isPositive();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp", "udp"})
  void playsOverTheTransportThatIsAskedFor(String transport) {
    try (Camera camera = Camera.open()) {
      CommandRun run =
          CommandRun.of(
              "play", "--json", "--packets", "10", "--transports", transport, camera.url());

      assertThat(run.status()).as(run.err()).isZero();
      assertThat(run.json().get("transport").textValue()).isEqualTo(transport);
      assertThat(camera.violations()).isEmpty();
    }
  }

  @Test
  void takesTheNextTransportWhenTheFirstIsRefused() {
    try (Camera camera = Camera.builder().transports("tcp").start()) {
      CommandRun run =
          CommandRun.of(
              "play", "--json", "--packets", "10", "--transports", "udp, tcp", camera.url());

      assertThat(run.status()).as(run.err()).isZero();
      assertThat(run.json().get("transport").textValue()).isEqualTo("tcp");
    }
  }

  @Test
  void saysGoodbyeToTheServer() {
    try (Camera camera = Camera.open()) {
      CommandRun.of("play", "--json", "--packets", "10", camera.url());

      camera.awaitRequest("TEARDOWN", LIMIT);
      camera.awaitSessions(0, LIMIT);
      camera.awaitOpenConnections(0, LIMIT);
      assertThat(camera.violations()).isEmpty();
      assertThat(camera.failures()).isEmpty();
    }
  }

  @Test
  void aByeIsAGoodEnd() {
    try (Camera camera = Camera.builder().asFastAsPossible().packetLimit(30).start()) {
      CommandRun run = CommandRun.of("play", "--json", camera.url());

      assertThat(run.status()).as(run.err()).isZero();
      assertThat(run.json().get("endedBy").textValue()).isEqualTo("bye");
      assertThat(run.json().get("error").isNull()).isTrue();
      assertThat(packets(run.json())).isEqualTo(30);
    }
  }

  @Test
  void countsWhatIsLostAndWhatIsTolerated() throws Exception {
    try (Camera camera =
        Camera.builder()
            .on("SETUP")
            .reply(
                "RTSP/1.0 200 OK", "CSeq: {cseq}", "Transport : {Transport}", "Session: {Session}")
            .start()) {
      CommandRun.Running command = CommandRun.start("play", "--json", camera.url());
      camera.awaitReceiverReports(1, LIMIT);
      camera.dropPackets(0, 3);
      await()
          .atMost(LIMIT)
          .until(
              () ->
                  camera.receiverReports().stream()
                      .anyMatch(report -> report.track() == 0 && report.cumulativeLost() == 3));
      camera.sendBye();
      CommandRun run = command.end();

      assertThat(run.status()).as(run.err()).isZero();
      assertThat(run.json().get("tracks").get(0).get("lost").longValue()).isEqualTo(3);
      assertThat(run.json().get("tracks").get(1).get("lost").longValue()).isZero();
      assertThat(run.json().get("quirks")).as(run.out()).hasSize(1);
      JsonNode quirk = run.json().get("quirks").get(0);
      assertThat(quirk.get("name").textValue()).isEqualTo("space-before-colon");
      assertThat(quirk.get("count").longValue()).isEqualTo(2);
    }
  }

  @Test
  void namesEachQuirkWithItsCount() {
    try (Camera camera =
        Camera.builder()
            .asFastAsPossible()
            .on("PLAY")
            .reply("RTSP/1.0 200 OK", "cseq : {cseq}", "Session: {Session}")
            .start()) {
      CommandRun run = CommandRun.of("play", "--json", "--packets", "10", camera.url());

      assertThat(run.status()).as(run.err()).isZero();
      assertThat(run.json().get("quirks")).isNotEmpty();
      for (JsonNode quirk : run.json().get("quirks")) {
        assertThat(quirk.fieldNames()).toIterable().containsExactly("name", "count");
        assertThat(quirk.get("name").textValue()).isNotBlank();
        assertThat(quirk.get("count").longValue()).isPositive();
      }
    }
  }

  @Test
  void reportsWhatCameBeforeTheConnectionWasLost() throws Exception {
    try (Camera camera = Camera.open()) {
      CommandRun.Running command = CommandRun.start("play", "--json", camera.url());
      camera.awaitReceiverReports(1, LIMIT);
      camera.crash();
      CommandRun run = command.end();

      assertThat(run.status()).isEqualTo(ExitStatus.CONNECTION);
      JsonNode json = run.json();
      assertThat(json.get("endedBy").textValue()).isEqualTo("error");
      assertThat(json.get("error").fieldNames()).toIterable().containsExactly("type", "message");
      assertThat(json.get("error").get("type").textValue()).isEqualTo("RtspTransportException");
      assertThat(json.get("transport").textValue()).isEqualTo("tcp");
      assertThat(json.get("timeToFirstPacketMillis").isNumber()).isTrue();
      assertThat(json.get("tracks")).hasSize(2);
      assertThat(packets(json)).isPositive();
      assertThat(run.err())
          .isEqualToIgnoringNewLines("rtsper: " + json.get("error").get("message").textValue());
    }
  }

  @Test
  void comesBackWhenToldTo() throws Exception {
    try (Camera camera = Camera.open()) {
      CommandRun.Running command =
          CommandRun.start("play", "--json", "--reconnect", "forever", camera.url());
      camera.awaitReceiverReports(1, LIMIT);
      camera.restart();
      command.awaitErr("rtsper: playing again");
      camera.sendBye();
      CommandRun run = command.end();

      assertThat(run.status()).as(run.err()).isZero();
      assertThat(run.json().get("endedBy").textValue()).isEqualTo("bye");
      assertThat(run.json().get("reconnects").longValue()).isEqualTo(1);
      assertThat(run.err()).contains("; reconnecting in 0.", " s (attempt 1)");
      assertThat(run.err().lines()).last().isEqualTo("rtsper: playing again");
    }
  }

  @Test
  void reportsTracksThatTheServerNoLongerDescribes() throws Exception {
    String videoAlone =
        String.join(
            "\r\n",
            "v=0",
            "o=- 1 1 IN IP4 127.0.0.1",
            "s=one track",
            "t=0 0",
            "m=video 0 RTP/AVP 96",
            "a=rtpmap:96 H264/90000",
            "a=control:trackID=0",
            "");
    try (Camera camera =
        Camera.builder().on("DESCRIBE").after(1).body("application/sdp", videoAlone).start()) {
      CommandRun.Running command =
          CommandRun.start("play", "--json", "--reconnect", "2", camera.url());
      camera.awaitReceiverReports(1, LIMIT);
      camera.closeConnections();
      command.awaitErr("reconnecting in");
      await()
          .atMost(LIMIT)
          .until(() -> command.run().isDone() || camera.requests("DESCRIBE").size() > 1);
      camera.crash();
      CommandRun run = command.end();

      assertThat(run.status()).as(run.err()).isNotEqualTo(ExitStatus.BROKEN);
      assertThat(run.json().get("tracks").get(0).get("media").textValue()).isEqualTo("video");
      assertThat(run.json().get("error").get("type").textValue()).isNotEqualTo("InternalError");
    }
  }

  @Test
  void reportsTheUrlThatWasGivenAndSaysWhereItLed() {
    try (Camera other = Camera.open();
        Camera camera =
            Camera.builder().on("DESCRIBE").reply(302, "Location: " + other.url()).start()) {
      CommandRun play = CommandRun.of("play", "--json", "--packets", "5", camera.url());
      CommandRun probe = CommandRun.of("probe", "--json", camera.url());
      CommandRun words = CommandRun.of("probe", camera.url());

      for (CommandRun run : List.of(play, probe, words)) {
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err())
            .isEqualToIgnoringNewLines("rtsper: the server redirected to " + other.url());
      }
      assertThat(play.json().get("url").textValue()).isEqualTo(camera.url());
      assertThat(probe.json().get("url").textValue()).isEqualTo(camera.url());
      assertThat(words.out().lines()).first().isEqualTo(camera.url());
    }
  }

  @Test
  void givesUpAfterTheAttemptsAllowed() throws Exception {
    try (Camera camera = Camera.open()) {
      CommandRun.Running command =
          CommandRun.start("play", "--json", "--reconnect", "2", camera.url());
      camera.awaitReceiverReports(1, LIMIT);
      camera.crash();
      CommandRun run = command.end();

      assertThat(run.status()).isEqualTo(ExitStatus.CONNECTION);
      assertThat(run.err()).contains("(attempt 1)", "(attempt 2)").doesNotContain("(attempt 3)");
      assertThat(run.json().get("reconnects").longValue()).isZero();
    }
  }

  private static long packets(JsonNode json) {
    return StreamSupport.stream(json.get("tracks").spliterator(), false)
        .mapToLong(track -> track.get("packets").longValue())
        .sum();
  }

  @Test
  void saysWhichTracksAreLeftOutAndWhy() {
    String description =
        String.join(
            "\r\n",
            "v=0",
            "o=- 1 1 IN IP4 127.0.0.1",
            "s=camera",
            "t=0 0",
            "m=video 0 RTP/AVP 96",
            "a=rtpmap:96 H264/90000",
            "a=control:trackID=0",
            "m=audio 0 RTP/AVP 0",
            "a=control:trackID=1",
            "a=sendonly",
            "");
    try (Camera camera = Camera.builder().sdp(description).start()) {
      CommandRun run = CommandRun.of("play", "--json", "--packets", "5", camera.url());
      assertThat(run.status()).as(run.err()).isZero();
      JsonNode left = run.json().get("leftOut");
      assertThat(left).hasSize(1);
      assertThat(left.get(0).get("index").intValue()).isEqualTo(1);
      assertThat(left.get(0).get("media").textValue()).isEqualTo("audio");
      assertThat(left.get(0).get("encoding").textValue()).isEqualTo("PCMU");
      assertThat(left.get(0).get("reason").textValue())
          .isEqualTo("it is a back channel, which the client sends");

      assertThat(CommandRun.of("play", "--packets", "5", camera.url()).out())
          .contains("left out: it is a back channel, which the client sends");
    }
  }
}
