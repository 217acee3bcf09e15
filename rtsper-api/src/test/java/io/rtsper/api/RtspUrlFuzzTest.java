package io.rtsper.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import io.rtsper.api.spi.QuirkReporter;
import io.rtsper.api.testing.Rows;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Reads any text as a URL, as a control and as the target of a redirect. Without {@code
 * JAZZER_FUZZ=1} the seeds are replayed, which are the tables of the other tests. Jazzer wants its
 * annotation to be the last.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class RtspUrlFuzzTest {

  static Stream<String> urls() {
    return Stream.of("urls.tsv", "urls-refused.tsv")
        .flatMap(table -> Rows.of(table).stream())
        .map(row -> row.cell(1));
  }

  static Stream<String> references() {
    return Stream.concat(
        Stream.of("controls.tsv", "locations.tsv")
            .flatMap(table -> Rows.of(table).stream())
            .map(row -> row.cell(2)),
        Rows.of("bases.tsv").stream()
            .flatMap(row -> row.cell(2).lines())
            .map(header -> header.substring(header.indexOf(": ") + 2)));
  }

  @MethodSource("urls")
  @FuzzTest(maxDuration = "10m")
  void anyTextIsAUrlOrRefused(@NotNull String text) {
    RtspUrl url;
    try {
      url = RtspUrl.parse(text);
    } catch (RtspValidationException documented) {
      return;
    }
    RtspRequest.of(RtspMethod.PLAY, url.requestUri());
    if (!RtspUrl.parse(url.uri()).equals(url)) {
      throw new AssertionError("not the same when it is read again: " + url.uri());
    }
    if (!url.toString().equals(url.uri())
        && !url.uri().contains("=")
        && !url.uri().contains("@")
        && !url.pathAndQuery().contains("://")) {
      throw new AssertionError("redacted, although it holds no secret: " + url.uri());
    }
  }

  @MethodSource("references")
  @FuzzTest(maxDuration = "10m")
  void anyReferenceStaysWithTheServer(@NotNull String text) {
    RtspUrl dialled = RtspUrl.parse("rtsp://dialled:8554/s?x=1");
    for (String uri : ControlUri.aggregates(dialled, text, QuirkReporter.NONE)) {
      assertStays(uri);
    }
    RtspHeaders headers = RtspHeaders.builder().addReceived("Content-Base", text).build();
    assertStays(ControlUri.base(dialled, headers, QuirkReporter.NONE).requestUri());
    assertStays(ControlUri.trackBase(dialled, text).requestUri());
    try {
      RtspUrl target = ControlUri.location(dialled, text, QuirkReporter.NONE);
      assertThat(target.credentials()).isEmpty();
    } catch (RtspProtocolException documented) {
      return;
    }
  }

  private static void assertStays(String uri) {
    String server = "rtsp://dialled:8554";
    boolean path = uri.length() > server.length() && "/?".indexOf(uri.charAt(server.length())) >= 0;
    if (!uri.startsWith(server) || (!uri.equals(server) && !path)) {
      throw new AssertionError("leads elsewhere: " + uri);
    }
  }
}
