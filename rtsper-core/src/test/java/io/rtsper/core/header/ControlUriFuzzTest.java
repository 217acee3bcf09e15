package io.rtsper.core.header;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import io.rtsper.api.RtspHeaders;
import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.RtspUrl;
import io.rtsper.api.spi.QuirkReporter;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Reads any text as a control, as a base and as the target of a redirect. Without {@code
 * JAZZER_FUZZ=1} the seeds are replayed, which are the tables of the other tests. Jazzer wants its
 * annotation to be the last.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class ControlUriFuzzTest {

  static Stream<String> references() {
    return Stream.concat(
        Stream.of("controls.tsv", "locations.tsv")
            .flatMap(table -> Rows.of(table).stream())
            .map(row -> row.cell(2)),
        Rows.of("bases.tsv").stream()
            .flatMap(row -> row.cell(2).lines())
            .map(header -> header.substring(header.indexOf(": ") + 2)));
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
