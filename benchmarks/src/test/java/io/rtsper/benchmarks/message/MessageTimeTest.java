package io.rtsper.benchmarks.message;

import io.rtsper.benchmarks.BenchmarkGate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Reading a response takes less than with any competitor. */
@EnabledIfSystemProperty(
    named = "rtsper.benchmarks.times",
    matches = "true",
    disabledReason = "takes a minute and a machine that is idle: -Drtsper.benchmarks.times=true")
@Timeout(900)
class MessageTimeTest {

  @Test
  void aResponseIsReadFasterThanByAnyCompetitor() {
    BenchmarkGate.requireFaster(
        ResponseParseBenchmark.class, 1, "rtsper", "netty", "nettyHeap", "jmf");
  }
}
