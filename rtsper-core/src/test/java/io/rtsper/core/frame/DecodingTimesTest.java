package io.rtsper.core.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Timestamps of decoding grow and are never behind those of showing. */
class DecodingTimesTest {

  private static final long UNKNOWN = FrameView.UNKNOWN;

  private static List<Long> times(int reordered, long ticks, long... shown) {
    DecodingTimes times = new DecodingTimes();
    return Arrays.stream(shown).mapToObj(time -> times.next(time, reordered, ticks)).toList();
  }

  @Test
  void inTheOrderOfShowingTheyAreTheSame() {
    assertThat(times(0, 0, 10, 20, 30)).containsExactly(10L, 20L, 30L);
  }

  @Test
  void aPyramidOfBFramesIsDecodedInTime() {
    // I0 P4 B2 b1 b3 P8 B6 b5 b7, ten ticks a frame, two frames ahead.
    assertThat(times(2, 10, 0, 40, 20, 10, 30, 80, 60, 50, 70))
        .containsExactly(-20L, -10L, 0L, 10L, 20L, 30L, 40L, 50L, 60L);
  }

  @Test
  void withoutAFrameRateTheFirstOnesAreUnknown() {
    assertThat(times(1, 0, 0, 20, 10, 40, 30)).containsExactly(UNKNOWN, 0L, 10L, 20L, 30L);
  }

  @Test
  void aStreamThatSaysNothingOrReordersMoreThanItSaysIsUnknown() {
    assertThat(times(-1, 10, 0, 10)).containsOnly(UNKNOWN);
    assertThat(times(0, 10, 0, 40, 20, 50)).containsExactly(0L, 40L, UNKNOWN, 50L);
  }

  @Property
  void theyGrowAndAreNotBehindShowing(
      @ForAll @IntRange(min = 0, max = 16) int depth,
      @ForAll List<@IntRange(max = 3) Integer> moves) {
    // Any order in which no frame is put off by more than the depth.
    List<Long> order = new ArrayList<>();
    List<Long> ahead = new ArrayList<>();
    long next = 0;
    for (int move : moves) {
      while (ahead.size() <= depth) {
        ahead.add(next++ * 10);
      }
      // Only the first may wait for the others, as often as it likes within the depth.
      int chosen =
          order.size() + 1 - ahead.get(0) / 10 >= depth + 1 ? 0 : Math.min(move, ahead.size() - 1);
      order.add(ahead.remove(chosen));
    }
    DecodingTimes times = new DecodingTimes();
    long last = Long.MIN_VALUE;
    for (long shown : order) {
      long time = times.next(shown, depth, 10);
      if (time != UNKNOWN) {
        assertThat(time).isGreaterThan(last).isLessThanOrEqualTo(shown);
        last = time;
      }
    }
  }
}
