package io.rtsper.it.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.camera.Camera;
import io.rtsper.it.build.Reactor;
import io.rtsper.it.canary.Canary;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Compiles and runs the programs of the README, and links the image that it describes. */
@Execution(ExecutionMode.CONCURRENT)
class ReadmeProgramsIT {

  private static final Duration LIMIT = Duration.ofSeconds(20);

  /** The jars that the README's dependencies name, with slf4j-api behind them. */
  private static final List<String> JARS =
      List.of(
          "rtsper-api.jar",
          "rtsper-core.jar",
          "rtsper-transport-tcp.jar",
          "rtsper-sdp.jar",
          "rtsper-auth.jar",
          "slf4j-api.jar");

  private static final String EDGE_APP =
      """
      package my.app;

      import io.rtsper.api.RtspSession;
      import java.util.concurrent.CountDownLatch;
      import java.util.concurrent.TimeUnit;

      public class Main {
        public static void main(String[] arguments) throws Exception {
          CountDownLatch packets = new CountDownLatch(50);
          try (RtspSession session =
              RtspSession.builder(arguments[0])
                  .onPacket((track, packet) -> packets.countDown())
                  .open()) {
            boolean came = packets.await(30, TimeUnit.SECONDS);
            System.out.println((came ? "played " : "nothing came by ") + session.transport().get());
          }
        }
      }
      """;

  @TempDir private Path folder;

  private final Readme readme;

  ReadmeProgramsIT() throws IOException {
    readme = Readme.read();
  }

  @Test
  void theFirstProgramPlaysOnTheClassPath() throws Exception {
    compileFirst();
    try (Camera camera = Camera.builder().asFastAsPossible().packetLimit(200).start();
        Program first =
            Program.start(
                Program.java(),
                "-cp",
                jars(JARS) + File.pathSeparator + folder,
                "First",
                camera.url())) {
      assertFirstPlayed(first, camera);
    }
  }

  @Test
  void theFirstProgramPlaysWithTheModulePath() throws Exception {
    compileFirst();
    try (Camera camera = Camera.builder().asFastAsPossible().packetLimit(200).start();
        Program first =
            Program.start(
                Program.java(),
                "-p",
                jars(JARS),
                "--add-modules",
                "ALL-MODULE-PATH",
                "-cp",
                folder.toString(),
                "First",
                camera.url())) {
      assertFirstPlayed(first, camera);
    }
  }

  private void compileFirst() throws IOException {
    compile(Files.writeString(folder.resolve("First.java"), readme.block("java", "class First")));
  }

  private static void assertFirstPlayed(Program first, Camera camera) throws Exception {
    assertThat(first.status()).as(first.out() + first.err()).isZero();
    assertThat(first.out().lines().count()).as(first.out()).isGreaterThanOrEqualTo(200);
    assertThat(first.out()).contains("video H264").contains("audio MPEG4-GENERIC");
    assertThat(camera.violations()).isEmpty();
  }

  @Test
  void theStepsWorkOneByOne() throws Exception {
    String steps = readme.block("java", "session.setup();");
    String url = "\"rtsp://camera.local/stream\"";
    assertThat(steps).contains(url);
    compile(
        Files.writeString(
            folder.resolve("Steps.java"),
            "import io.rtsper.api.*;\nimport java.time.Duration;\nclass Steps {\n"
                + "public static void main(String[] arguments) {\n"
                + "String password = arguments[1];\n"
                + steps.replace(url, "arguments[0]")
                + "}\n}\n"));
    try (Camera camera = Camera.builder().digest("user", Canary.SECRET).start();
        Program program =
            Program.start(
                Program.java(),
                "-cp",
                jars(JARS) + File.pathSeparator + folder,
                "Steps",
                camera.url(),
                Canary.SECRET)) {
      assertThat(program.status()).as(program.err()).isZero();
      assertThat(program.out()).isEqualToIgnoringNewLines("200");
      camera.awaitRequest("TEARDOWN", LIMIT);
      assertThat(camera.violations()).isEmpty();
    }
  }

  @Test
  void anEdgeBoxTakesOnlyTheModulesItWants() throws Exception {
    Path sources = Files.createDirectories(folder.resolve("src/my/app"));
    Path classes = Files.createDirectories(folder.resolve("classes"));
    javac(
        "-Xlint:all",
        "-Werror",
        "-d",
        classes.toString(),
        "-p",
        jars(List.of("rtsper-api.jar", "slf4j-api.jar")),
        Files.writeString(
                folder.resolve("src/module-info.java"),
                "module my.app { requires io.rtsper.api; }\n")
            .toString(),
        Files.writeString(sources.resolve("Main.java"), EDGE_APP).toString());
    Image image =
        Image.link(
            Path.of("target", "edge-image").toAbsolutePath(),
            Stream.concat(JARS.stream().map(Reactor.commandModules()::resolve), Stream.of(classes))
                .toList(),
            addedModules(),
            "--launcher",
            "app=my.app/my.app.Main");
    Files.writeString(Path.of("target", "edge-image-bytes.txt"), image.bytes() + "\n");

    assertThat(image.modules().lines())
        .containsExactly(
            "io.rtsper.api",
            "io.rtsper.auth",
            "io.rtsper.core",
            "io.rtsper.sdp",
            "io.rtsper.transport.tcp",
            "java.base",
            "my.app",
            "org.slf4j");
    assertThat(image.bytes())
        .isLessThan((Runtime.version().feature() == 17 ? 40 : 55) * 1_000_000L);
    try (Camera camera = Camera.builder().digest("user", Canary.SECRET).start();
        Program app = image.start("app", camera.url("user", Canary.IN_URL))) {
      assertThat(app.status()).as(app.err()).isZero();
      assertThat(app.out()).isEqualToIgnoringNewLines("played tcp");
      camera.awaitRequest("TEARDOWN", LIMIT);
    }
  }

  /** Returns what the README's jlink command adds. */
  private String addedModules() {
    String[] words = readme.block("sh", "jlink ").split("\\s+");
    return words[List.of(words).indexOf("--add-modules") + 1];
  }

  private void compile(Path source) {
    javac("-d", folder.toString(), "-cp", jars(List.of("rtsper-api.jar")), source.toString());
  }

  private static void javac(String... arguments) {
    StringWriter out = new StringWriter();
    PrintWriter writer = new PrintWriter(out);
    int status = ToolProvider.findFirst("javac").orElseThrow().run(writer, writer, arguments);
    writer.flush();
    assertThat(status).as(out.toString()).isZero();
  }

  private static String jars(List<String> names) {
    return names.stream()
        .map(name -> Reactor.commandModules().resolve(name).toString())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
