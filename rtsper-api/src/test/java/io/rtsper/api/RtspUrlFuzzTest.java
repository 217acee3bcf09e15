package io.rtsper.api;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import io.rtsper.api.testing.Rows;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Reads any text as a URL. Without {@code JAZZER_FUZZ=1} the seeds are replayed, which are the
 * tables of the other tests. Jazzer wants its annotation to be the last.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class RtspUrlFuzzTest {

  static Stream<String> urls() {
    return Stream.of("urls.tsv", "urls-refused.tsv")
        .flatMap(table -> Rows.of(table).stream())
        .map(row -> row.cell(1));
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
}
