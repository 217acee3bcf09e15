package io.rtsper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.RtspClient;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command says about itself, and about command lines that it can't carry out. */
class UsageTest {

  @Test
  void helpNamesTheCommandsAndTheStatuses() {
    CommandRun run = CommandRun.of("--help");

    assertThat(run.status()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .startsWith("Usage: rtsper ")
        .contains("probe", "play")
        .contains(
            "    1  a mistake in rtsper itself", "    4  authentication", "  130  interrupted");
  }

  @Test
  void helpOfPlayNamesItsOptions() {
    CommandRun run = CommandRun.of("play", "--help");

    assertThat(run.status()).isZero();
    assertThat(run.out())
        .startsWith("Usage: rtsper play ")
        .contains(
            "--json",
            "--transports",
            "multicast",
            "--packets",
            "--duration",
            "--timeout",
            "--user",
            "--password-file",
            "--verbose",
            "--reconnect",
            "--capture",
            "--force",
            "--tls-pin",
            "--insecure");
  }

  @Test
  void helpOfProbeNamesItsOptions() {
    CommandRun run = CommandRun.of("probe", "--help");

    assertThat(run.status()).isZero();
    assertThat(run.out())
        .startsWith("Usage: rtsper probe ")
        .contains("--json", "--timeout", "--user", "--password-file", "--verbose", "--tls-pin")
        .doesNotContain("--packets", "--transports");
  }

  @Test
  void versionNamesTheModuleAndTheJvm() {
    CommandRun run = CommandRun.of("--version");

    assertThat(run.status()).isZero();
    assertThat(run.out()).startsWith("rtsper").contains(" on Java " + Runtime.version());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badCommandLines")
  void aBadCommandLineIsSaidInASentence(List<String> arguments, String sentence, String hint) {
    CommandRun run = CommandRun.of(arguments.toArray(new String[0]));

    assertThat(run.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).containsExactly("rtsper: " + sentence, hint);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badCommandLines")
  void aBadCommandLineIsReportedAsJsonToo(List<String> arguments, String sentence, String hint) {
    List<String> withJson = new ArrayList<>(arguments);
    withJson.add(Math.min(1, arguments.size()), "--json");
    CommandRun run = CommandRun.of(withJson.toArray(new String[0]));

    assertThat(run.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(run.json().get("error").get("type").textValue())
        .isEqualTo("RtspValidationException");
    if (!arguments.isEmpty()) {
      assertThat(run.json().get("error").get("message").textValue()).isEqualTo(sentence);
      assertThat(run.err().lines()).containsExactly("rtsper: " + sentence, hint);
    }
    assertThat(run.json().has("url")).isEqualTo(hint.contains("play --help"));
  }

  static List<Arguments> badCommandLines() {
    String commands = "Try 'rtsper --help', or one of: probe, play.";
    String play = "Try 'rtsper play --help'.";
    return List.of(
        Arguments.of(List.of(), "a command is missing", commands),
        Arguments.of(List.of("play", "--colour", "rtsp://h/"), "there is no option --colour", play),
        Arguments.of(
            List.of("play", "rtsp://a/", "rtsp://b/"),
            "there is an argument too many; give one URL, in quotes if it holds a space or &",
            play),
        Arguments.of(
            List.of("plya"),
            "there is no command plya; did you mean play? There are: probe, play",
            commands),
        Arguments.of(List.of("help"), "there is no such command; there are: probe, play", commands),
        Arguments.of(
            List.of("rtsp://camera/"),
            "a command is missing before the URL; there are: probe, play",
            commands),
        Arguments.of(
            List.of("play", "--packets", "many"),
            "invalid value for option '--packets': 'many' is no count; give a number, 1 or more",
            play),
        Arguments.of(
            List.of("play", "--packets", "0"),
            "invalid value for option '--packets': '0' is no count; give a number, 1 or more",
            play),
        Arguments.of(
            List.of("play", "--duration", "soon"),
            "invalid value for option '--duration': 'soon' is no time; give a number and ms, s, m"
                + " or h, such as 5s",
            play),
        Arguments.of(
            List.of("play", "--timeout"),
            "missing required parameter for option '--timeout' (TIME)",
            play));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--reconnect often | --reconnect takes a number of attempts, 0 or more, or forever",
        "--reconnect -1 | --reconnect takes a number of attempts, 0 or more, or forever",
        "--transports a.b | --transports takes names, such as tcp,udp",
        "--transports smoke | no media transport is named \"smoke\"; there are: multicast, tcp, udp",
        "--timeout 48h | --timeout 48h; give 12h at most"
      })
  void aValueThatCannotBeIsReportedAsJsonToo(String options, String message) {
    String[] option = options.split(" ");
    CommandRun run =
        CommandRun.of("play", "--json", option[0], option[1], "rtsp://127.0.0.1:1/camera");

    assertThat(run.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(run.err()).isEqualToIgnoringNewLines("rtsper: " + message);
    assertThat(run.json().get("url").textValue()).isEqualTo("rtsp://127.0.0.1:1/camera");
    assertThat(run.json().get("endedBy").textValue()).isEqualTo("error");
    assertThat(run.json().get("error").get("type").textValue())
        .isEqualTo("RtspValidationException");
    assertThat(run.json().get("error").get("message").textValue()).isEqualTo(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--transports smoke", "--reconnect often", "--timeout 48h", "--tls-pin zz"})
  void optionsAreReadBeforeACameraIsStarted(String options) {
    String[] option = options.split(" ");
    CommandRun run = CommandRun.of("play", "--json", option[0], option[1]);

    assertThat(run.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(run.json().get("url").textValue()).isEmpty();
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).doesNotContain("camera");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://camera/ | no control transport serves the URL scheme \"http\"; there are: rtsp,"
            + " rtsp+replay, rtsps",
        "camera | the URL doesn't start with a scheme; write rtsp://host/path, or rtsps:// for TLS",
        "rtsp:// | the URL has no host; write rtsp://host/path",
        "rtsp://camera:0/ | the URL's port isn't a number from 1 to 65535"
      })
  void aUrlThatCannotBeIsBadUsage(String url, String message) {
    for (String command : List.of("play", "probe")) {
      CommandRun run = CommandRun.of(command, "--json", url);

      assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.USAGE);
      assertThat(run.json().get("error").get("type").textValue())
          .isEqualTo("RtspValidationException");
      assertThat(run.err()).isEqualToIgnoringNewLines("rtsper: " + message);
    }
  }

  @Test
  void theseTestsRunOnTheModulePath() {
    assertThat(Rtsper.class.getModule().getName()).isEqualTo("io.rtsper.cli");
    assertThat(RtspClient.class.getModule().getName()).isEqualTo("io.rtsper.api");
  }
}
