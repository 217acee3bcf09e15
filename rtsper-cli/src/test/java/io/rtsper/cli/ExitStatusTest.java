package io.rtsper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.testkit.camera.Camera;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each failure ends with: the status for scripts, the type for JSON, the text for people. */
class ExitStatusTest {

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
            "cannot connect to 127.0.0.1:",
            "Check that the server is on and that the port is right"),
        failure(
            "a connection closed instead of an answer",
            () -> Camera.builder().on("DESCRIBE").close().start(),
            3,
            "RtspTransportException",
            "DESCRIBE"),
        failure(
            "no credentials",
            () -> Camera.builder().digest("user", "secret").start(),
            4,
            "RtspAuthException",
            "the server asks for authentication (offered: Digest)",
            "give --user and --password-file, or put them in the URL"),
        failure(
            "a server that says nothing",
            () -> Camera.builder().on("*").silent().start(),
            5,
            "RtspTimeoutException",
            "0.5 s"),
        failure(
            "a server that speaks HTTP",
            () ->
                Camera.builder()
                    .on("*")
                    .send("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
                    .start(),
            6,
            "RtspProtocolException",
            "HTTP"),
        failure(
            "a server that sends garbage",
            () -> Camera.builder().on("DESCRIBE").send("x").repeat("garbage!", 1 << 20).start(),
            6,
            "RtspProtocolException",
            "bytes"),
        failure(
            "a wrong path",
            () -> Camera.builder().on("DESCRIBE").reply(404).start(),
            7,
            "RtspStatusException",
            "the server answered 404",
            "check the path of the URL"),
        failure(
            "a server that is full",
            () -> Camera.builder().on("*").reply(453).start(),
            7,
            "RtspStatusException",
            "the server answered 453"));
  }

  private static Arguments failure(
      String name, Supplier<Camera> camera, int status, String type, String... texts) {
    return Arguments.of(name, camera, status, type, List.of(texts));
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("failures")
  void playEndsWithIt(
      String name, Supplier<Camera> cameras, int status, String type, List<String> texts) {
    fails("play", cameras, status, type, texts);
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("failures")
  void probeEndsWithIt(
      String name, Supplier<Camera> cameras, int status, String type, List<String> texts) {
    fails("probe", cameras, status, type, texts);
  }

  private static void fails(
      String command, Supplier<Camera> cameras, int status, String type, List<String> texts) {
    try (Camera camera = cameras.get()) {
      CommandRun run = CommandRun.of(command, "--json", "--timeout", "500ms", camera.url());

      assertThat(run.status()).as(run.out() + run.err()).isEqualTo(status);
      assertThat(run.json().get("error").get("type").textValue()).isEqualTo(type);
      String message = run.json().get("error").get("message").textValue();
      assertThat(message).contains(texts);
      assertThat(run.err()).isEqualToIgnoringNewLines("rtsper: " + message);
      if (command.equals("play")) {
        assertThat(run.json().get("endedBy").textValue()).isEqualTo("error");
        assertThat(run.json().get("timeToFirstPacketMillis").isNull()).isTrue();
      }

      CommandRun words = CommandRun.of(command, "--timeout", "500ms", camera.url());
      assertThat(words.status()).isEqualTo(status);
      assertThat(words.err()).startsWith("rtsper: ").contains(texts);
      assertThat(words.err().lines()).hasSize(1);
    }
  }

  @ParameterizedTest
  @MethodSource("nothingCame")
  void havingReceivedNothingIsATimeout(
      Supplier<Camera> cameras, String endedBy, List<String> arguments, String text) {
    try (Camera camera = cameras.get()) {
      CommandRun run = CommandRun.of(with(arguments, camera.url()));

      assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.TIMEOUT);
      assertThat(run.json().get("endedBy").textValue()).isEqualTo(endedBy);
      assertThat(run.json().get("error").get("type").textValue()).isEqualTo("RtspTimeoutException");
      assertThat(run.err()).isEqualToIgnoringNewLines("rtsper: " + text);
    }
  }

  @Test
  void theDeadlineOfTheFirstPacketIsSaidInTheWordsOfTheCommand() {
    try (Camera camera = Camera.builder().withoutMedia().start()) {
      CommandRun run = CommandRun.of("play", "--json", camera.url());

      assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.TIMEOUT);
      assertThat(run.json().get("endedBy").textValue()).isEqualTo("error");
      assertThat(run.err()).contains("no packet came within 10 s").doesNotContain("transports(");
    }
  }

  static List<Arguments> nothingCame() {
    Supplier<Camera> silent = () -> Camera.builder().withoutMedia().start();
    Supplier<Camera> hangs = () -> Camera.builder().on("DESCRIBE").silent().start();
    return List.of(
        Arguments.of(
            silent,
            "duration",
            List.of("play", "--json", "--duration", "8s"),
            "the server plays, but no packet came before the --duration was over; give it more"
                + " time, or try --transports tcp"),
        Arguments.of(
            hangs,
            "duration",
            List.of("play", "--json", "--duration", "200ms"),
            "the --duration was over before the server played; give it more time"));
  }

  private static String[] with(List<String> arguments, String last) {
    String[] all = arguments.toArray(new String[arguments.size() + 1]);
    all[arguments.size()] = last;
    return all;
  }
}
