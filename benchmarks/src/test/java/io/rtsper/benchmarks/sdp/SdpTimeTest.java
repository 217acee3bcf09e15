package io.rtsper.benchmarks.sdp;

import io.rtsper.benchmarks.BenchmarkGate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Reading a description up to what a decoder needs takes less than any competitor's model. */
@EnabledIfSystemProperty(
    named = "rtsper.benchmarks.times",
    matches = "true",
    disabledReason = "takes a minute and a machine that is idle: -Drtsper.benchmarks.times=true")
@Timeout(900)
class SdpTimeTest {

  @Test
  void tracksAreReadFasterThanTheLinesByAnyCompetitor() {
    BenchmarkGate.requireFaster(
        SdpParseBenchmark.class, 1, "rtsperTracks", "jainSip", "jainSipParser", "pkts", "jmf");
  }
}
