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

/** Compiles and runs the programs of the README. */
@Execution(ExecutionMode.CONCURRENT)
class ReadmeProgramsIT {

  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  private static final Duration LIMIT = Duration.ofSeconds(20);

  /** The jars that the README's dependencies name, with slf4j-api behind them. */
  private static final List<String> JARS =
      List.of(
          "rtsper-api.jar",
          "rtsper-core.jar",
          "rtsper-transport-tcp.jar",
          "rtsper-sdp.jar",
          "rtsper-auth.jar",
          "rtsper-payload.jar",
          "slf4j-api.jar");

  @TempDir private Path folder;

  private final Readme readme;

  ReadmeProgramsIT() throws IOException {
    readme = Readme.read();
  }

  @Test
  void theFirstProgramPlaysFromItsSource() throws Exception {
    Path source =
        Files.writeString(folder.resolve("First.java"), readme.block("java", "class First"));
    try (Camera camera = Camera.builder().packetLimit(100).start();
        Program first =
            Program.shell(
                ROOT,
                readme
                    .block("sh", " First.java ")
                    .replace("First.java", "'" + source + "'")
                    .replace("rtsp://camera.local/stream", camera.url()))) {
      assertFirstPlayed(first, camera);
    }
  }

  @Test
  void theFirstProgramPlaysWithTheModulePath() throws Exception {
    compile(Files.writeString(folder.resolve("First.java"), readme.block("java", "class First")));
    try (Camera camera = Camera.builder().packetLimit(100).start();
        Program first =
            Program.start(
                Program.java(),
                "-p",
                jars(JARS),
                "--add-modules",
                "ALL-MODULE-PATH",
                "-cp",
                folder.toString(),
                "first.First",
                camera.url())) {
      assertFirstPlayed(first, camera);
    }
  }

  private static void assertFirstPlayed(Program first, Camera camera) throws Exception {
    assertThat(first.status()).as(first.out() + first.err()).isZero();
    assertThat(first.out().lines().count()).as(first.out()).isGreaterThanOrEqualTo(50);
    assertThat(first.out()).startsWith("video H264 480x270 key pts=0.000s ");
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
  void theProgramOverUdpCountsCapturesAndTellsTheTime() throws Exception {
    String program = readme.block("java", "UdpOptions udp");
    String url = "\"rtsp://camera.local/stream\"";
    String file = "\"camera.pcapng\"";
    assertThat(program).contains(url, file);
    compile(
        Files.writeString(
            folder.resolve("OverUdp.java"),
            "import io.rtsper.api.*;\nimport java.nio.file.Path;\nimport java.time.Duration;\n"
                + "class OverUdp {\npublic static void main(String[] arguments) throws Exception {\n"
                + program.replace(url, "arguments[0]").replace(file, "arguments[1]")
                + "}\n}\n"));
    Path capture = folder.resolve("camera.pcapng");
    List<String> jars =
        Stream.concat(JARS.stream(), Stream.of("rtsper-transport-udp.jar")).toList();
    try (Camera camera = Camera.open();
        Program over =
            Program.start(
                Program.java(),
                "-cp",
                jars(jars) + File.pathSeparator + folder,
                "OverUdp",
                camera.url(),
                capture.toString())) {
      assertThat(over.status()).as(over.err()).isZero();
      assertThat(over.out())
          .contains(" by Optional[SENDER_REPORT]")
          .containsPattern("[1-9][0-9]* packets, 0 lost, 0 late, 0 reordered, jitter PT0");
      assertThat(capture).isNotEmptyFile();
      assertThat(camera.violations()).isEmpty();
    }
  }

  @Test
  void anExampleRunsWithoutBeingBuilt() throws Exception {
    try (Program example = Program.shell(ROOT, readme.block("sh", "examples/src/main/java"))) {
      assertThat(example.status()).as(example.err()).isZero();
      assertThat(example.out().lines()).hasSize(2).last().isEqualTo("over tcp");
    }
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
