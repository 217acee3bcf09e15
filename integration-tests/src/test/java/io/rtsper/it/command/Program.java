package io.rtsper.it.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program that a test started. It ends with the test; what it writes stays in {@code
 * target/captures}, where it is searched for secrets.
 */
public final class Program implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(50);

  private static final Path CAPTURES = Path.of("target", "captures");

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final Path out;
  private final Path err;
  private final Process process;

  private Program(ProcessBuilder builder) throws IOException {
    Files.createDirectories(CAPTURES);
    out = Files.createTempFile(CAPTURES, "program", ".out");
    err = Files.createTempFile(CAPTURES, "program", ".err");
    process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
  }

  /** Starts a program. */
  public static Program start(List<String> command) throws IOException {
    return new Program(new ProcessBuilder(command));
  }

  /** Starts a program. */
  public static Program start(String... command) throws IOException {
    return start(List.of(command));
  }

  /**
   * Has a shell do what a person would type, up to the first command that fails. Its {@code java}
   * and {@code mvn} are those of this build.
   *
   * @param folder where it is typed
   * @param mavenOptions options of the JVM that runs Maven
   */
  static Program shell(Path folder, String commands, String... mavenOptions) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("sh", "-e", "-c", commands);
    Map<String, String> environment = builder.environment();
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("MAVEN_OPTS", String.join(" ", mavenOptions));
    environment.put(
        "PATH",
        String.join(
            File.pathSeparator,
            Path.of(System.getProperty("java.home"), "bin").toString(),
            Path.of(System.getProperty("rtsper.maven.home"), "bin").toString(),
            environment.getOrDefault("PATH", "")));
    return new Program(builder.directory(folder.toFile()));
  }

  /** Returns the java that runs this test. */
  public static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /**
   * Returns a command that doesn't ignore SIGINT, even if this process does, as those that a shell
   * started in the background do: a JVM that inherits that keeps it.
   */
  public static List<String> interruptible(List<String> command) throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return command;
    }
    boolean ignores =
        Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .map(line -> line.substring("SigIgn:".length()).strip())
            .anyMatch(mask -> (Long.parseUnsignedLong(mask, 16) & 1 << 1) != 0);
    if (!ignores) {
      return command;
    }
    List<String> reset = new ArrayList<>(List.of("env", "--default-signal=INT"));
    reset.addAll(command);
    return reset;
  }

  /** Sends SIGINT to it. A shell does that itself; a program named {@code kill} may be missing. */
  public void interrupt() throws InterruptedException, IOException {
    try (Program kill = start("sh", "-c", "kill -INT " + process.pid())) {
      assertThat(kill.status()).as(kill.err()).isZero();
    }
  }

  /** Waits for the end and returns the exit status. */
  public int status() throws InterruptedException, IOException {
    return status(PATIENCE);
  }

  /** Waits for the end, no longer than that, and returns the exit status. */
  int status(Duration patience) throws InterruptedException, IOException {
    boolean ended = process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    assertThat(ended).as("%s%s", out(), err()).isTrue();
    return process.exitValue();
  }

  /** Returns what it has written to stdout so far. */
  public String out() throws IOException {
    return Files.readString(out);
  }

  /** Returns what it has written to stderr so far. */
  public String err() throws IOException {
    return Files.readString(err);
  }

  /** Returns stdout as the one JSON object that it has to be. */
  public JsonNode json() throws IOException {
    return JSON.readTree(out());
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly); // what a shell has started
    process.destroyForcibly();
  }
}
