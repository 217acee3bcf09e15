package io.rtsper.it.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Makes a runtime image of the command: a JVM that has what rtsper needs and nothing else. */
class CommandImageIT {

  private static final Path IMAGE = Path.of("target", "image");
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
          "io.rtsper.auth",
          "io.rtsper.sdp",
          "io.rtsper.payload",
          "org.slf4j.simple",
          "jdk.crypto.ec");

  @BeforeAll
  static void makeImage() throws IOException {
    delete(IMAGE);
    StringWriter out = new StringWriter();
    PrintWriter writer = new PrintWriter(out);
    int status =
        ToolProvider.findFirst("jlink")
            .orElseThrow()
            .run(
                writer,
                writer,
                "--module-path",
                Reactor.module("rtsper-cli").folder().resolve("target/modules").toString(),
                "--add-modules",
                String.join(",", ROOTS),
                "--strip-debug",
                "--no-header-files",
                "--no-man-pages",
                "--compress=2",
                "--output",
                IMAGE.toString());
    writer.flush();
    assertThat(status).as(out.toString()).isZero();
  }

  @Test
  void holdsTheGoldenModules() throws Exception {
    String modules =
        run("bin/java", "--list-modules")
            .lines()
            .map(module -> module.replaceFirst("@.*", ""))
            .sorted()
            .collect(Collectors.joining("\n", "", "\n"));
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
    long bytes;
    try (Stream<Path> files = Files.walk(IMAGE)) {
      bytes = files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
    Files.writeString(Path.of("target", "image-bytes.txt"), bytes + "\n");

    assertThat(bytes).isBetween(1_000_000L, MAX_MEGABYTES * 1_000_000);
  }

  private static String run(String program, String... arguments) throws Exception {
    Path output = Files.createTempFile("image", ".out");
    try {
      List<String> command =
          Stream.concat(Stream.of(IMAGE.resolve(program).toString()), Stream.of(arguments))
              .toList();
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      try {
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("%s ends", command).isTrue();
      } finally {
        process.destroyForcibly();
      }
      String said = Files.readString(output, StandardCharsets.UTF_8);
      assertThat(process.exitValue()).as(said).isZero();
      return said;
    } finally {
      Files.delete(output);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(CommandImageIT::deleteOne);
    }
  }

  private static void deleteOne(Path file) {
    try {
      Files.delete(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
