package io.rtsper.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.camera.Camera;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Runs each example, one after another, since they print to the one stdout of this JVM. */
class ExamplesTest {

  private static final Path SOURCES = Path.of("src", "main", "java", "io", "rtsper", "examples");

  private interface Example {
    void main(String... arguments) throws Exception;
  }

  private static List<String> printed(Example example, String... arguments) throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      example.main(arguments);
    } finally {
      System.setOut(before);
    }
    return printed.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void firstPacket() throws Exception {
    List<String> lines = printed(FirstPacket::main);
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).startsWith("track ").contains(": RTP PT=");
    assertThat(lines.get(1)).isEqualTo("over tcp");
  }

  @Test
  void hundredSessions() throws Exception {
    List<String> lines = printed(HundredSessions::main);
    assertThat(lines).hasSize(4);
    assertThat(lines.get(0)).isEqualTo("100 sessions play");
    assertThat(lines.get(1)).isEqualTo("at least 10000 packets");
    assertThat(lines.get(2)).matches("[1-9][0-9]{4,} packets, 0 lost");
    assertThat(lines.get(3)).isEqualTo("closed");
  }

  @Test
  void watchedSession() throws Exception {
    List<String> lines = printed(WatchedSession::main);
    assertThat(lines)
        .containsSubsequence(
            "state      NEW to CONNECTED",
            "state      DESCRIBED to READY",
            "state      READY to PLAYING",
            "state      PLAYING to RECONNECTING",
            "state      RECONNECTING to PLAYING",
            "returned   at attempt 1",
            "state      PLAYING to CLOSED")
        .anyMatch(line -> line.startsWith("request    SETUP rtsp://127.0.0.1:"))
        .anyMatch(line -> line.startsWith("quirk      lf-line-ending: "))
        .anyMatch(line -> line.startsWith("reconnect  1: "));
    assertThat(lines.stream().filter(line -> line.startsWith("request    PLAY"))).hasSize(2);
  }

  @Test
  void bearerSession() throws Exception {
    assertThat(printed(BearerSession::main))
        .containsExactly("authenticated by Bearer", "the session is PLAYING");
  }

  @Test
  void stepByStep() throws Exception {
    List<String> lines = printed(StepByStep::main);
    assertThat(lines).hasSize(7);
    assertThat(lines.get(0)).startsWith("connected to rtsp://127.0.0.1:");
    assertThat(lines.get(1)).contains("DESCRIBE", "SETUP", "PLAY");
    assertThat(lines.get(2)).isEqualTo("it has track 0 (video H264)");
    assertThat(lines.get(3)).isEqualTo("it has track 1 (audio MPEG4-GENERIC)");
    assertThat(lines.subList(4, 7))
        .containsExactly(
            "set up over tcp",
            "PLAY was answered with 200",
            "TEARDOWN leaves the session DESCRIBED");
  }

  @Test
  void async() throws Exception {
    assertThat(printed(Async::main)).hasSize(1).first().asString().endsWith(" came first");
  }

  @Test
  void asyncTellsWhatFailed() throws Exception {
    try (Camera camera = Camera.builder().on("DESCRIBE").reply(404).start()) {
      assertThat(printed(Async::main, camera.url()))
          .hasSize(1)
          .first()
          .asString()
          .startsWith("failed: ")
          .contains("404");
    }
  }

  @Test
  void aUrlIsPlayedInsteadOfTheCameraOfItsOwn() throws Exception {
    try (Camera camera = Camera.open()) {
      printed(FirstPacket::main, camera.url());
      assertThat(camera.requests("PLAY")).hasSize(1);
      assertThat(camera.violations()).isEmpty();
    }
  }

  @Test
  void eachIsShort() throws IOException {
    try (Stream<Path> files = Files.list(SOURCES)) {
      assertThat(files)
          .hasSizeGreaterThan(6)
          .allSatisfy(file -> assertThat(Files.readAllLines(file)).hasSizeLessThan(60));
    }
  }
}
