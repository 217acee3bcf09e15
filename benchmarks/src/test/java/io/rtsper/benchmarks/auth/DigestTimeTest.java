package io.rtsper.benchmarks.auth;

import io.rtsper.benchmarks.BenchmarkGate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Answering a challenge takes less than with any competitor. */
@EnabledIfSystemProperty(
    named = "rtsper.benchmarks.times",
    matches = "true",
    disabledReason =
        "takes minutes and a machine that has a core to spare: -Drtsper.benchmarks.times=true")
@Timeout(900)
class DigestTimeTest {

  @Test
  void aChallengeIsAnsweredFasterThanByAnyCompetitor() {
    BenchmarkGate.requireFaster(
        DigestAnswerBenchmark.class, "rtsper", "asyncHttpClient", "httpClient", "okhttpDigest");
  }
}
