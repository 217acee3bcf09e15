package io.rtsper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rtsper.camera.Camera;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the command takes a password, and that it never gives one away. */
class CredentialsTest {

  private static final String CANARY = "Canary-4711-p@ss";
  private static final String CANARY_IN_URL = "Canary-4711-p%40ss";

  /** Each place of a description that is reported holds the secret. */
  private static final String ECHOING_SDP =
      String.join(
          "\r\n",
          "v=0",
          "o=- 1 1 IN IP4 127.0.0.1",
          "s=live of rtsp://admin:" + CANARY + "@10.0.0.1/s",
          "t=0 0",
          "m=video 0 RTP/AVP 96",
          "a=rtpmap:96 H264/90000",
          "a=fmtp:96 packetization-mode=1;password=" + CANARY_IN_URL,
          "a=control:rtsp://admin:" + CANARY + "@10.0.0.1/s/trackID=0",
          "m=audio 0 RTP/AVP 97",
          "a=rtpmap:97 token=" + CANARY_IN_URL + "/8000",
          "a=control:rtsp://h/user=admin&password=" + CANARY_IN_URL + "&channel=1/trackID=1",
          "m=audio 0 pwd=" + CANARY_IN_URL + " 98",
          "a=control:trackID=2",
          "m=password=" + CANARY_IN_URL + " 0 RTP/AVP 99",
          "a=control:trackID=3",
          "");

  @TempDir private Path folder;
  private Path passwordFile;

  @BeforeEach
  void writePassword() throws Exception {
    passwordFile = Files.writeString(folder.resolve("password"), CANARY + "\nanother line\n");
  }

  @Test
  void takesThePasswordFromTheFirstLineOfAFile() {
    try (Camera camera = Camera.builder().digest("admin", CANARY).start()) {
      CommandRun run =
          CommandRun.of(
              "play",
              "--json",
              "--packets",
              "5",
              "--user",
              "admin",
              "--password-file",
              passwordFile.toString(),
              camera.url());

      assertThat(run.status()).as(run.err()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"play", "probe"})
  void showsTheExchangeWithoutCredentials(String command) {
    for (Camera each :
        List.of(
            Camera.builder().digest("admin", CANARY).start(),
            Camera.builder().basic("admin", CANARY).start())) {
      try (Camera camera = each) {
        CommandRun run = CommandRun.of(command(command, camera.url("admin", CANARY_IN_URL)));

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err())
            .contains("> DESCRIBE " + camera.url() + " RTSP/1.0")
            .contains("< RTSP/1.0 401 Unauthorized")
            .containsPattern("> Authorization: (Digest|Basic) \\*\\*\\*")
            .contains("< RTSP/1.0 200 OK");
        assertNoCanary(run);
        run.json();
      }
    }
  }

  @Test
  void aPasswordThatTheCameraRepeatsIsNotPrintedInWords() {
    try (Camera camera = echoing()) {
      CommandRun run = CommandRun.of("probe", "--verbose", camera.url("admin", CANARY_IN_URL));

      assertThat(run.status()).as(run.err()).isZero();
      assertThat(run.out())
          .contains(
              "server        rtsp://***@10.0.0.1/",
              "session name  live of rtsp://***@10.0.0.1/s",
              "control rtsp://***@10.0.0.1/s/trackID=0",
              "packetization-mode=1",
              "password=***",
              "control rtsp://h/user=***&password=***&channel=1/trackID=1",
              "can't be played: ");
      assertNoCanary(run);
    }
  }

  @Test
  void aPasswordThatTheCameraRepeatsIsNotInTheReport() {
    try (Camera camera = echoing()) {
      CommandRun run = CommandRun.of("probe", "--json", camera.url("admin", CANARY_IN_URL));

      assertThat(run.status()).as(run.err()).isZero();
      JsonNode json = run.json();
      assertThat(json.get("server").textValue()).isEqualTo("rtsp://***@10.0.0.1/");
      assertThat(json.get("sessionName").textValue()).isEqualTo("live of rtsp://***@10.0.0.1/s");
      assertThat(json.get("tracks"))
          .extracting(track -> track.get("control").textValue())
          .containsExactly(
              "rtsp://***@10.0.0.1/s/trackID=0",
              "rtsp://h/user=***&password=***&channel=1/trackID=1",
              "trackID=2",
              "trackID=3");
      assertThat(json.get("tracks").get(1).get("encoding").textValue()).isEqualTo("TOKEN=***");
      assertThat(json.get("tracks").get(2).get("reason").textValue()).contains("pwd=***");
      assertThat(json.get("tracks").get(3).get("media").textValue()).isEqualTo("password=***");
      assertNoCanary(run);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--json", "--timeout=5s"})
  void aPasswordThatTheCameraRepeatsIsNotPrintedByPlay(String option) {
    try (Camera camera = echoing()) {
      CommandRun run =
          CommandRun.of(
              "play", option, "--packets", "5", "--verbose", camera.url("admin", CANARY_IN_URL));

      assertThat(run.out()).contains("packets", "TOKEN=***", "password=***");
      assertNoCanary(run);
    }
  }

  private static Camera echoing() {
    return Camera.builder()
        .sdp(ECHOING_SDP)
        .on("OPTIONS")
        .reply(200, "Server: rtsp://admin:" + CANARY + "@10.0.0.1/")
        .on("DESCRIBE")
        .reply(200, "Server: rtsp://admin:" + CANARY + "@10.0.0.1/")
        .start();
  }

  @ParameterizedTest
  @ValueSource(strings = {"play", "probe"})
  void aRefusedPasswordIsNotRepeated(String command) {
    try (Camera camera = Camera.builder().digest("admin", "another").start()) {
      String url = camera.url().replace("rtsp://", "rtsp://admin:" + CANARY_IN_URL + "@");
      CommandRun run = CommandRun.of(command, "--json", "--verbose", url);
      CommandRun words = CommandRun.of(command, url);

      assertThat(run.status()).isEqualTo(ExitStatus.AUTHENTICATION);
      assertThat(run.json().get("url").textValue()).isEqualTo(camera.url());
      assertThat(run.json().get("error").get("type").textValue()).isEqualTo("RtspAuthException");
      assertThat(words.err())
          .contains("the server refused the credentials", "check user name and password");
      assertThat(words.err().lines()).hasSize(1);
      assertNoCanary(run);
      assertNoCanary(words);
    }
  }

  @Test
  void noBadCommandLineRepeatsAPassword() {
    String url = "rtsp://admin:" + CANARY_IN_URL + "@127.0.0.1:99999/";
    for (String[] arguments :
        List.of(
            new String[] {"play", url},
            new String[] {"play", "--json", url},
            new String[] {"probe", "rtsp:/admin:" + CANARY + "@host"},
            new String[] {"play", url, url},
            new String[] {"play", "--duration", url},
            new String[] {"play", "--packets=" + url},
            new String[] {"play", "--password", CANARY, url},
            new String[] {"play", "--password=" + CANARY, url},
            new String[] {"probe", "--user", "admin", CANARY, "rtsp://127.0.0.1/"},
            new String[] {url},
            new String[] {CANARY, "--json"},
            new String[] {"play", "--json", url, url},
            new String[] {"play", "--json", "--duration", url},
            new String[] {"play", "--transports", url, "rtsp://127.0.0.1:1/"},
            new String[] {"play", "--tls-pin", url, "rtsps://127.0.0.1:1/"})) {
      CommandRun run = CommandRun.of(arguments);

      assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.USAGE);
      assertThat(run.err()).startsWith("rtsper: ");
      assertNoCanary(run);
    }
  }

  @Test
  void saysWhatIsWrongWithAPasswordFile() throws Exception {
    Path empty = Files.createFile(folder.resolve("empty"));
    Path absent = folder.resolve("absent");

    assertUsage(
        "the password file " + empty + " is empty", "--user", "u", "--password-file", empty);
    assertUsage(
        "the password file " + absent + " can't be read; check its name and permissions",
        "--user",
        "u",
        "--password-file",
        absent);
    assertUsage("--password-file needs --user", "--password-file", passwordFile);
    assertUsage(
        "--user needs a password: give --password-file, or run at a terminal to be asked",
        "--user",
        "u");
  }

  private static String[] command(String command, String url) {
    return command.equals("play")
        ? new String[] {command, "--json", "--verbose", "--packets", "5", url}
        : new String[] {command, "--json", "--verbose", url};
  }

  private static void assertUsage(String message, Object... options) {
    String[] arguments = new String[options.length + 2];
    arguments[0] = "probe";
    arguments[1] = "rtsp://127.0.0.1:1/";
    for (int i = 0; i < options.length; i++) {
      arguments[i + 2] = options[i].toString();
    }
    CommandRun run = CommandRun.of(arguments);
    assertThat(run.err()).isEqualToIgnoringNewLines("rtsper: " + message);
    assertThat(run.status()).isEqualTo(ExitStatus.USAGE);
  }

  private static void assertNoCanary(CommandRun run) {
    assertThat(run.out() + run.err()).doesNotContainIgnoringCase("Canary").doesNotContain("4711");
  }
}
