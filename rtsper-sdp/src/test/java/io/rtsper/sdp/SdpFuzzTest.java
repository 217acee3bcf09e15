package io.rtsper.sdp;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any bytes give a description whose text is read as the same one. The seeds are the rows of the
 * examples and the RFCs' own; {@code JAZZER_FUZZ=1} starts from them.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class SdpFuzzTest {

  static List<byte[]> seeds() {
    return Stream.concat(Row.all().stream().map(Row::text), RfcCorpusTest.texts()).toList();
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "10m")
  void anyBytesGiveADescription(byte[] bytes) {
    SdpPropertyTest.checkTotal(bytes);
  }
}
