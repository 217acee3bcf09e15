package io.rtsper.benchmarks.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.benchmarks.BenchmarkGate;
import io.rtsper.benchmarks.BenchmarkGate.Measured;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nothing is allocated for a packet. */
@Timeout(180)
class RtpAllocationTest {

  @Test
  void readingAPacketAllocatesNothing() {
    Map<String, Measured> measured =
        BenchmarkGate.allocations(
            RtpParseBenchmark.class, "rtsperHeap", "rtsperDirect", "libjitsiRawPacket");
    assertThat(measured.get("rtsperHeap").bytes()).isLessThan(BenchmarkGate.NO_BYTES);
    assertThat(measured.get("rtsperDirect").bytes()).isLessThan(BenchmarkGate.NO_BYTES);
    // One that is known to allocate: what measures nothing would measure nothing here, too.
    assertThat(measured.get("libjitsiRawPacket").bytes()).isGreaterThan(16);
  }

  @Test
  void receivingAPacketAllocatesNothing() {
    Map<String, Measured> measured =
        BenchmarkGate.allocations(TrackReceiveBenchmark.class, "rtp", "rtcp");
    assertThat(measured.get("rtp").bytes()).isLessThan(BenchmarkGate.NO_BYTES);
    assertThat(measured.get("rtcp").bytes()).isLessThan(BenchmarkGate.NO_BYTES);
  }

  @Test
  void readingACompoundPacketAllocatesNothing() {
    Map<String, Measured> measured = BenchmarkGate.allocations(RtcpParseBenchmark.class, "rtsper");
    assertThat(measured.get("rtsper").bytes()).isLessThan(BenchmarkGate.NO_BYTES);
  }
}
