package io.rtsper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rtsper.camera.Camera;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** {@code rtsper probe} against the camera. */
class ProbeCommandTest {

  private static final String ODD_SDP =
      String.join(
          "\r\n",
          "v=0",
          "o=- 1 1 IN IP4 127.0.0.1",
          "s=Front \u001b[31mdoor",
          "t=0 0",
          "m=video 0 RTP/AVP 96",
          "a=rtpmap:96 H264/90000",
          "a=control:trackID=0",
          "m=audio 0 TCP/WEIRD 99",
          "a=control:trackID=1",
          "m=audio 0 RTP/AVP 0",
          "a=control:trackID=2",
          "a=sendonly",
          "");

  @Test
  void reportsEachFieldAsJson() {
    try (Camera camera = Camera.open()) {
      CommandRun run = CommandRun.of("probe", "--json", camera.url());

      assertThat(run.status()).as(run.err()).isZero();
      assertThat(run.err()).isEmpty();
      JsonNode json = run.json();
      assertThat(json.fieldNames())
          .toIterable()
          .containsExactly(
              "url", "server", "methods", "auth", "sessionName", "tracks", "quirks", "error");
      assertThat(json.get("url").textValue()).isEqualTo(camera.url());
      assertThat(json.get("server").textValue()).isEqualTo("rtsper-camera");
      assertThat(json.get("methods"))
          .extracting(JsonNode::textValue)
          .containsExactly(
              "OPTIONS",
              "DESCRIBE",
              "SETUP",
              "PLAY",
              "PAUSE",
              "GET_PARAMETER",
              "SET_PARAMETER",
              "TEARDOWN");
      assertThat(json.get("auth").isNull()).isTrue();
      assertThat(json.get("sessionName").textValue()).isEqualTo("rtsper camera");
      assertThat(json.get("quirks")).isEmpty();
      assertThat(json.get("error").isNull()).isTrue();
      assertThat(json.get("tracks")).hasSize(2);
      assertTrack(json.get("tracks").get(0), 0, "video", "H264", 96, 90000);
      assertTrack(json.get("tracks").get(1), 1, "audio", "MPEG4-GENERIC", 97, 32000);
      JsonNode video = json.get("tracks").get(0);
      assertThat(video.get("codec").textValue()).startsWith("avc1.");
      assertThat(video.get("width").intValue()).isEqualTo(480);
      assertThat(video.get("height").intValue()).isEqualTo(270);
      assertThat(video.get("frameRate").doubleValue()).isEqualTo(25.0);
      assertThat(video.get("sampleRate").isNull()).isTrue();
      JsonNode audio = json.get("tracks").get(1);
      assertThat(audio.get("codec").textValue()).isEqualTo("mp4a.40.2");
      assertThat(audio.get("sampleRate").intValue()).isEqualTo(32_000);
      assertThat(audio.get("channels").intValue()).isEqualTo(1);
      assertThat(audio.get("width").isNull()).isTrue();
      assertThat(camera.requests("SETUP")).isEmpty();
      assertThat(camera.violations()).isEmpty();
    }
  }

  private static void assertTrack(
      JsonNode track, int index, String media, String encoding, int payloadType, int clockRate) {
    assertThat(track.fieldNames())
        .toIterable()
        .containsExactly(
            "index",
            "media",
            "encoding",
            "payloadType",
            "clockRate",
            "control",
            "direction",
            "playable",
            "reason",
            "multicast",
            "codec",
            "width",
            "height",
            "frameRate",
            "sampleRate",
            "channels");
    assertThat(track.get("index").intValue()).isEqualTo(index);
    assertThat(track.get("media").textValue()).isEqualTo(media);
    assertThat(track.get("encoding").textValue()).isEqualTo(encoding);
    assertThat(track.get("payloadType").intValue()).isEqualTo(payloadType);
    assertThat(track.get("clockRate").intValue()).isEqualTo(clockRate);
    assertThat(track.get("control").textValue()).isEqualTo("trackID=" + index);
    assertThat(track.get("direction").textValue()).isEqualTo("receive");
    assertThat(track.get("playable").booleanValue()).isTrue();
    assertThat(track.get("reason").isNull()).isTrue();
  }

  @Test
  void saysWhatCannotBePlayedAndWhy() {
    try (Camera camera = Camera.builder().sdp(ODD_SDP).start()) {
      CommandRun run = CommandRun.of("probe", "--json", camera.url());

      assertThat(run.status()).as(run.err()).isZero();
      JsonNode tracks = run.json().get("tracks");
      assertThat(tracks.get(0).get("playable").booleanValue()).isTrue();
      assertThat(tracks.get(1).get("playable").booleanValue()).isFalse();
      assertThat(tracks.get(1).get("reason").textValue()).contains("TCP/WEIRD");

      CommandRun words = CommandRun.of("probe", camera.url());
      assertThat(words.out()).contains("can't be played: ", "TCP/WEIRD");
    }
  }

  @Test
  void playsATrackWhoseDescriptionDoesNotSayWhatItIs() {
    try (Camera camera = Camera.builder().sdp(ODD_SDP).start()) {
      CommandRun run = CommandRun.of("probe", "--json", camera.url());

      assertThat(run.status()).as(run.err()).isZero();
      JsonNode video = run.json().get("tracks").get(0);
      assertThat(video.get("codec").textValue()).startsWith("avc1.");
      assertThat(video.get("width").intValue()).isEqualTo(480);
      assertThat(camera.requests("SETUP")).hasSize(1);
      camera.awaitRequest("TEARDOWN", java.time.Duration.ofSeconds(5));
      assertThat(camera.violations()).isEmpty();
      assertThat(CommandRun.of("probe", camera.url()).out()).contains("480x270");
    }
  }

  @Test
  void aTrackThatCannotBeSetUpStaysUnknown() {
    try (Camera camera = Camera.builder().sdp(ODD_SDP).on("SETUP").reply(500).start()) {
      CommandRun run = CommandRun.of("probe", "--json", camera.url());

      assertThat(run.status()).as(run.err()).isZero();
      assertThat(run.json().get("tracks").get(0).get("codec").isNull()).isTrue();
    }
  }

  @Test
  void framesThatDoNotComeAreNotWaitedForLongerThanTheTimeout() {
    try (Camera camera = Camera.builder().sdp(ODD_SDP).withoutMedia().start()) {
      CommandRun run = CommandRun.of("probe", "--json", "--timeout", "300ms", camera.url());

      assertThat(run.status()).as(run.err()).isZero();
      assertThat(run.json().get("tracks").get(0).get("width").isNull()).isTrue();
    }
  }

  @Test
  void saysWhatABackChannelIs() {
    try (Camera camera = Camera.builder().sdp(ODD_SDP).start()) {
      JsonNode track = CommandRun.of("probe", "--json", camera.url()).json().get("tracks").get(2);

      assertThat(track.get("direction").textValue()).isEqualTo("send");
      assertThat(track.get("playable").booleanValue()).isFalse();
      assertThat(track.get("reason").textValue())
          .isEqualTo("it is a back channel, which the client sends");
      assertThat(CommandRun.of("probe", camera.url()).out())
          .contains("can't be played: it is a back channel, which the client sends");
    }
  }

  @Test
  void letsNoServerControlTheTerminal() {
    try (Camera camera =
        Camera.builder()
            .sdp(ODD_SDP)
            .on("OPTIONS")
            .reply(200, "Server: evil\u001b]0;title\u0007")
            .start()) {
      CommandRun words = CommandRun.of("probe", "--verbose", camera.url());
      CommandRun json = CommandRun.of("probe", "--json", camera.url());

      assertThat(words.out() + words.err() + json.out())
          .doesNotContain("\u001b")
          .doesNotContain("\u0007");
      assertThat(words.out()).contains("Front \\x1b[31mdoor");
    }
  }

  @Test
  void printsEverythingInWords() {
    try (Camera camera = Camera.builder().digest("user", "secret").start()) {
      CommandRun run = CommandRun.of("probe", camera.url("user", "secret"));

      assertThat(run.status()).as(run.err()).isZero();
      assertThat(run.out().lines())
          .startsWith(
              camera.url(),
              "  server        rtsper-camera",
              "  methods       OPTIONS, DESCRIBE, SETUP, PLAY, PAUSE, GET_PARAMETER, SET_PARAMETER,"
                  + " TEARDOWN",
              "  auth          Digest MD5",
              "  session name  rtsper camera",
              "  track 0       video H264, payload type 96, 90000 Hz, control trackID=0")
          .contains(
              "                avc1.4d4015 480x270 25.0 frames/s",
              "                packetization-mode=1",
              "                mp4a.40.2 32000 Hz 1 channel",
              "  track 1       audio MPEG4-GENERIC, payload type 97, 32000 Hz, control trackID=1");
      assertThat(run.err()).isEmpty();
    }
  }

  @Test
  void saysHowTheServerAuthenticates() {
    try (Camera camera = Camera.builder().digest("user", "secret", "SHA-256", "auth").start()) {
      CommandRun run = CommandRun.of("probe", "--json", camera.url("user", "secret"));

      assertThat(run.json().get("auth").textValue()).isEqualTo("Digest SHA-256");
    }
    try (Camera camera = Camera.builder().basic("user", "secret").start()) {
      CommandRun run = CommandRun.of("probe", "--json", camera.url("user", "secret"));

      assertThat(run.json().get("auth").textValue()).isEqualTo("Basic");
    }
  }

  @Test
  void saysWhoTheServerIsEvenIfItDescribesNothing() {
    try (Camera camera = Camera.builder().on("DESCRIBE").reply(404).start()) {
      CommandRun run = CommandRun.of("probe", "--json", camera.url());

      assertThat(run.status()).isEqualTo(ExitStatus.STATUS);
      assertThat(run.json().get("server").textValue()).isEqualTo("rtsper-camera");
      assertThat(run.json().get("methods")).isNotEmpty();
      assertThat(run.json().get("tracks")).isEmpty();
      assertThat(run.json().get("sessionName").isNull()).isTrue();
    }
  }

  @Test
  void countsTheQuirksItMet() {
    try (Camera camera =
        Camera.builder()
            .on("OPTIONS")
            .reply("RTSP/1.0 200 OK", "cseq : {cseq}", "Public: OPTIONS, DESCRIBE")
            .start()) {
      CommandRun run = CommandRun.of("probe", "--json", camera.url());

      assertThat(run.status()).as(run.err()).isZero();
      assertThat(
              StreamSupport.stream(run.json().get("quirks").spliterator(), false)
                  .allMatch(quirk -> quirk.get("count").longValue() > 0))
          .isTrue();
      assertThat(run.json().get("quirks")).isNotEmpty();
      assertThat(CommandRun.of("probe", camera.url()).out())
          .contains("quirk         " + run.json().get("quirks").get(0).get("name").textValue());
    }
  }

  @Test
  void startsACameraOfItsOwnWithoutAUrl() {
    CommandRun run = CommandRun.of("probe", "--json");

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.json().get("server").textValue()).isEqualTo("rtsper-camera");
  }

  @Test
  void saysWhatNeedsMulticast() {
    String group = ODD_SDP.replace("t=0 0", "c=IN IP4 239.1.2.3/16\r\nt=0 0");
    try (Camera camera = Camera.builder().sdp(group).start()) {
      JsonNode track = CommandRun.of("probe", "--json", camera.url()).json().get("tracks").get(0);

      assertThat(track.get("multicast").textValue()).isEqualTo("239.1.2.3");
      assertThat(CommandRun.of("probe", camera.url()).out())
          .contains(
              "needs multicast, unless the server sends it by unicast, too: its group is 239.1.2.3");
    }
  }

  @Test
  void saysThatAuthenticationWasAskedForWhereItWasNotPassed() {
    try (Camera camera =
        Camera.builder()
            .on("DESCRIBE")
            .unauthorized()
            .reply(401, "WWW-Authenticate: Basic realm=\"ipcam\"")
            .on("DESCRIBE")
            .reply(401)
            .start()) {
      CommandRun run = CommandRun.of("probe", camera.url("user", "wrong"));

      assertThat(run.status()).isEqualTo(ExitStatus.AUTHENTICATION);
      assertThat(run.out()).contains("asked for, and not passed").doesNotContain("none asked for");
      assertThat(run.err()).contains("refused the credentials");
    }
  }
}
