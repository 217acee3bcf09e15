package io.rtsper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rtsper.camera.Camera;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code rtsper play --capture} writes what was said and came, and plays it back. */
class CaptureOptionTest {

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("camera.pcapng");
  }

  private CommandRun play(String url, String... options) {
    String[] arguments = new String[options.length + 3];
    arguments[0] = "play";
    arguments[1] = "--json";
    arguments[2] = url;
    System.arraycopy(options, 0, arguments, 3, options.length);
    return CommandRun.of(arguments);
  }

  private static long packets(JsonNode json) {
    long packets = 0;
    for (JsonNode track : json.get("tracks")) {
      packets += track.get("packets").longValue();
    }
    return packets;
  }

  @Test
  void aCaptureIsPlayedBackWithoutThePassword() throws Exception {
    long played;
    try (Camera camera =
        Camera.builder()
            .digest("user", "not-to-be-told")
            .asFastAsPossible()
            .packetLimit(50)
            .start()) {
      CommandRun run = play(camera.url("user", "not-to-be-told"), "--capture", file().toString());
      assertThat(run.status()).as(run.err()).isZero();
      assertThat(run.json().get("endedBy").textValue()).isEqualTo("bye");
      played = packets(run.json());
    }
    assertThat(played).isPositive();
    assertThat(new String(Files.readAllBytes(file()), StandardCharsets.ISO_8859_1))
        .contains("DESCRIBE ", "Authorization: Digest ***")
        .doesNotContain("not-to-be-told");

    CommandRun replayed =
        play("rtsp+replay://localhost" + file().toUri().getRawPath() + "?speed=0");
    assertThat(replayed.status()).as(replayed.err()).isZero();
    assertThat(replayed.json().get("endedBy").textValue()).isEqualTo("bye");
    assertThat(packets(replayed.json())).isEqualTo(played);
  }

  @Test
  void aFileThatIsThereIsKeptUnlessForceIsGiven() throws Exception {
    Files.writeString(file(), "precious");
    try (Camera camera = Camera.builder().asFastAsPossible().start()) {
      String[] options = {"--packets", "5", "--capture", file().toString()};
      CommandRun refused = play(camera.url(), options);
      assertThat(refused.status()).isEqualTo(ExitStatus.USAGE);
      assertThat(refused.err())
          .contains(
              "--capture: "
                  + file()
                  + " is there already; name another file, or replace it with --force");
      assertThat(Files.readString(file())).isEqualTo("precious");
      assertThat(camera.connections()).isZero();

      CommandRun replaced =
          play(camera.url(), "--packets", "5", "--capture", file().toString(), "--force");
      assertThat(replaced.status()).as(replaced.err()).isZero();
      assertThat(Files.size(file())).isGreaterThan(1000);
    }
  }

  @Test
  void aFolderThatIsMissingIsNamed() {
    Path missing = folder.resolve("missing");
    try (Camera camera = Camera.open()) {
      CommandRun run = play(camera.url(), "--capture", missing.resolve("camera.pcapng").toString());
      assertThat(run.status()).isEqualTo(ExitStatus.USAGE);
      assertThat(run.err()).contains("there is no folder " + missing + "; make it first");
      assertThat(camera.connections()).isZero();
    }
  }

  @Test
  void theCameraOfTheCommandsOwnIsCapturedToo() {
    CommandRun run = CommandRun.of("play", "--packets", "5", "--capture", file().toString());
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(file()).isNotEmptyFile();
  }

  @Test
  void forceAloneIsAMistake() {
    CommandRun run = CommandRun.of("play", "--force");
    assertThat(run.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(run.err()).contains("--force is for the file of --capture");
  }
}
