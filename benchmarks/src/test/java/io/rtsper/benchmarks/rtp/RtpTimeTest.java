package io.rtsper.benchmarks.rtp;

import io.rtsper.benchmarks.BenchmarkGate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Reading a packet isn't slower than with the fastest competitor, which checks nothing. */
@EnabledIfSystemProperty(
    named = "rtsper.benchmarks.times",
    matches = "true",
    disabledReason =
        "takes minutes and a machine that has a core to spare: -Drtsper.benchmarks.times=true")
@Timeout(900)
class RtpTimeTest {

  @Test
  void aPacketInAnArrayIsReadNoSlowerThanByAnyCompetitor() {
    BenchmarkGate.requireFaster(
        RtpParseBenchmark.class,
        1,
        "rtsperHeap",
        "libjitsiStatic",
        "libjitsiRawPacket",
        "jitsiSrtp",
        "fmj",
        "pkts");
  }

  @Test
  void aPacketInADirectBufferIsReadNoSlowerThanByTheFastest() {
    BenchmarkGate.requireFaster(RtpParseBenchmark.class, "rtsperDirect", "libjitsiStatic");
  }
}
