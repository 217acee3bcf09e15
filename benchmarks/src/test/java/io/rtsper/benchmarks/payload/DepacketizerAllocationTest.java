package io.rtsper.benchmarks.payload;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.benchmarks.BenchmarkGate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nothing is allocated for a packet on its way into a frame. */
@Timeout(180)
class DepacketizerAllocationTest {

  @Test
  void makingFramesOfPacketsAllocatesNothing() {
    Map<String, Double> measured =
        BenchmarkGate.allocations(
            DepacketizerBenchmark.class,
            "h264Packet",
            "h265Packet",
            "vp8Packet",
            "jpegPacket",
            "aacPacket");
    assertThat(measured).hasSize(5);
    assertThat(measured.values()).allMatch(bytes -> bytes < BenchmarkGate.NO_BYTES);
  }
}
