package io.rtsper.benchmarks.message;

import io.rtsper.benchmarks.BenchmarkGate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Reading a response takes less than with any competitor. */
@EnabledIfSystemProperty(
    named = "rtsper.benchmarks.times",
    matches = "true",
    disabledReason =
        "takes minutes and a machine that has a core to spare: -Drtsper.benchmarks.times=true")
@Timeout(900)
class MessageTimeTest {

  @Test
  void aResponseIsReadFasterThanByAnyCompetitor() {
    BenchmarkGate.requireFaster(
        ResponseParseBenchmark.class, "rtsper", "netty", "nettyHeap", "jmf");
  }
}
