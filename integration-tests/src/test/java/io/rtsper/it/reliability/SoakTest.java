package io.rtsper.it.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Sessions for a while with cameras that restart at random: a few for three seconds here, and many
 * for minutes with {@code scripts/soak.sh}.
 */
@Isolated
class SoakTest {

  private static final int SESSIONS = Integer.getInteger("rtsper.soak.sessions", 20);
  private static final Duration TIME =
      Duration.ofSeconds(Integer.getInteger("rtsper.soak.seconds", 3));

  /**
   * What the JVM itself and the cameras, which live in it too, do in the meantime, and a few
   * objects a session. A soak of minutes has thousands of reconnections, so that a kilobyte for
   * each would show; {@link ReconnectionTest} looks closer.
   */
  private static final long GROWTH = 2_000_000 + SESSIONS * 2_000L;

  @Test
  @Timeout(value = 2, unit = TimeUnit.HOURS)
  void neitherThreadsNorMemoryGrowAndEachSessionPlaysAtTheEnd()
      throws InterruptedException, IOException {
    Soak.Result result =
        new Soak(SESSIONS, TIME, Long.getLong("rtsper.soak.seed", System.nanoTime())).run();
    Files.createDirectories(Path.of("target"));
    Files.writeString(Path.of("target", "soak.txt"), result + System.lineSeparator());
    assertThat(result.playing()).as("sessions that play; %s", result).isEqualTo(SESSIONS);
    assertThat(result.flowing()).as("sessions in which media flows").isEqualTo(SESSIONS);
    assertThat(result.reconnects()).as("reconnects").isGreaterThanOrEqualTo(SESSIONS);
    assertThat(result.restarts()).as("restarts").isPositive();
    assertThat(result.blocks()).as("callbacks that blocked").isPositive();
    assertThat(result.threadsAtEnd())
        .as("threads; %s", result)
        .isLessThanOrEqualTo(result.threadsAtStart());
    assertThat(result.heapAtEnd())
        .as("bytes of heap; %s", result)
        .isLessThan(result.heapAtStart() + GROWTH);
    assertThat(result.errors()).isEmpty();
    assertThat(result.violations()).isEmpty();
  }
}
