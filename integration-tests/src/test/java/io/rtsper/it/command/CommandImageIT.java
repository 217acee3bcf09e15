package io.rtsper.it.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rtsper.camera.Camera;
import io.rtsper.it.build.Reactor;
import io.rtsper.it.canary.Canary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Makes a runtime image of the command, and plays with it. */
@Execution(ExecutionMode.CONCURRENT)
class CommandImageIT {

  private static final Path GOLDEN = Path.of("src", "test", "resources", "image", "modules.txt");

  /** What the JDK itself brings grows with its version: {@code java.base} by 9 MB from 17 to 25. */
  private static final long MAX_MEGABYTES = Runtime.version().feature() == 17 ? 40 : 55;

  /**
   * Named one by one, since binding services would drag in all of the JDK. The one of the JDK is
   * for the elliptic curves of TLS, which is a module of its own before JDK 22.
   */
  private static final List<String> ROOTS =
      List.of(
          "io.rtsper.cli",
          "io.rtsper.core",
          "io.rtsper.transport.tcp",
          "io.rtsper.transport.udp",
          "io.rtsper.transport.replay",
          "io.rtsper.auth",
          "io.rtsper.sdp",
          "io.rtsper.payload",
          "org.slf4j.simple",
          "jdk.crypto.ec");

  private static Image image;

  @BeforeAll
  static void makeImage() throws IOException {
    image =
        Image.link(
            Path.of("target", "image"),
            List.of(Reactor.commandModules()),
            String.join(",", ROOTS),
            "--launcher",
            "rtsper=io.rtsper.cli/io.rtsper.cli.Rtsper");
  }

  @Test
  void playsFromTheCamera() throws Exception {
    try (Camera camera = Camera.builder().digest("user", Canary.SECRET).start();
        Program play =
            image.start(
                "rtsper",
                "play",
                "--json",
                "--packets",
                "100",
                camera.url("user", Canary.IN_URL))) {
      assertThat(play.status()).as(play.err()).isZero();
      assertThat(play.err()).isEmpty();
      JsonNode json = play.json();
      assertThat(json.get("url").textValue()).isEqualTo(camera.url());
      assertThat(json.get("transport").textValue()).isEqualTo("tcp");
      assertThat(json.get("endedBy").textValue()).isEqualTo("packets");
      assertThat(json.get("error").isNull()).isTrue();
      assertThat(json.get("tracks")).hasSize(2);
      assertThat(
              json.get("tracks").get(0).get("packets").longValue()
                  + json.get("tracks").get(1).get("packets").longValue())
          .isGreaterThanOrEqualTo(100);
      camera.awaitRequest("TEARDOWN", Duration.ofSeconds(20));
      assertThat(camera.violations()).isEmpty();
    }
  }

  @Test
  void playsFromItsOwnCameraOverUdp() throws Exception {
    try (Program play =
        image.start("rtsper", "play", "--json", "--packets", "10", "--transports", "udp")) {
      assertThat(play.status()).as(play.err()).isZero();
      assertThat(play.json().get("transport").textValue()).isEqualTo("udp");
    }
  }

  @Test
  void holdsTheGoldenModules() throws Exception {
    String modules = image.modules();
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(GOLDEN.getParent());
      Files.writeString(GOLDEN, modules);
    }

    assertThat(modules)
        .as("%s (if the change is meant: mvn verify -Dgolden.update=true)", GOLDEN)
        .isEqualTo(Files.readString(GOLDEN));
  }

  @Test
  void isSmall() throws IOException {
    long bytes = image.bytes();
    Files.writeString(Path.of("target", "image-bytes.txt"), bytes + "\n");

    assertThat(bytes).isBetween(1_000_000L, MAX_MEGABYTES * 1_000_000);
  }
}
