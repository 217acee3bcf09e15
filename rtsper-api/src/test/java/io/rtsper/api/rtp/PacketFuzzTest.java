package io.rtsper.api.rtp;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Reads any bytes as RTP and as RTCP. Without {@code JAZZER_FUZZ=1} the seeds are replayed: what is
 * no packet, what is one, and what devices get wrong.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class PacketFuzzTest {

  static Stream<byte[]> packets() {
    byte[] full =
        RtpPacketBytes.plain(new byte[5])
            .withCsrcs(1, 2)
            .withExtension(0xBEDE, WireBytes.hex("10A1 21B1 B200 0033 C1C2 C3C4"))
            .withPadding(4)
            .toArray();
    byte[] twoByteElements =
        RtpPacketBytes.plain(new byte[0])
            .withExtension(0x1000, WireBytes.hex("0100 0201 B100 0304 C1C2 C3C4"))
            .toArray();
    return Stream.concat(
        Stream.of(full, twoByteElements),
        RtpPacketTest.notPackets().map(row -> WireBytes.hex((String) row.get()[2])));
  }

  static Stream<byte[]> compounds() {
    return RtcpToleranceTest.deviations().map(row -> WireBytes.hex((String) row.get()[1]));
  }

  @MethodSource("packets")
  @FuzzTest(maxDuration = "10m")
  void anyBytesAreAnRtpPacketOrRejected(byte[] input) {
    if (input != null) {
      PacketLaws.rtp(input);
    }
  }

  @MethodSource("compounds")
  @FuzzTest(maxDuration = "10m")
  void anyBytesAreRtcpPacketsOrRejected(byte[] input) {
    if (input != null) {
      PacketLaws.rtcp(input);
    }
  }
}
