package io.rtsper.core.header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtsper.api.RtspHeaders;
import io.rtsper.api.RtspMethod;
import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.spi.QuirkReporter;
import io.rtsper.core.header.Rows.Row;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PublicHeaderTest {

  private final QuirkNames quirks = new QuirkNames();

  static List<Row> rows() {
    return Rows.of("methods.tsv");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void strictModeRefusesWhatIsAQuirkAndNothingElse(Row row) {
    QuirkReporter strict = QuirkNames.strict();
    if (row.cell(3).isEmpty()) {
      assertThat(PublicHeader.parse(row.cell(1), strict)).isNotNull();
    } else {
      assertThatThrownBy(() -> PublicHeader.parse(row.cell(1), strict))
          .isInstanceOf(RtspProtocolException.class)
          .hasMessage(row.cell(3).split(" ")[0]);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void readsWhatServersWrite(Row row) {
    PublicHeader methods = PublicHeader.parse(row.cell(1), quirks);

    assertThat(text(methods)).isEqualTo(row.cell(2));
    assertThat(quirks.names()).isEqualTo(row.cell(3));
    assertThat(PublicHeader.parse(text(methods), QuirkReporter.NONE)).isEqualTo(methods);
  }

  private static String text(PublicHeader header) {
    return header.methods().stream().map(RtspMethod::name).collect(Collectors.joining(", "));
  }

  @Test
  void rtspStreamingServer210NamesTheHeaderOptions() {
    RtspHeaders headers = RtspHeaders.of("OPTIONS", "DESCRIBE SETUP PLAY");

    assertThat(PublicHeader.of(headers, quirks).map(PublicHeaderTest::text))
        .contains("DESCRIBE, SETUP, PLAY");
    assertThat(quirks.names()).isEqualTo("methods-misnamed header-separator");
    assertThatThrownBy(() -> PublicHeader.of(headers, QuirkNames.strict()))
        .isInstanceOf(RtspProtocolException.class)
        .hasMessage("methods-misnamed");
  }

  @Test
  void publicCountsBeforeAHeaderThatIsMisnamed() {
    RtspHeaders headers =
        RtspHeaders.builder().add("Options", "SETUP").add("Public", "PLAY").build();

    assertThat(PublicHeader.of(headers, quirks).map(PublicHeaderTest::text)).contains("PLAY");
    assertThat(quirks.names()).isEmpty();
  }

  @Test
  void namesEachMethodOfSeveralFieldsOnce() {
    RtspHeaders headers =
        RtspHeaders.builder().add("Public", "PLAY, SETUP").add("Public", "SETUP, PAUSE").build();

    assertThat(PublicHeader.of(headers, quirks).map(PublicHeaderTest::text))
        .contains("PLAY, SETUP, PAUSE");
    assertThat(PublicHeader.of(RtspHeaders.of("Server", "x"), quirks)).isEmpty();
    assertThat(quirks.names()).isEmpty();
  }

  @Test
  void readsNoMoreThan64Methods() {
    StringBuilder value = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      value.append("M").append(i).append(',');
    }

    assertThat(PublicHeader.parse(value.toString(), quirks).methods()).hasSize(64);
    assertThat(quirks.names()).isEqualTo("header-limit");
    assertThatThrownBy(() -> PublicHeader.parse(",".repeat(16385), quirks))
        .isInstanceOf(RtspProtocolException.class);
  }
}
