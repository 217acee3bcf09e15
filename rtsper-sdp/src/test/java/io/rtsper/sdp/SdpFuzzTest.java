package io.rtsper.sdp;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any bytes give a description whose text is read as the same one. The seeds are the rows of the
 * examples; {@code JAZZER_FUZZ=1} starts from them.
 */
class SdpFuzzTest {

  static List<byte[]> seeds() {
    return Row.all().stream().map(Row::text).toList();
  }

  @FuzzTest(maxDuration = "10m")
  @MethodSource("seeds")
  void anyBytesGiveADescription(byte[] bytes) {
    SdpPropertyTest.checkTotal(bytes);
  }
}
