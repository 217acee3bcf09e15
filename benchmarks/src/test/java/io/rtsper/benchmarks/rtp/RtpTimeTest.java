package io.rtsper.benchmarks.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.benchmarks.BenchmarkGate;
import io.rtsper.benchmarks.BenchmarkGate.Measured;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Reading a packet isn't slower than with the fastest competitor. */
@EnabledIfSystemProperty(
    named = "rtsper.benchmarks.times",
    matches = "true",
    disabledReason = "takes a minute and a machine that is idle: -Drtsper.benchmarks.times=true")
@Timeout(600)
class RtpTimeTest {

  /** What a time may be off by chance in the best of some hundred short iterations. */
  private static final double NOISE = 1.25;

  @Test
  void readingAPacketTakesNoLongerThanLibjitsisAccessors() {
    Map<String, Measured> measured =
        BenchmarkGate.times(
            RtpParseBenchmark.class, "rtsperHeap", "rtsperDirect", "libjitsiStatic");
    double bar = measured.get("libjitsiStatic").bestNanos() * NOISE;
    assertThat(measured.get("rtsperHeap").bestNanos()).as("%s", measured).isLessThan(bar);
    assertThat(measured.get("rtsperDirect").bestNanos()).as("%s", measured).isLessThan(bar);
  }
}
