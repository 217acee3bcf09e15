package io.rtsper.core.header;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import io.rtsper.api.RtspHeaders;
import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.header.Challenge;
import io.rtsper.api.header.TransportHeader;
import io.rtsper.api.spi.QuirkReporter;
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

  static Stream<List<String>> challenges() {
    return Stream.concat(
        Rows.of("challenges.tsv").stream().map(row -> List.of(row.cell(1).split("¦"))),
        Stream.of(List.of("nextnonce=\"m\", rspauth=\"00\", qop=auth, cnonce=\"c\", nc=00000001")));
  }

  @MethodSource("transports")
  @FuzzTest(maxDuration = "10m")
  void anyTextIsATransportOrRefused(@NotNull String text) {
    TransportHeader transport;
    try {
      transport = TransportReader.parse(text, QuirkReporter.NONE);
    } catch (RtspProtocolException documented) {
      return;
    }
    RtspHeaders.of("Transport", transport.value());
    same(transport, TransportReader.parse(transport.value(), QuirkReporter.NONE));
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
      RtspHeaders.of("Session", SessionHeader.parse(text, QuirkReporter.NONE).id());
      Range.parse(text, QuirkReporter.NONE);
      PublicHeader.parse(text, QuirkReporter.NONE);
      RtspHeaders.of("Content-Type", ContentType.parse(text, QuirkReporter.NONE).type());
    } catch (RtspProtocolException documented) {
      return;
    }
  }

  @MethodSource("challenges")
  @FuzzTest(maxDuration = "10m")
  void anyTextsAreChallengesOrNothing(@NotNull List<@NotNull String> values) {
    List<Challenge> challenges = ChallengeReader.challenges(values, QuirkReporter.NONE);
    if (challenges.size() > 32) {
      throw new AssertionError("more challenges than are read: " + challenges.size());
    }
    for (Challenge challenge : challenges) {
      RtspHeaders.of("WWW-Authenticate", challenge.toHeaderValue());
      if (challenge.parameters().size() > 64
          || challenge.parameters().values().stream().anyMatch(value -> value.length() > 4096)) {
        throw new AssertionError("longer than is read");
      }
    }
    values.forEach(value -> ChallengeReader.authenticationInfo(value, QuirkReporter.NONE));
  }

  private static void same(Object written, Object read) {
    if (!written.equals(read)) {
      throw new AssertionError("written as " + written + ", read as " + read);
    }
  }
}
