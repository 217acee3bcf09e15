package io.rtsper.benchmarks.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.benchmarks.BenchmarkGate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nothing is allocated for an interleaved packet, and little for a response. */
@Timeout(180)
class MessageAllocationTest {

  @Test
  void takingFramesApartAllocatesNothing() {
    Map<String, Double> measured =
        BenchmarkGate.allocations(
            InterleavedBenchmark.class, "rtsper", "rtsperCutPackets", "netty");
    assertThat(measured.get("rtsper")).isLessThan(BenchmarkGate.NO_BYTES);
    assertThat(measured.get("rtsperCutPackets")).isLessThan(BenchmarkGate.NO_BYTES);
    // One that is known to allocate: what measures nothing would measure nothing here, too.
    assertThat(measured.get("netty")).isGreaterThan(16);
  }

  @Test
  void aResponseTakesNotMuchMoreThanItsTextAndBody() {
    Map<String, Double> measured =
        BenchmarkGate.allocations(ResponseParseBenchmark.class, "rtsper");
    assertThat(measured.get("rtsper")).isLessThan(6000);
  }
}
