package io.rtsper.benchmarks.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.benchmarks.BenchmarkGate;
import io.rtsper.benchmarks.BenchmarkGate.Measured;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Reading a response is faster than with Netty. */
@EnabledIfSystemProperty(
    named = "rtsper.benchmarks.times",
    matches = "true",
    disabledReason = "takes a minute and a machine that is idle: -Drtsper.benchmarks.times=true")
@Timeout(600)
class MessageTimeTest {

  @Test
  void readingAResponseTakesLessThanWithNetty() {
    Map<String, Measured> measured =
        BenchmarkGate.times(ResponseParseBenchmark.class, "rtsper", "netty");
    assertThat(measured.get("rtsper").bestNanos())
        .as("%s", measured)
        .isLessThan(measured.get("netty").bestNanos());
  }
}
