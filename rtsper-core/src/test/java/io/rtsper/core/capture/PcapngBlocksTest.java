package io.rtsper.core.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The bytes of each block, field by field as in draft-ietf-opsawg-pcapng §4. */
class PcapngBlocksTest {

  private final ByteBuffer out = ByteBuffer.allocate(512);

  private String written() {
    byte[] bytes = new byte[out.position()];
    out.get(0, bytes);
    return HexFormat.of().formatHex(bytes);
  }

  @Test
  void aFileBeginsWithASectionAndAnInterface() {
    PcapngBlocks.begin(out, "rtsper", "hi");
    assertThat(written())
        .isEqualTo(
            "0a0d0d0a" // section header
                + "00000034"
                + "1a2b3c4d" // big-endian
                + "00010000" // version 1.0
                + "ffffffffffffffff" // of unknown length
                + "0001" // comment
                + "0002"
                + "68690000"
                + "0004" // application
                + "0006"
                + "7274737065720000"
                + "00000000"
                + "00000034"
                + "00000001" // interface
                + "0000002c"
                + "0065" // LINKTYPE_RAW
                + "0000"
                + "00000000" // packets of any length
                + "0002" // name
                + "0006"
                + "7274737065720000"
                + "0009" // time resolution
                + "0001"
                + "09000000" // 10 to the power of -9 s
                + "00000000"
                + "0000002c");
  }

  @Test
  void aPacketHasItsTimeLengthAndDirection() {
    byte[] comment = {};
    int start = PcapngBlocks.beginPacket(out, 0x0123456789ABCDEFL, 3);
    out.put(new byte[] {1, 2, 3});
    PcapngBlocks.endPacket(out, start, true, comment);
    assertThat(written())
        .isEqualTo(
            "00000006" // enhanced packet
                + "00000030"
                + "00000000" // interface 0
                + "0123456789abcdef"
                + "00000003" // as captured
                + "00000003" // as it was
                + "01020300"
                + "0002" // flags
                + "0004"
                + "00000001" // inbound
                + "00000000"
                + "00000030");
    assertThat(PcapngBlocks.packetLength(3, comment)).isEqualTo(out.position());
  }

  @Test
  void aPacketMayHaveAComment() {
    byte[] comment = {'h', 'e', 'l', 'l', 'o'};
    int start = PcapngBlocks.beginPacket(out, 0, 4);
    out.putInt(7);
    PcapngBlocks.endPacket(out, start, false, comment);
    assertThat(written()).contains("0001" + "0005" + "68656c6c6f000000" + "0002000400000002");
    assertThat(PcapngBlocks.packetLength(4, comment)).isEqualTo(out.position());
  }

  @Test
  void theLastBlockSaysHowManyPacketsAreMissing() {
    PcapngBlocks.statistics(out, 1, 10, 3, "");
    assertThat(written())
        .isEqualTo(
            "00000005" // interface statistics
                + "00000034"
                + "00000000"
                + "0000000000000001"
                + "0004" // received
                + "0008"
                + "000000000000000a"
                + "0005" // dropped
                + "0008"
                + "0000000000000003"
                + "00000000"
                + "00000034");
  }
}
