package io.rtsper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.RtspClient;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

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
        .contains("    4  authentication", "  130  interrupted");
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
            "--packets",
            "--duration",
            "--timeout",
            "--user",
            "--password-file",
            "--verbose",
            "--reconnect",
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
        .doesNotContain("--packets");
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
            List.of("play", "--packets", "many"),
            "invalid value for option '--packets': 'many' is not a long",
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
        "--packets 0 | --packets 0; give 1 or more",
        "--packets -5 | --packets -5; give 1 or more",
        "--reconnect often | --reconnect often; give a number of attempts, or forever",
        "--reconnect -1 | reconnect attempts: -1; give 0 or more",
        "--transports a.b | --transports takes names, such as tcp,udp",
        "--transports smoke | no media transport is named \"smoke\"; there are: tcp, udp",
        "--timeout 48h | connect timeout: PT48H; give up to a day, not less than zero"
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
  @CsvSource(
      delimiter = '|',
      value = {
        "http://camera/ | no control transport serves the URL scheme \"http\"; there are: rtsp,"
            + " rtsps",
        "camera | ",
        "rtsp:// | ",
        "rtsp://camera:0/ | "
      })
  void aUrlThatCannotBeIsBadUsage(String url, String message) {
    for (String command : List.of("play", "probe")) {
      CommandRun run = CommandRun.of(command, "--json", url);

      assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.USAGE);
      assertThat(run.json().get("error").get("type").textValue())
          .isEqualTo("RtspValidationException");
      assertThat(run.err()).startsWith("rtsper: ");
      assertThat(run.err().lines()).hasSize(1);
      if (message != null) {
        assertThat(run.err()).isEqualToIgnoringNewLines("rtsper: " + message);
      }
    }
  }

  @Test
  void theseTestsRunOnTheModulePath() {
    assertThat(Rtsper.class.getModule().getName()).isEqualTo("io.rtsper.cli");
    assertThat(RtspClient.class.getModule().getName()).isEqualTo("io.rtsper.api");
  }
}
