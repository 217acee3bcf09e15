package io.rtsper.api.header;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import io.rtsper.api.RtspHeaders;
import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.spi.QuirkReporter;
import io.rtsper.api.testing.Rows;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Reads any text as a header's value. Without {@code JAZZER_FUZZ=1} the seeds are replayed, which
 * are the tables of the other tests. Jazzer wants its annotation to be the last.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class HeaderFuzzTest {

  static Stream<String> transports() {
    return Rows.of("transports.tsv").stream().map(row -> row.cell(1));
  }

  static Stream<String> rtpInfos() {
    return Rows.of("rtp-infos.tsv").stream().map(row -> row.cell(1));
  }

  static Stream<String> others() {
    return Stream.of("sessions.tsv", "ranges.tsv", "methods.tsv")
        .flatMap(table -> Rows.of(table).stream())
        .map(row -> row.cell(1));
  }

  @MethodSource("transports")
  @FuzzTest(maxDuration = "10m")
  void anyTextIsATransportOrRefused(@NotNull String text) {
    List<TransportHeader> all;
    try {
      all = TransportHeader.parseAll(text, QuirkReporter.NONE);
    } catch (RtspProtocolException documented) {
      return;
    }
    for (TransportHeader transport : all) {
      RtspHeaders.of("Transport", transport.value());
      same(transport, TransportHeader.parse(transport.value(), QuirkReporter.NONE));
    }
  }

  @MethodSource("rtpInfos")
  @FuzzTest(maxDuration = "10m")
  void anyTextIsAnRtpInfoOrTooLong(@NotNull String text) {
    RtpInfo info;
    try {
      info = RtpInfo.parse(text, QuirkReporter.NONE);
    } catch (RtspProtocolException documented) {
      return;
    }
    RtspHeaders.of("RTP-Info", info.value());
    same(info, RtpInfo.parse(info.value(), QuirkReporter.NONE));
    info.match(List.of("rtsp://h/s/1", text));
  }

  @MethodSource("others")
  @FuzzTest(maxDuration = "10m")
  void anyTextIsASessionARangeAndAListOfMethods(@NotNull String text) {
    try {
      RtspHeaders.of("Session", SessionHeader.parse(text, QuirkReporter.NONE).value());
      RangeHeader.parse(text, QuirkReporter.NONE);
      PublicHeader methods = PublicHeader.parse(text, QuirkReporter.NONE);
      same(methods, PublicHeader.parse(methods.value(), QuirkReporter.NONE));
      RtspHeaders.of("Content-Type", ContentType.parse(text, QuirkReporter.NONE).value());
    } catch (RtspProtocolException documented) {
      return;
    }
  }

  private static void same(Object written, Object read) {
    if (!written.equals(read)) {
      throw new AssertionError("written as " + written + ", read as " + read);
    }
  }
}
