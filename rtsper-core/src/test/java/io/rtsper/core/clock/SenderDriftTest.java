package io.rtsper.core.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SenderDriftTest {

  private static final long SECOND = 1_000_000_000L;
  private static final long WALL = 1_772_366_400L * SECOND;

  private final SenderDrift drift = new SenderDrift();

  /** Reports of a clock that is faster by so much, of which each is delayed a little. */
  private static void report(
      SenderDrift to, double ppm, int seconds, double everySeconds, Random random) {
    for (double at = 0; at <= seconds; at += everySeconds) {
      long sent = (long) (at * SECOND);
      double delay = -Math.log(1 - random.nextDouble()) * 300_000; // 0.3 ms on average
      if (random.nextInt(20) == 0) {
        delay += random.nextInt(200) * 1_000_000L; // and one in twenty for long
      }
      to.accept(WALL + (long) (sent * (1 + ppm / 1e6)), sent + (long) delay);
    }
  }

  // One in some thousands is farther off by chance, so that the chances are the same each time.
  @Property(tries = 300, seed = "200")
  void aClockThatIs200PpmFastIsFoundToBeWithinAMinute(
      @ForAll Random random, @ForAll boolean fast, @ForAll @IntRange(min = 1, max = 4) int every) {
    SenderDrift some = new SenderDrift();
    report(some, fast ? 200 : -200, 60, every, random);
    assertThat(some.ppm().orElseThrow()).isCloseTo(fast ? 200 : -200, Offset.offset(20.0));
  }

  @Property(tries = 50, seed = "35")
  void aLongerTimeSaysItBetter(@ForAll Random random) {
    SenderDrift some = new SenderDrift();
    report(some, 35, 1_200, 5, random);
    assertThat(some.ppm().orElseThrow()).isCloseTo(35, Offset.offset(3.0));
  }

  @Test
  void nothingIsSaidBeforeTenSecondsOfReports() {
    for (int i = 0; i < 10; i++) {
      drift.accept(WALL + i * SECOND, i * SECOND);
      assertThat(drift.ppm()).isEmpty();
    }
    drift.accept(WALL + 10 * SECOND, 10 * SECOND);
    assertThat(drift.ppm().orElseThrow()).isZero();
  }

  @Test
  void twoReportsAreNotEnough() {
    drift.accept(WALL, 0);
    drift.accept(WALL + 20 * SECOND, 20 * SECOND);
    assertThat(drift.ppm()).isEmpty();
  }

  @Test
  void aClockThatIsSetBeginsAnew() {
    report(drift, 100, 60, 1, new Random(1));
    for (int i = 1; i <= 12; i++) {
      drift.accept(WALL + (3_600 + 60 + i) * SECOND, (60 + i) * SECOND);
    }
    assertThat(drift.ppm()).isPresent();
    assertThat(drift.ppm().orElseThrow()).isZero();
  }

  @Test
  void oneReportThatIsFarOffChangesNothing() {
    for (int i = 0; i <= 20; i++) {
      long wrong = i == 7 ? -90 * SECOND : 0;
      drift.accept(WALL + i * SECOND + wrong, i * SECOND);
    }
    assertThat(drift.ppm().orElseThrow()).isZero();
  }

  @Test
  void aClockThatStandsStillIsNotTakenForOneThatDrifts() {
    for (int i = 0; i <= 30; i++) {
      drift.accept(WALL, i * SECOND);
    }
    assertThat(drift.ppm()).isEmpty();
  }
}
