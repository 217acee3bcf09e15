package io.rtsper.core.header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.spi.QuirkReporter;
import io.rtsper.core.header.Rows.Row;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SessionHeaderTest {

  private final QuirkNames quirks = new QuirkNames();

  static List<Row> rows() {
    return Rows.of("sessions.tsv");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void strictModeRefusesWhatIsAQuirkAndNothingElse(Row row) {
    QuirkReporter strict = QuirkNames.strict();
    if (row.cell(4).isEmpty()) {
      assertThat(SessionHeader.parse(row.cell(1), strict)).isNotNull();
    } else {
      assertThatThrownBy(() -> SessionHeader.parse(row.cell(1), strict))
          .isInstanceOf(RtspProtocolException.class)
          .hasMessage(row.cell(4).split(" ")[0]);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void readsWhatServersWrite(Row row) {
    SessionHeader session = SessionHeader.parse(row.cell(1), quirks);

    assertThat(session.id()).isEqualTo(row.cell(2));
    assertThat(session.timeout()).isEqualTo(Duration.ofSeconds(Long.parseLong(row.cell(3))));
    assertThat(quirks.names()).isEqualTo(row.cell(4));
  }

  @Test
  void tellsATimeoutThatIsGivenFromTheDefault() {
    assertThat(SessionHeader.parse("abc", quirks).explicitTimeout()).isEmpty();
    assertThat(SessionHeader.parse("abc;timeout=60", quirks).explicitTimeout())
        .contains(Duration.ofSeconds(60));
  }

  @Test
  void keepsWhatALaterAnswerLeavesOut() {
    SessionHeader first = SessionHeader.parse("abc;timeout=20", quirks);

    assertThat(SessionHeader.parse("abc", quirks).after(first)).isEqualTo(first);
    assertThat(SessionHeader.parse("", quirks).after(first)).isEqualTo(first);
    assertThat(SessionHeader.parse("def;timeout=30", quirks).after(first))
        .isEqualTo(SessionHeader.parse("def;timeout=30", quirks));
    assertThat(first.after(SessionHeader.parse("abc", quirks))).isEqualTo(first);
    assertThat(SessionHeader.parse("abc;timeout=never", quirks).after(first)).isEqualTo(first);
  }

  @Test
  void refusesToKeepAnIdentifierThatIsTooLong() {
    assertThat(SessionHeader.parse("x".repeat(1024), quirks).id()).hasSize(1024);
    assertThat(SessionHeader.parse("x".repeat(1025), quirks).id()).isEmpty();
    assertThat(quirks.names()).isEqualTo("header-unreadable");
    assertThatThrownBy(() -> SessionHeader.parse("x".repeat(20_000), quirks))
        .isInstanceOf(RtspProtocolException.class);
  }
}
