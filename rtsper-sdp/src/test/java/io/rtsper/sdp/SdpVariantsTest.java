package io.rtsper.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.sdp.SdpWarning;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each oddity by itself: what it is read as, what is said about it, and how it is written. */
class SdpVariantsTest {

  static List<Row> lineRows() {
    return LineRows.all();
  }

  static List<Row> mediaRows() {
    return MediaRows.all();
  }

  static List<Row> formatRows() {
    return FormatRows.all();
  }

  static List<Row> deviceRows() {
    return DeviceRows.all();
  }

  static List<Row> allRows() {
    return Row.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lineRows")
  void linesAreRead(Row row) {
    check(row);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mediaRows")
  void mediaAreRead(Row row) {
    check(row);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("formatRows")
  void formatsAreRead(Row row) {
    check(row);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("deviceRows")
  void devicesAreRead(Row row) {
    check(row);
  }

  private static void check(Row row) {
    Sdp sdp = Sdp.parse(row.text());

    row.expectation().accept(sdp);
    assertThat(Set.copyOf(sdp.quirks())).isEqualTo(row.quirks());
    if (sdp.quirks().size() <= Findings.MAX_WARNINGS) {
      assertThat(sdp.description().warnings())
          .hasSameSizeAs(sdp.quirks())
          .extracting(SdpWarning::toString)
          .isEqualTo(sdp.details());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("allRows")
  void whatIsWrittenIsReadAsTheSame(Row row) {
    Sdp sdp = Sdp.parse(row.text());
    Sdp again = Sdp.raw(sdp.description().toSdp());

    assertThat(again.description()).isEqualTo(sdp.description());
    assertThat(again.description()).hasSameHashCodeAs(sdp.description());
    assertThat(again.description().toSdp()).isEqualTo(sdp.description().toSdp());
    assertThat(again.tracks()).isEqualTo(sdp.tracks());
  }
}
