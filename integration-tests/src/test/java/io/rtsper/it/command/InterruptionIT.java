package io.rtsper.it.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.camera.Camera;
import io.rtsper.it.build.Reactor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Ctrl-C at the command, which a shell turns into SIGINT. */
@Execution(ExecutionMode.CONCURRENT)
class InterruptionIT {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration GOODBYE = Duration.ofSeconds(10);

  @Test
  void saysGoodbyeToTheServerAndSumsUp() throws Exception {
    try (Camera camera = Camera.open();
        Program play = command("play", "--json", camera.url())) {
      camera.awaitRequest("PLAY", LIMIT);
      camera.awaitReceiverReports(1, LIMIT);

      long startNanos = System.nanoTime();
      play.interrupt();
      assertThat(play.status()).as(play.err()).isEqualTo(130);
      assertThat(Duration.ofNanos(System.nanoTime() - startNanos)).isLessThan(GOODBYE);

      camera.awaitRequest("TEARDOWN", GOODBYE);
      assertThat(camera.violations()).isEmpty();
      assertThat(play.json().get("endedBy").textValue()).isEqualTo("interrupted");
      assertThat(play.json().get("error").isNull()).isTrue();
      assertThat(play.json().get("tracks").get(0).get("packets").longValue()).isPositive();
      assertThat(play.err()).isEmpty();
    }
  }

  @Test
  void releasesAServerThatSaysNothing() throws Exception {
    try (Camera camera = Camera.builder().on("DESCRIBE").silent().start();
        Program play = command("play", "--json", "--timeout", "40s", camera.url())) {
      camera.awaitRequest("DESCRIBE", LIMIT);

      long startNanos = System.nanoTime();
      play.interrupt();
      assertThat(play.status()).as(play.err()).isEqualTo(130);
      assertThat(Duration.ofNanos(System.nanoTime() - startNanos)).isLessThan(GOODBYE);

      assertThat(play.json().get("endedBy").textValue()).isEqualTo("interrupted");
      assertThat(play.json().get("tracks")).isEmpty();
    }
  }

  @Test
  void endsAProbeOfAServerThatSaysNothing() throws Exception {
    try (Camera camera = Camera.builder().on("DESCRIBE").silent().start();
        Program probe = command("probe", "--json", "--timeout", "40s", camera.url())) {
      camera.awaitRequest("DESCRIBE", LIMIT);

      long startNanos = System.nanoTime();
      probe.interrupt();
      assertThat(probe.status()).as(probe.err()).isEqualTo(130);
      assertThat(Duration.ofNanos(System.nanoTime() - startNanos)).isLessThan(GOODBYE);

      assertThat(probe.json().get("error").get("type").textValue())
          .isEqualTo("RtspCancelledException");
      assertThat(probe.json().get("server").textValue()).isEqualTo("rtsper-camera");
      assertThat(probe.err()).isEqualToIgnoringNewLines("rtsper: interrupted");
    }
  }

  private static Program command(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Program.java(),
                "-p",
                Reactor.commandModules().toString(),
                "-m",
                "io.rtsper.cli/io.rtsper.cli.Rtsper"));
    command.addAll(List.of(arguments));
    return Program.start(Program.interruptible(command));
  }
}
