package io.rtsper.core.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.header.RangeHeader;
import io.rtsper.api.spi.QuirkReporter;
import io.rtsper.core.header.Range;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpeningRangeTest {

  private final OpeningRange opening = new OpeningRange();

  private static List<Range> described(String... texts) {
    return Stream.of(texts).map(text -> Range.parse(text, QuirkReporter.NONE)).toList();
  }

  private String of(List<Range> described) {
    return opening.of(described).map(RangeHeader::value).orElse("none");
  }

  @ParameterizedTest
  @ValueSource(strings = {"npt=now-", "npt=", "npt=soon-"})
  void isNowForWhatIsLiveOrNamesNoTime(String text) {
    assertThat(of(described(text))).isEqualTo("npt=now-");
  }

  @Test
  void isNowWhereNothingIsDescribed() {
    assertThat(of(List.of())).isEqualTo("npt=now-");
  }

  @ParameterizedTest
  @ValueSource(strings = {"npt=0-596.48", "npt=0-", "clock=20250101T000000Z-20250101T010000Z"})
  void isTheStartOfWhatNamesOne(String text) {
    assertThat(of(described(text))).isEqualTo("npt=0-");
    assertThat(opening.stepDown(described(text))).isFalse();
  }

  @Test
  void isNowWhereOneMediaIsLive() {
    assertThat(of(described("npt=0-", "npt=now-"))).isEqualTo("npt=now-");
  }

  @Test
  void stepsDownToNoneAndToTheStartAndBeginsAgain() {
    List<String> asked = new ArrayList<>();
    do {
      asked.add(of(List.of()));
    } while (opening.stepDown(List.of()));
    assertThat(asked).containsExactly("npt=now-", "none", "npt=0-");
    assertThat(of(List.of())).isEqualTo("npt=now-");
  }

  @ParameterizedTest
  @CsvSource({"457, true", "400, true", "501, true", "404, false", "455, false", "200, false"})
  void isWhatARefusalMayBeAbout(int status, boolean may) {
    assertThat(OpeningRange.mayRefuse(status)).isEqualTo(may);
  }

  @Test
  void asksForTheStartOnceNothingCame() {
    opening.nothingCame();
    assertThat(opening.of(List.of())).contains(RangeHeader.npt(Duration.ZERO));
  }
}
