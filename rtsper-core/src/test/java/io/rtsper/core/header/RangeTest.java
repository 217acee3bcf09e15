package io.rtsper.core.header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.header.RangeHeader;
import io.rtsper.api.spi.QuirkReporter;
import io.rtsper.core.header.Rows.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RangeTest {

  private final QuirkNames quirks = new QuirkNames();

  static List<Row> rows() {
    return Rows.of("ranges.tsv");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void strictModeRefusesWhatIsAQuirkAndNothingElse(Row row) {
    QuirkReporter strict = QuirkNames.strict();
    if (row.cell(5).isEmpty()) {
      assertThat(Range.parse(row.cell(1), strict)).isNotNull();
    } else {
      assertThatThrownBy(() -> Range.parse(row.cell(1), strict))
          .isInstanceOf(RtspProtocolException.class)
          .hasMessage(row.cell(5).split(" ")[0]);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void readsWhatServersWrite(Row row) {
    Range range = Range.parse(row.cell(1), quirks);

    assertThat(range.unit()).isEqualTo(row.cell(2));
    assertThat(range.now() ? "now" : text(range.nptStart(), range.clockStart(), range.smpteStart()))
        .isEqualTo(row.cell(3));
    assertThat(text(range.nptEnd(), range.clockEnd(), range.smpteEnd())).isEqualTo(row.cell(4));
    assertThat(quirks.names()).isEqualTo(row.cell(5));
  }

  private static String text(Object... ends) {
    return Stream.of(ends).filter(Objects::nonNull).map(Object::toString).findAny().orElse("");
  }

  @Test
  void readsWhenTheRequestTakesEffect() {
    assertThat(Range.parse("npt=0-;time=19970123T143720Z", quirks).time())
        .isEqualTo(Instant.parse("1997-01-23T14:37:20Z"));
    assertThat(Range.parse("npt=0-;x=1", quirks).time()).isNull();
    assertThat(Range.parse("npt=0-;time=soon", quirks).nptStart()).isEqualTo(Duration.ZERO);
    assertThat(quirks.names()).isEqualTo("parameter-unreadable");
  }

  @Test
  void readsWhatIsSent() {
    Instant start = Instant.parse("1996-11-08T14:37:20.250Z");

    assertThat(Range.parse(RangeHeader.now().value(), quirks).now()).isTrue();
    assertThat(Range.parse(RangeHeader.clock(start).value(), quirks).clockStart()).isEqualTo(start);
    assertThat(quirks.names()).isEmpty();
  }

  @Test
  void isBoundedByAnEndThatCanBeUnderstood() {
    assertThat(Range.parse("npt=0-5", quirks).isBounded()).isTrue();
    assertThat(Range.parse("clock=19960213T143205Z-19960213T143206Z", quirks).isBounded()).isTrue();
    assertThat(Range.parse("npt=0-", quirks).isBounded()).isFalse();
    assertThat(Range.parse("npt=0-now", quirks).isBounded()).isFalse();
    assertThat(Range.parse("npt=0-x", quirks).isBounded()).isFalse();
  }

  @Test
  void refusesAValueThatIsTooLong() {
    assertThatThrownBy(() -> Range.parse("npt=" + "1".repeat(16384), quirks))
        .isInstanceOf(RtspProtocolException.class);
  }
}
