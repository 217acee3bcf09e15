package io.rtsper.it.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.camera.Camera;
import io.rtsper.it.build.Reactor;
import io.rtsper.it.canary.Canary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Follows the README on a machine to which rtsper is new: installs the artifacts, makes a project
 * with its POM, builds and runs it and links its image, by the commands as they stand there.
 */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(300)
class ReadmeProjectIT {

  private static final Path FOLDER = Path.of("target", "readme").toAbsolutePath();
  private static final Path CHECKOUT = FOLDER.resolve("checkout");
  private static final Path PROJECT = FOLDER.resolve("project");
  private static final Path REPOSITORY = FOLDER.resolve("repository");

  /**
   * A JVM that starts fast, and a folder relative to where Maven starts, since options are split at
   * each space.
   */
  private static final String OPTIONS =
      "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Dmaven.repo.local=../repository";

  /** The first time, Maven fetches plugins that this build doesn't use. */
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private static final Duration LIMIT = Duration.ofSeconds(20);

  private static final String URL = "rtsp://camera.local/stream";

  private final Readme readme;

  ReadmeProjectIT() throws IOException {
    readme = Readme.read();
  }

  @BeforeAll
  @Timeout(300)
  static void installAndBuild() throws Exception {
    Image.delete(FOLDER);
    copyCheckout();
    linkRepository();
    Readme readme = Readme.read();
    // What the README has compiled is what the modules before this one have compiled.
    run(CHECKOUT, readme.block("sh", "install"), OPTIONS, "-Dmaven.main.skip=true");
    Path sources = Files.createDirectories(PROJECT.resolve("src/main/java/first"));
    Files.writeString(sources.resolve("First.java"), readme.block("java", "class First"));
    Files.writeString(
        sources.resolveSibling("module-info.java"), readme.block("java", "module first"));
    Files.writeString(PROJECT.resolve("pom.xml"), readme.block("xml", "rtsper-bom"));
    run(PROJECT, buildAndPlay(readme).get(0), OPTIONS);
  }

  /** Leaves no way behind to a repository that others use. */
  @AfterAll
  static void unlinkRepository() throws IOException {
    Image.delete(REPOSITORY);
  }

  /** The command that builds the project, and the two that run it. */
  private static List<String> buildAndPlay(Readme readme) {
    List<String> commands = readme.block("sh", "mvn -q package").lines().toList();
    assertThat(commands).hasSize(3);
    return commands;
  }

  private static void run(Path folder, String command, String... mavenOptions) throws Exception {
    try (Program program = Program.shell(folder, command, mavenOptions)) {
      assertThat(program.status(PATIENCE)).as(program.out() + program.err()).isZero();
    }
  }

  /** Copies the POMs and what was compiled: a build in place would write over what others read. */
  private static void copyCheckout() throws IOException {
    Path root = Path.of("").toAbsolutePath().getParent();
    copy(root.resolve("pom.xml"), CHECKOUT.resolve("pom.xml"));
    copy(root.resolve(".mvn"), CHECKOUT.resolve(".mvn"));
    for (Reactor.Module module : Reactor.modules()) {
      copyOf(module, "pom.xml");
    }
    for (Reactor.Module module : Reactor.publishedJars()) {
      copyOf(module, "target/classes");
    }
  }

  private static void copyOf(Reactor.Module module, String path) throws IOException {
    Path to = CHECKOUT.resolve(module.folder().getFileName());
    copy(module.folder().resolve(path), to.resolve(path));
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  /**
   * Makes a local repository that has all that this machine's has, except for rtsper: by links, so
   * that nothing is fetched twice.
   */
  private static void linkRepository() throws IOException {
    Path present = Path.of(System.getProperty("rtsper.local.repository"));
    link(present, REPOSITORY, "io");
    link(present.resolve("io"), REPOSITORY.resolve("io"), "rtsper");
  }

  private static void link(Path from, Path to, String except) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> entries = Files.list(from)) {
      for (Path entry : entries.toList()) {
        if (Files.isDirectory(entry) && !entry.endsWith(except)) {
          Files.createSymbolicLink(to.resolve(entry.getFileName()), entry);
        }
      }
    }
  }

  @Test
  void theInstallationIsWhatTheReadmeSays() throws IOException {
    try (Stream<Path> installed = Files.list(REPOSITORY.resolve("io/rtsper"))) {
      assertThat(installed.map(artifact -> artifact.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "rtsper-bom",
              "rtsper-core",
              "rtsper-transport-tcp",
              "rtsper-sdp",
              "rtsper-auth",
              "rtsper-payload",
              "rtsper-parent",
              "rtsper-api",
              "rtsper-testkit");
    }
  }

  @Test
  void theProjectPlaysOnTheModulePathAndOnTheClassPath() throws Exception {
    play(buildAndPlay(readme).get(1));
    play(buildAndPlay(readme).get(2));
  }

  @Test
  void theImagePlaysAndHasWhatItIsTold() throws Exception {
    play(readme.block("sh", "jlink "));
    Image image = new Image(PROJECT.resolve("target/image"));
    Files.writeString(Path.of("target", "edge-image-bytes.txt"), image.bytes() + "\n");

    assertThat(image.modules().lines())
        .containsExactly(
            "first",
            "io.rtsper.api",
            "io.rtsper.auth",
            "io.rtsper.core",
            "io.rtsper.payload",
            "io.rtsper.sdp",
            "io.rtsper.transport.tcp",
            "java.base",
            "org.slf4j",
            "org.slf4j.simple");
    assertThat(image.bytes())
        .isLessThan((Runtime.version().feature() == 17 ? 40 : 55) * 1_000_000L);
  }

  /** Runs commands of which the last one plays the README's URL; here it is a camera's. */
  private static void play(String commands) throws Exception {
    assertThat(commands.strip()).endsWith(URL);
    try (Camera camera =
            Camera.builder()
                .digest("user", Canary.SECRET)
                .asFastAsPossible()
                .packetLimit(200)
                .start();
        Program program =
            Program.shell(
                PROJECT, commands.replace(URL, "'" + camera.url("user", Canary.IN_URL) + "'"))) {
      assertThat(program.status(PATIENCE)).as(program.out() + program.err()).isZero();
      assertThat(program.out()).contains("video H264").contains("audio MPEG4-GENERIC");
      camera.awaitRequest("TEARDOWN", LIMIT);
      assertThat(camera.violations()).isEmpty();
    }
  }
}
