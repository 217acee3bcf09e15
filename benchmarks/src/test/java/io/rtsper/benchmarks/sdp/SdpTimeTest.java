package io.rtsper.benchmarks.sdp;

import io.rtsper.benchmarks.BenchmarkGate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Reading a description takes less than with any competitor, as far as each goes. */
@EnabledIfSystemProperty(
    named = "rtsper.benchmarks.times",
    matches = "true",
    disabledReason =
        "takes minutes and a machine that has a core to spare: -Drtsper.benchmarks.times=true")
@Timeout(900)
class SdpTimeTest {

  @Test
  void aDescriptionIsReadFasterThanByAnyCompetitor() {
    BenchmarkGate.requireFaster(
        SdpParseBenchmark.class, "rtsperModel", "jainSip", "jainSipParser", "pkts", "jmf");
  }

  @Test
  void tracksAreReadFasterThanWithTheFastestCompetitor() {
    BenchmarkGate.requireFaster(SdpParseBenchmark.class, "rtsperTracks", "jainSipTracks");
  }
}
