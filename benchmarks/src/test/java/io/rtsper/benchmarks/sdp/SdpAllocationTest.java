package io.rtsper.benchmarks.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.benchmarks.BenchmarkGate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Little is allocated for a description. */
@Timeout(180)
class SdpAllocationTest {

  @Test
  void tracksOfADescriptionTakeAtMost7500Bytes() {
    Map<String, Double> bytes =
        BenchmarkGate.allocations(SdpParseBenchmark.class, "rtsperTracks", "rtsperModel");
    assertThat(bytes.get("rtsperTracks")).isLessThanOrEqualTo(7_500);
    // The text, read with each line a string, is more than twice as long.
    assertThat(bytes.get("rtsperModel")).isGreaterThan(2 * SampleDescription.BYTES.length);
  }
}
