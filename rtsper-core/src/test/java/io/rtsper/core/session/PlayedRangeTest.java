package io.rtsper.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.RtspHeaders;
import io.rtsper.api.RtspResponse;
import io.rtsper.api.header.RangeHeader;
import io.rtsper.api.spi.QuirkReporter;
import io.rtsper.core.header.Range;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlayedRangeTest {

  private static final long BEGIN = Long.MAX_VALUE - 5_000_000_000L; // soon it wraps around

  private final PlayedRange range = new PlayedRange();

  private static long at(double seconds) {
    return BEGIN + (long) (seconds * 1e9);
  }

  private static RtspResponse answer(String headers) {
    RtspHeaders.Builder read = RtspHeaders.empty().toBuilder();
    for (String line : headers.isEmpty() ? new String[0] : headers.split(";", -1)) {
      String[] field = line.split(":", 2);
      read.add(field[0], field[1].strip());
    }
    return RtspResponse.of(200, "OK", read.build(), new byte[0]);
  }

  private static List<Range> described(String text) {
    return text.isEmpty() ? List.of() : List.of(Range.parse(text, QuirkReporter.NONE));
  }

  private void play(@Nullable String wanted, String described, String answer, double seconds) {
    RangeHeader asked = wanted == null ? null : RangeHeader.of(wanted);
    range.answered(asked, described(described), answer(answer), at(seconds));
  }

  @ParameterizedTest
  @CsvSource({
    "'', npt=0-60, ''",
    "'', npt=0-60, Range: npt=0.000-",
    "'', '', Range: npt=0-60",
    "'', npt=0-90, Range: npt=30-90",
    "npt=10-70, npt=0-600, Range: npt=10.000-",
    "npt=10-70, npt=0-600, Range: npt=10.000-70.000",
    "npt=540-, npt=0-600, ''",
    "npt=70-10, npt=0-600, Scale: -1",
    "'', npt=0-120, Scale: 2",
    "'', npt=0-120, Speed: 2.000",
    "'', npt=0-30, Scale: 0.5",
    "clock=20250101T000000Z-20250101T000100Z, '', ''"
  })
  void isOverAfterAMinute(String wanted, String described, String answer) {
    play(wanted.isEmpty() ? null : wanted, described, answer, 0);
    assertThat(range.isOver(at(57.9))).isFalse();
    assertThat(range.isOver(at(58.1))).isTrue();
    assertThat(range.isOver(at(61))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "'', '', ''",
    "'', npt=now-, Range: npt=now-",
    "'', npt=0-, Range: npt=0-",
    "'', '', Range: npt=0.0-0.0",
    "'', npt=0-0, ''",
    "'', '', Range: clock=20250101T000000Z-",
    "npt=10-, clock=20250101T000000Z-20250101T000100Z, ''",
    "'', npt=soon-later, Range: nonsense"
  })
  void isNeverOverWithoutAnEnd(String wanted, String described, String answer) {
    play(wanted.isEmpty() ? null : wanted, described, answer, 0);
    assertThat(range.isOver(at(100_000))).isFalse();
  }

  @Test
  void toleratesATenthOfAShortClip() {
    play(null, "npt=0-8", "", 0);
    assertThat(range.isOver(at(7.1))).isFalse();
    assertThat(range.isOver(at(7.3))).isTrue();
  }

  @Test
  void isNotOverBeforeMediaCame() {
    play(null, "npt=0-0.4", "", 0);
    assertThat(range.isOver(at(0))).isFalse();
  }

  @Test
  void goesOnAfterAPause() {
    play(null, "npt=0-60", "", 0);
    range.paused(at(20));
    assertThat(range.isOver(at(70))).isFalse();
    play(null, "npt=0-60", "", 100);
    assertThat(range.isOver(at(137))).isFalse();
    assertThat(range.isOver(at(139))).isTrue();
  }

  @Test
  void anotherRangeIsPlayedFromItsOwnStart() {
    play("npt=0-20", "npt=0-60", "", 0);
    play("npt=50-", "npt=0-60", "", 5);
    assertThat(range.isOver(at(13))).isFalse();
    assertThat(range.isOver(at(14.5))).isTrue();
    assertThat(range.asked()).contains(RangeHeader.npt(Duration.ofSeconds(50)));
  }

  @Test
  void knowsNothingOfASessionThatWasTornDown() {
    play("npt=0-20", "", "", 0);
    range.forget();
    assertThat(range.asked()).isEmpty();
    assertThat(range.isOver(at(30))).isFalse();
    assertThat(range.hasEnd(List.of())).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"npt=0-60, true", "npt=0-, false", "npt=0-0, false", "npt=now-, false"})
  void hasAnEnd(String described, boolean end) {
    assertThat(range.hasEnd(described(described))).isEqualTo(end);
  }
}
