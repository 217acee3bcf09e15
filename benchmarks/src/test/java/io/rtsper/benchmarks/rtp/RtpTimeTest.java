package io.rtsper.benchmarks.rtp;

import io.rtsper.benchmarks.BenchmarkGate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Reading a packet is faster than with any competitor that reads all fields, those included that
 * check nothing. jitsi-srtp reads half of them.
 */
@EnabledIfSystemProperty(
    named = "rtsper.benchmarks.times",
    matches = "true",
    disabledReason =
        "takes minutes and a machine that has a core to spare: -Drtsper.benchmarks.times=true")
@Timeout(900)
class RtpTimeTest {

  @Test
  void aPacketInAnEventLoopsBufferIsReadFasterThanByAnyCompetitor() {
    BenchmarkGate.requireFaster(
        RtpParseBenchmark.class,
        "rtsperDirect",
        "libjitsiStatic",
        "libjitsiRawPacket",
        "fmj",
        "pkts");
  }

  @Test
  void aPacketInAnArrayIsReadFasterThanByAnyCompetitorThatMakesAnObject() {
    BenchmarkGate.requireFaster(
        RtpParseBenchmark.class, "rtsperHeap", "libjitsiRawPacket", "fmj", "pkts");
  }
}
