package io.rtsper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.camera.Camera;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the command says of the servers that it is sent to. */
class RedirectionTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  @Test
  void saysThatItGoesBackWhenTheOtherServerIsGone() throws Exception {
    try (Camera other = Camera.open();
        Camera camera =
            Camera.builder()
                .on("DESCRIBE")
                .times(1)
                .reply(302, "Location: " + other.url())
                .start()) {
      CommandRun.Running command =
          CommandRun.start("play", "--json", "--reconnect", "forever", camera.url());
      other.awaitReceiverReports(1, LIMIT);
      other.crash();
      command.awaitErr("rtsper: playing again");
      camera.sendBye();
      CommandRun run = command.end();

      assertThat(run.status()).as(run.err()).isZero();
      assertThat(run.err())
          .contains("rtsper: the server redirected to " + other.url())
          .contains("rtsper: going back to " + camera.url())
          .doesNotContain("redirected to " + camera.url());
    }
  }
}
