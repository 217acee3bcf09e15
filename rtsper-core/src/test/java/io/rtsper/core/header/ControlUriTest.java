package io.rtsper.core.header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtsper.api.RtspHeaders;
import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.RtspUrl;
import io.rtsper.api.spi.QuirkReporter;
import io.rtsper.core.header.Rows.Row;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ControlUriTest {

  private final QuirkNames quirks = new QuirkNames();

  static List<Row> controls() {
    return Rows.of("controls.tsv");
  }

  static List<Row> bases() {
    return Rows.of("bases.tsv");
  }

  static List<Row> locations() {
    return Rows.of("locations.tsv");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("controls")
  void listsWhatAControlMayMean(Row row) {
    assertThat(ControlUri.candidates(RtspUrl.parse(row.cell(1)), row.cell(2), quirks))
        .containsExactly(row.cell(3).split(" "));
    assertThat(quirks.names()).isEqualTo(row.cell(4));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bases")
  void findsTheBase(Row row) {
    RtspUrl requested = RtspUrl.parse(row.cell(1));
    RtspHeaders.Builder headers = RtspHeaders.builder();
    for (String line : row.cell(2).split("\n")) {
      int colon = line.indexOf(": ");
      if (colon > 0) {
        headers.addReceived(line.substring(0, colon), line.substring(colon + 2));
      }
    }

    RtspUrl base = ControlUri.base(requested, headers.build(), quirks);

    assertThat(base.requestUri()).isEqualTo(row.cell(3));
    assertThat(base.credentials()).isEmpty();
    assertThat(quirks.names()).isEqualTo(row.cell(4));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("locations")
  void followsARedirect(Row row) {
    RtspUrl target = ControlUri.location(RtspUrl.parse(row.cell(1)), row.cell(2), quirks);

    assertThat(target).hasToString(row.cell(3));
    assertThat(target.credentials()).isEmpty();
    assertThat(quirks.names()).isEqualTo(row.cell(4));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rtsp://",
        "rtsp:///x",
        "rtsp://u:hunter2@h:x/",
        "/a\0b",
        "rtsp://h/a\r\nb",
        "rtsp:adm:hunter2@h/",
        "rtsp:/adm:hunter2@h/",
        "http:adm:hunter2@h/",
        "://adm:hunter2@h/",
        "///adm:hunter2@h/",
        "rtsp://adm:1234/hunter2@h/x",
        "rtsp://u:p@ss/hunter2@1.2.3.4:554/x"
      })
  void refusesARedirectToNowhere(String location) {
    RtspUrl requested = RtspUrl.parse("rtsp://h/s");

    assertThatThrownBy(() -> ControlUri.location(requested, location, quirks))
        .isInstanceOf(RtspProtocolException.class)
        .hasMessageContaining("Location")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hunter2"));
  }

  @Test
  void aRedirectWithoutTextIsRefused() {
    RtspUrl requested = RtspUrl.parse("rtsp://h/s");

    assertThatThrownBy(() -> ControlUri.location(requested, "  ", quirks))
        .isInstanceOf(RtspProtocolException.class)
        .hasMessageContaining("empty");
  }

  @ParameterizedTest(name = "base {0}, session control {1}")
  @CsvSource({
    "rtsp://h/s/, '', rtsp://h/s/ rtsp://h/s, ''",
    "rtsp://h/s, *, rtsp://h/s rtsp://h/s/, ''",
    "rtsp://h, *, rtsp://h rtsp://h/, ''",
    "rtsp://h/s?x=1, *, rtsp://h/s?x=1 rtsp://h/s/?x=1, ''",
    "rtsp://h/s, rtsp://10.0.0.1/all, rtsp://h/all rtsp://h/all/, url-other-host",
    "rtsp://h/s/, all, rtsp://h/s/all rtsp://h/s/all/, ''",
    "rtsp://h/s, rtsp:adm:hunter2@h/all, rtsp://h/s rtsp://h/s/, url-unreadable"
  })
  void theWholePresentationIsTheBaseOrTheSessionControl(
      String base, String control, String uris, String names) {
    assertThat(ControlUri.aggregates(RtspUrl.parse(base), control, quirks))
        .containsExactly(uris.split(" "));
    assertThat(quirks.names()).isEqualTo(names);
  }

  @ParameterizedTest(name = "base {0}, session control {1}")
  @CsvSource({
    "rtsp://h/s, '', rtsp://h/s",
    "rtsp://h/s, *, rtsp://h/s",
    "rtsp://h/s, track, rtsp://h/s",
    "rtsp://h/s, rtsp://10.0.0.1:1/t/, rtsp://h/t/"
  })
  void tracksAreRelativeToAnAbsoluteSessionControl(String base, String control, String expected) {
    assertThat(ControlUri.trackBase(RtspUrl.parse(base), control).requestUri()).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("controls")
  void strictModeRefusesTheControlsThatAreAQuirkAndNoOthers(Row row) {
    RtspUrl base = RtspUrl.parse(row.cell(1));
    if (row.cell(4).isEmpty()) {
      assertThat(ControlUri.candidates(base, row.cell(2), QuirkNames.strict())).isNotEmpty();
    } else {
      assertThatThrownBy(() -> ControlUri.candidates(base, row.cell(2), QuirkNames.strict()))
          .isInstanceOf(RtspProtocolException.class)
          .hasMessage(row.cell(4).split(" ")[0]);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "*", "trackID=1", "/track1", "?ctype=video", "stream=0", "../1"})
  void usualControlsAreNoQuirk(String control) {
    for (String dialled : List.of("rtsp://127.0.0.1:8554/test", "rtsp://cam/", "rtsps://h/s?x=1")) {
      RtspUrl base = RtspUrl.parse(dialled);
      ControlUri.candidates(base, control, quirks);
      ControlUri.candidates(base, base.requestUri() + "/" + control, quirks);
    }

    assertThat(quirks.names()).isEmpty();
  }

  @Test
  void aStrictReporterStopsAtTheFirstQuirk() {
    QuirkReporter strict =
        (quirk, detail) -> {
          throw new RtspProtocolException(RtspPhase.READ, quirk.name(), null);
        };
    RtspHeaders headers = RtspHeaders.of("Content-Base", "/live/");

    assertThatThrownBy(() -> ControlUri.base(RtspUrl.parse("rtsp://h/s"), headers, strict))
        .isInstanceOf(RtspProtocolException.class)
        .hasMessage("url-relative");
  }
}
