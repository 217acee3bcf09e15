package io.rtsper.core.loop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** When a loop lets packets gather. */
class RestTest {

  private static final long MICRO = 1_000L;

  private final Rest rest = new Rest();
  private long now = Long.MAX_VALUE - 1;

  private void wakeUps(int count, long apart) {
    for (int i = 0; i < count; i++) {
      now += apart;
      rest.woken(now);
    }
  }

  @Test
  void aFewWakeUpsNeverMakeItRest() {
    wakeUps(1000, 300 * MICRO);
    assertThat(rest.isWorthIt()).isFalse();
  }

  @Test
  void theExchangesThatOpenASessionDoNotMakeItRest() {
    wakeUps(12, 100 * MICRO);
    assertThat(rest.isWorthIt()).isFalse();
  }

  @Test
  void fiftyThousandPacketsASecondMakeItRest() {
    wakeUps(2 * Rest.MANY, 20 * MICRO);
    assertThat(rest.isWorthIt()).isTrue();
    assertThat(rest.nanos(now + 100 * MICRO)).isEqualTo(400 * MICRO);
    assertThat(rest.nanos(now + 600 * MICRO)).isZero();
  }

  @Test
  void aRestInVainIsTheLastUntilItIsWorthItAgain() {
    wakeUps(2 * Rest.MANY, 20 * MICRO);
    rest.inVain();
    assertThat(rest.isWorthIt()).isFalse();
    wakeUps(Rest.MANY + 1, 20 * MICRO);
    assertThat(rest.isWorthIt()).isTrue();
  }
}
