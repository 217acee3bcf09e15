package io.rtsper.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which measured times let a benchmark pass. */
class BenchmarkGateTest {

  @Test
  void fasterIsBelowEachOfTheOthers() {
    assertThat(BenchmarkGate.isFaster(Map.of("ours", 9.9, "a", 10.0, "b", 12.0), "ours")).isTrue();
    assertThat(BenchmarkGate.isFaster(Map.of("ours", 10.1, "a", 10.0, "b", 12.0), "ours"))
        .isFalse();
  }

  @Test
  void theSameTimeIsNotFaster() {
    assertThat(BenchmarkGate.isFaster(Map.of("ours", 10.0, "a", 10.0, "b", 12.0), "ours"))
        .isFalse();
  }
}
