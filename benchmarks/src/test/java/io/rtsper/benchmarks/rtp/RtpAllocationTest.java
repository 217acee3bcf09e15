package io.rtsper.benchmarks.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.benchmarks.BenchmarkGate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nothing is allocated for a packet. */
@Timeout(180)
class RtpAllocationTest {

  @Test
  void readingAPacketAllocatesNothing() {
    Map<String, Double> measured =
        BenchmarkGate.allocations(
            RtpParseBenchmark.class, "rtsperHeap", "rtsperDirect", "libjitsiRawPacket");
    assertThat(measured.get("rtsperHeap")).isLessThan(BenchmarkGate.NO_BYTES);
    assertThat(measured.get("rtsperDirect")).isLessThan(BenchmarkGate.NO_BYTES);
    // One that is known to allocate: what measures nothing would measure nothing here, too.
    assertThat(measured.get("libjitsiRawPacket")).isGreaterThan(16);
  }

  @Test
  void receivingAPacketAllocatesNothing() {
    Map<String, Double> measured =
        BenchmarkGate.allocations(TrackReceiveBenchmark.class, "rtp", "rtpInOrder", "rtcp");
    assertThat(measured.get("rtp")).isLessThan(BenchmarkGate.NO_BYTES);
    assertThat(measured.get("rtpInOrder")).isLessThan(BenchmarkGate.NO_BYTES);
    assertThat(measured.get("rtcp")).isLessThan(BenchmarkGate.NO_BYTES);
  }

  @Test
  void readingACompoundPacketAllocatesNothing() {
    Map<String, Double> measured = BenchmarkGate.allocations(RtcpParseBenchmark.class, "rtsper");
    assertThat(measured.get("rtsper")).isLessThan(BenchmarkGate.NO_BYTES);
  }
}
