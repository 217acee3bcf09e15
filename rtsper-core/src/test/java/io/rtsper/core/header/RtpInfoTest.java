package io.rtsper.core.header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.spi.QuirkReporter;
import io.rtsper.core.header.Rows.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RtpInfoTest {

  private final QuirkNames quirks = new QuirkNames();

  static List<Row> rows() {
    return Rows.of("rtp-infos.tsv");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void strictModeRefusesWhatIsAQuirkAndNothingElse(Row row) {
    QuirkReporter strict = QuirkNames.strict();
    if (row.cell(3).isEmpty()) {
      assertThat(RtpInfo.parse(row.cell(1), strict)).isNotNull();
    } else {
      assertThatThrownBy(() -> RtpInfo.parse(row.cell(1), strict))
          .isInstanceOf(RtspProtocolException.class)
          .hasMessage(row.cell(3).split(" ")[0]);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void readsWhatServersWrite(Row row) {
    RtpInfo info = RtpInfo.parse(row.cell(1), quirks);

    assertThat(info.value()).isEqualTo(row.cell(2));
    assertThat(quirks.names()).isEqualTo(row.cell(3));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void writesWhatItReads(Row row) {
    RtpInfo info = RtpInfo.parse(row.cell(1), quirks);

    assertThat(RtpInfo.parse(info.value(), QuirkReporter.NONE)).isEqualTo(info);
  }

  @Test
  void hasAnAccessorForEachParameter() {
    RtpInfo info = RtpInfo.parse("url=rtsp://h/1;seq=5;rtptime=4294967295;ssrc=FFFFFFFF", quirks);

    assertThat(info.entries())
        .containsExactly(
            new RtpInfoEntry(
                "rtsp://h/1", Optional.of(5), Optional.of(0xFFFFFFFFL), Optional.of(0xFFFFFFFFL)));
  }

  /** Each case: the tracks' URLs, the entries' URLs, the index of each track's entry. */
  @ParameterizedTest(name = "tracks {0}, entries {1}: {2}")
  @CsvSource({
    // In order, and the other way round.
    "rtsp://h/s/1 rtsp://h/s/2, rtsp://h/s/1 rtsp://h/s/2, 0 1",
    "rtsp://h/s/1 rtsp://h/s/2, rtsp://h/s/2 rtsp://h/s/1, 1 0",
    // Relative URLs; an inner host; a path that is longer or shorter.
    "rtsp://h/s/1 rtsp://h/s/2, 2 1, 1 0",
    "rtsp://h/s/1 rtsp://h/s/2, /s/2 /s/1, 1 0",
    "rtsp://h/s/1 rtsp://h/s/2, rtsp://10.0.0.1:554/s/2 rtsp://10.0.0.1:554/s/1, 1 0",
    "rtsp://h/s/1 rtsp://h/s/2, rtsp://h/2 rtsp://h/1, 1 0",
    "rtsp://h/s/1 rtsp://h/s/2, rtsp://h/a/s/2 rtsp://h/a/s/1, 1 0",
    "rtsp://h/s/1 rtsp://h/s/2, rtsp://h/t/2 rtsp://h/t/1, 1 0",
    // The end of a name isn't the name.
    "rtsp://h/s/1 rtsp://h/s/11, 11 1, 1 0",
    // Reolink lists tracks that weren't set up.
    "rtsp://h/s/2, rtsp://h/s/1 rtsp://h/s/2, 1",
    // GW4089IP: the URL is none of the tracks'. With one track it must be that; by place else.
    "rtsp://h/s/1, rtsp://h/other, 0",
    "rtsp://h/s/1 rtsp://h/s/2, rtsp://h/x rtsp://h/y, 0 1",
    "rtsp://h/s/1 rtsp://h/s/2, rtsp://h/x rtsp://h/s/2, 0 1",
    // Two that are none of the track's say nothing.
    "rtsp://h/s/1, rtsp://h/x rtsp://h/y, -",
    // Fewer entries than tracks.
    "rtsp://h/s/1 rtsp://h/s/2, rtsp://h/s/2, - 0",
    "rtsp://h/s/1 rtsp://h/s/2, rtsp://h/x, - -",
    // An entry of another track isn't given away by its place.
    "rtsp://h/s/1 rtsp://h/s/2, rtsp://h/s/2 rtsp://h/s/2, - 0",
    "rtsp://h/s/1 rtsp://h/s/2, rtsp://h/ rtsp://h/, 0 1"
  })
  void findsTheEntriesOfTracks(String tracks, String urls, String expected) {
    List<RtpInfoEntry> entries =
        Arrays.stream(urls.split(" "))
            .map(url -> new RtpInfoEntry(url, Optional.empty(), Optional.empty(), Optional.empty()))
            .toList();

    List<Optional<RtpInfoEntry>> matches = new RtpInfo(entries).match(List.of(tracks.split(" ")));

    List<Optional<RtpInfoEntry>> wanted = new ArrayList<>();
    for (String index : expected.split(" ")) {
      wanted.add(
          index.equals("-") ? Optional.empty() : Optional.of(entries.get(Integer.parseInt(index))));
    }
    assertThat(matches).isEqualTo(wanted);
  }

  @Test
  void withoutEntriesNoTrackHasOne() {
    assertThat(new RtpInfo(List.of()).match(List.of("rtsp://h/1", "rtsp://h/2")))
        .containsExactly(Optional.empty(), Optional.empty());
  }

  @Test
  void readsNoMoreThan64Entries() {
    String value = "url=1;seq=1" + ",url=2;seq=2".repeat(99);

    assertThat(RtpInfo.parse(value, quirks).entries()).hasSize(64);
    assertThat(quirks.names()).isEqualTo("header-limit");
  }

  @Test
  void refusesAValueThatIsTooLong() {
    assertThatThrownBy(() -> RtpInfo.parse("url=" + "x".repeat(16384), quirks))
        .isInstanceOf(RtspProtocolException.class);
  }
}
