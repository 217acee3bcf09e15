package io.rtsper.sdp;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any bytes give a description whose text is read as the same one. The seeds are the rows of the
 * examples; {@code JAZZER_FUZZ=1} starts from them.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class SdpFuzzTest {

  static List<byte[]> seeds() {
    return Row.all().stream().map(Row::text).toList();
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "10m")
  void anyBytesGiveADescription(byte[] bytes) {
    SdpPropertyTest.checkTotal(bytes);
  }
}
