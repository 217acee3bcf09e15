package io.rtsper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.RtspAuthException;
import io.rtsper.api.RtspCancelledException;
import io.rtsper.api.RtspException;
import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.RtspTimeoutException;
import io.rtsper.api.RtspTransportException;
import io.rtsper.api.RtspValidationException;
import io.rtsper.camera.Camera;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What each failure ends with: the status for scripts, the type for JSON, the text for people. */
class ExitStatusTest {

  /** In texts, what is the camera's: its address and its URL. */
  private static final String ADDRESS = "{address}";

  private static final String URL = "{url}";

  static List<Arguments> failures() {
    return List.of(
        failure(
            "a refused port",
            () -> {
              Camera camera = Camera.open();
              camera.refuseConnections();
              return camera;
            },
            3,
            "RtspTransportException",
            "cannot connect to {address}: Connection refused. Check that the server is on and that"
                + " the port is right: 554 is usual for rtsp, 322 for rtsps"),
        failure(
            "a connection closed instead of an answer",
            () -> Camera.builder().on("DESCRIBE").close().start(),
            3,
            "RtspTransportException",
            "the server closed the connection between messages (while DESCRIBE waited for its"
                + " answer)"),
        failure(
            "no credentials",
            () -> Camera.builder().digest("user", "secret").start(),
            4,
            "RtspAuthException",
            "the server asks for authentication (offered: Digest), and the session has no"
                + " credentials; give --user and --password-file, or put them in the URL"),
        failure(
            "a server that speaks HTTP",
            () ->
                Camera.builder()
                    .on("*")
                    .send("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
                    .start(),
            6,
            "RtspProtocolException",
            "the peer speaks HTTP, not RTSP: it says \"HTTP/1.1 400 Bad Request\"; check the port"
                + " (RTSP's is 554, rtsps' is 322) (from byte 0 on) (while OPTIONS waited for its"
                + " answer)"),
        failure(
            "a server that describes nothing",
            () -> Camera.builder().sdp("hello").start(),
            6,
            "RtspProtocolException",
            "the description that the server sent has no media; its body starts with \"hello\""),
        failure(
            "a wrong path",
            () -> Camera.builder().on("DESCRIBE").reply(404).start(),
            7,
            "RtspStatusException",
            "the server answered 404 Not Found to DESCRIBE {url}; check the path of the URL, each"
                + " camera model has its own"),
        failure(
            "a server that is full",
            () -> Camera.builder().on("*").reply(453).start(),
            7,
            "RtspStatusException",
            "the server answered 453 Not Enough Bandwidth to DESCRIBE {url}; it has no bandwidth"
                + " left; close other sessions of this camera"));
  }

  private static Arguments failure(
      String name, Supplier<Camera> camera, int status, String type, String text) {
    return Arguments.of(name, camera, status, type, text);
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("failures")
  void playEndsWithIt(String name, Supplier<Camera> cameras, int status, String type, String text) {
    fails(cameras, status, type, text, "play");
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("failures")
  void probeEndsWithIt(
      String name, Supplier<Camera> cameras, int status, String type, String text) {
    fails(cameras, status, type, text, "probe");
  }

  @ParameterizedTest
  @ValueSource(strings = {"play", "probe"})
  void aServerThatSaysNothingIsATimeout(String command) {
    fails(
        () -> Camera.builder().on("DESCRIBE").silent().start(),
        5,
        "RtspTimeoutException",
        "no answer came to DESCRIBE {url} within 0.5 s; check that this is an RTSP server, or give"
            + " it more time with --timeout",
        command,
        "--timeout",
        "500ms");
  }

  @ParameterizedTest
  @ValueSource(strings = {"play", "probe"})
  void aServerThatSendsGarbageIsAProtocolError(String command) {
    try (Camera camera =
        Camera.builder().on("DESCRIBE").send("x").repeat("garbage!", 1 << 20).start()) {
      CommandRun run = CommandRun.of(command, "--json", camera.url());

      assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.PROTOCOL);
      assertThat(run.json().get("error").get("type").textValue())
          .isEqualTo("RtspProtocolException");
      assertThat(run.err()).contains("bytes");
    }
  }

  private static void fails(
      Supplier<Camera> cameras, int status, String type, String text, String... arguments) {
    try (Camera camera = cameras.get()) {
      String sentence =
          text.replace(ADDRESS, "127.0.0.1:" + camera.port()).replace(URL, camera.url());
      CommandRun run = CommandRun.of(with(arguments, "--json", camera.url()));

      assertThat(run.json().get("error").get("message").textValue()).isEqualTo(sentence);
      assertThat(run.json().get("error").get("type").textValue()).isEqualTo(type);
      assertThat(run.err()).isEqualToIgnoringNewLines("rtsper: " + sentence);
      assertThat(run.status()).isEqualTo(status);
      if (arguments[0].equals("play")) {
        assertThat(run.json().get("endedBy").textValue()).isEqualTo("error");
        assertThat(run.json().get("timeToFirstPacketMillis").isNull()).isTrue();
      }

      CommandRun words = CommandRun.of(with(arguments, camera.url()));
      assertThat(words.status()).isEqualTo(status);
      assertThat(words.err()).isEqualToIgnoringNewLines("rtsper: " + sentence);
    }
  }

  @ParameterizedTest
  @MethodSource("nothingCame")
  void havingReceivedNothingIsATimeout(
      Supplier<Camera> cameras, String endedBy, List<String> arguments, String text) {
    try (Camera camera = cameras.get()) {
      CommandRun run =
          CommandRun.of(with(arguments.toArray(new String[0]), "--json", camera.url()));

      assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.TIMEOUT);
      assertThat(run.json().get("endedBy").textValue()).isEqualTo(endedBy);
      assertThat(run.json().get("error").get("type").textValue()).isEqualTo("RtspTimeoutException");
      assertThat(run.err()).isEqualToIgnoringNewLines("rtsper: " + text);
    }
  }

  static List<Arguments> nothingCame() {
    Supplier<Camera> silent = () -> Camera.builder().withoutMedia().start();
    Supplier<Camera> hangs = () -> Camera.builder().on("DESCRIBE").silent().start();
    return List.of(
        Arguments.of(
            silent,
            "duration",
            List.of("play", "--duration", "3s"),
            "the server plays, but no packet came before the --duration was over; give it more"
                + " time"),
        Arguments.of(
            silent,
            "duration",
            List.of("play", "--transports", "udp", "--duration", "3s"),
            "the server plays, but no packet came before the --duration was over; give it more"
                + " time, or try --transports tcp"),
        Arguments.of(
            hangs,
            "duration",
            List.of("play", "--duration", "200ms"),
            "the --duration was over before the server played; give it more time"),
        // Twice the --timeout, which the steps before may take, each of them.
        Arguments.of(
            silent,
            "error",
            List.of("play", "--timeout", "1s"),
            "PLAY was answered, but no packet came within 2 s over tcp; the camera sends nothing for"
                + " this URL, check whether it has a picture to send"),
        Arguments.of(
            silent,
            "error",
            List.of("play", "--transports", "udp", "--timeout", "1s"),
            "PLAY was answered, but no packet came within 2 s over udp; a firewall may keep UDP"
                + " away (try --transports tcp), or the camera sends nothing for this URL"));
  }

  @Test
  void eachKindOfFailureHasItsStatus() {
    assertThat(
            List.<RtspException>of(
                new RtspValidationException("x"),
                new RtspTransportException(RtspPhase.CONNECT, "x", null),
                new RtspAuthException(RtspPhase.REQUEST, "x", null),
                new RtspTimeoutException(RtspPhase.REQUEST, "x", null),
                new RtspProtocolException(RtspPhase.REQUEST, "x", null),
                new RtspCancelledException(RtspPhase.REQUEST, "x", null)))
        .map(failure -> Failure.of(failure).status())
        .containsExactly(2, 3, 4, 5, 6, 130);
    assertThat(Failure.interrupted().status()).isEqualTo(130);
  }

  @Test
  void aMistakeInRtsperItselfIsReportedAsJsonToo() {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command =
        Rtsper.commandLine(new PrintWriter(out), new PrintWriter(err))
            .addSubcommand("break", new Broken())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .setExecutionExceptionHandler(Rtsper::broken);

    int status = command.execute("break", "--json");

    CommandRun run = new CommandRun(status, out.toString(), err.toString());
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.json().get("error").get("type").textValue()).isEqualTo("InternalError");
    assertThat(run.json().get("error").get("message").textValue())
        .isEqualTo(
            "internal error, please report it: java.lang.IllegalStateException: broken on purpose");
    assertThat(run.err())
        .startsWith("rtsper: internal error, please report it: ")
        .contains("  at ", Broken.class.getName() + ".call(");
    assertThat(command.execute("break")).isEqualTo(1);
  }

  @Test
  void bothCommandsReportAFailureWithAllTheirFields() {
    Failure failure = Failure.internal(new IllegalStateException("broken on purpose"));
    try (Camera camera = Camera.open()) {
      assertThat(new PlayCommand().failed(failure).keySet())
          .containsExactlyElementsOf(
              CommandRun.of("play", "--json", "--packets", "1", camera.url())
                  .json()
                  .properties()
                  .stream()
                  .map(field -> field.getKey())
                  .toList());
      assertThat(new ProbeCommand().failed(failure).keySet())
          .containsExactlyElementsOf(
              CommandRun.of("probe", "--json", camera.url()).json().properties().stream()
                  .map(field -> field.getKey())
                  .toList());
    }
  }

  /** A command with a mistake in it. */
  @Command(name = "break")
  static final class Broken implements Callable<Integer> {

    @Option(names = "--json")
    boolean json;

    @Override
    public Integer call() {
      throw new IllegalStateException("broken on purpose");
    }
  }

  private static String[] with(String[] arguments, String... more) {
    String[] all = Arrays.copyOf(arguments, arguments.length + more.length);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    return all;
  }
}
