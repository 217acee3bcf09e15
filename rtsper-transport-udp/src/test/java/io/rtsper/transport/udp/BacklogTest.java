package io.rtsper.transport.udp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How many reads find nothing, against how many datagrams a wake-up takes. */
class BacklogTest {

  private final Backlog backlog = new Backlog();

  /** Lets a wake-up find some datagrams; returns how many reads it took. */
  private int wakeUp(int waiting) {
    int most = backlog.most();
    int read = Math.min(most, waiting);
    backlog.read(read);
    return most > waiting ? read + 1 : read;
  }

  @Test
  void aStreamThatComesOneByOneIsReadOneByOne() {
    int reads = 0;
    for (int i = 0; i < 10_000; i++) {
      reads += wakeUp(1);
    }
    assertThat(reads).isBetween(10_001, 10_200);
  }

  @Test
  void burstsAreReadWhole() {
    for (int i = 0; i < 100; i++) {
      assertThat(wakeUp(36)).isEqualTo(37);
    }
  }

  @Test
  void noWakeUpReadsMoreThanItsShare() {
    assertThat(wakeUp(1000)).isEqualTo(64);
    assertThat(wakeUp(1000)).isEqualTo(64);
  }

  @Test
  void burstsThatBeginLaterAreNoticedSoon() {
    for (int i = 0; i < 10_000; i++) {
      wakeUp(1);
    }
    int wakeUps = 0;
    for (int taken = 0; taken < 10_000; wakeUps++) {
      taken += wakeUp(36) == 1 ? 1 : 36;
    }
    assertThat(wakeUps).isLessThan(10_000 / 36 + 70);
  }
}
