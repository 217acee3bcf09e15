package io.rtsper.api.header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.RtspValidationException;
import io.rtsper.api.spi.QuirkReporter;
import io.rtsper.api.testing.QuirkNames;
import io.rtsper.api.testing.Rows;
import io.rtsper.api.testing.Rows.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RangeHeaderTest {

  private final QuirkNames quirks = new QuirkNames();

  static List<Row> rows() {
    return Rows.of("ranges.tsv");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void strictModeRefusesWhatIsAQuirkAndNothingElse(Row row) {
    QuirkReporter strict = QuirkNames.strict();
    if (row.cell(5).isEmpty()) {
      assertThat(RangeHeader.parse(row.cell(1), strict)).isNotNull();
    } else {
      assertThatThrownBy(() -> RangeHeader.parse(row.cell(1), strict))
          .isInstanceOf(RtspProtocolException.class)
          .hasMessage(row.cell(5).split(" ")[0]);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void readsWhatServersWrite(Row row) {
    RangeHeader range = RangeHeader.parse(row.cell(1), quirks);

    assertThat(range.unit()).isEqualTo(row.cell(2));
    assertThat(
            range.startsNow()
                ? "now"
                : text(range.nptStart(), range.clockStart(), range.smpteStart()))
        .isEqualTo(row.cell(3));
    assertThat(text(range.nptEnd(), range.clockEnd(), range.smpteEnd())).isEqualTo(row.cell(4));
    assertThat(quirks.names()).isEqualTo(row.cell(5));
    assertThat(range.value()).isEqualTo(row.cell(1));
  }

  private static String text(Optional<?>... ends) {
    return Stream.of(ends).flatMap(Optional::stream).map(Object::toString).findAny().orElse("");
  }

  @Test
  void readsWhenTheRequestTakesEffect() {
    assertThat(RangeHeader.parse("npt=0-;time=19970123T143720Z", quirks).effectiveAt())
        .contains(Instant.parse("1997-01-23T14:37:20Z"));
    assertThat(RangeHeader.parse("npt=0-;x=1", quirks).effectiveAt()).isEmpty();
    assertThat(RangeHeader.parse("npt=0-;time=soon", quirks).nptStart()).contains(Duration.ZERO);
    assertThat(quirks.names()).isEqualTo("range-unreadable");
  }

  @Test
  void writesNormalPlayTime() {
    assertThat(RangeHeader.npt(Duration.ZERO)).hasToString("npt=0-");
    assertThat(RangeHeader.npt(Duration.ofMillis(10_500))).hasToString("npt=10.500-");
    assertThat(RangeHeader.npt(Duration.ofMillis(5), Duration.ofHours(2)))
        .hasToString("npt=0.005-7200");
    assertThat(RangeHeader.now()).hasToString("npt=now-");
    assertThat(RangeHeader.now().startsNow()).isTrue();
  }

  @Test
  void writesTheWallClock() {
    Instant start = Instant.parse("1996-11-08T14:37:20.250Z");

    assertThat(RangeHeader.clock(start)).hasToString("clock=19961108T143720.250Z-");
    assertThat(RangeHeader.clock(start, Instant.parse("0996-01-02T03:04:05Z")))
        .hasToString("clock=19961108T143720.250Z-09960102T030405Z");
    assertThat(RangeHeader.clock(start).clockStart()).contains(start);
  }

  @Test
  void refusesTimesThatCannotBeWritten() {
    assertThatThrownBy(() -> RangeHeader.npt(Duration.ofSeconds(-1)))
        .isInstanceOf(RtspValidationException.class);
    assertThatThrownBy(() -> RangeHeader.clock(Instant.MAX))
        .isInstanceOf(RtspValidationException.class);
    assertThatThrownBy(() -> RangeHeader.clock(Instant.MIN))
        .isInstanceOf(RtspValidationException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "npt=0-\r\nEvil: 1", "npt=0-\0"})
  void refusesARangeThatCannotBeSent(String value) {
    assertThatThrownBy(() -> RangeHeader.of(value)).isInstanceOf(RtspValidationException.class);
  }

  @Test
  void keepsTheTextOfARangeItDoesNotKnow() {
    assertThat(RangeHeader.of("frames=1-2")).hasToString("frames=1-2");
    assertThat(RangeHeader.of("npt=0-"))
        .isEqualTo(RangeHeader.npt(Duration.ZERO))
        .hasSameHashCodeAs(RangeHeader.npt(Duration.ZERO))
        .isNotEqualTo(RangeHeader.now());
  }

  @Test
  void refusesAValueThatIsTooLong() {
    assertThatThrownBy(() -> RangeHeader.parse("npt=" + "1".repeat(16384), quirks))
        .isInstanceOf(RtspProtocolException.class);
  }
}
