package io.rtsper.benchmarks.auth;

import io.rtsper.benchmarks.BenchmarkGate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Answering a challenge takes less than with any competitor. */
@EnabledIfSystemProperty(
    named = "rtsper.benchmarks.times",
    matches = "true",
    disabledReason = "takes a minute and a machine that is idle: -Drtsper.benchmarks.times=true")
@Timeout(900)
class DigestTimeTest {

  @Test
  void aChallengeIsAnsweredFasterThanByAnyCompetitor() {
    BenchmarkGate.requireFaster(
        DigestAnswerBenchmark.class, 1, "rtsper", "asyncHttpClient", "httpClient", "okhttpDigest");
  }
}
