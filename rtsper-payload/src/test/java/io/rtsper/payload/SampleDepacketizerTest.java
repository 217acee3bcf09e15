package io.rtsper.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtsper.api.rtp.RtpPacket;
import io.rtsper.api.spi.Depacketizer;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SampleDepacketizerTest {

  private record Frame(long timestamp, String payload, boolean keyFrame) {}

  private final Depacketizer depacketizer = new SampleDepacketizer();
  private final List<Frame> frames = new ArrayList<>();

  private void receive(RtpPacket packet) {
    depacketizer.onPacket(
        packet,
        (timestamp, payload, keyFrame) -> {
          byte[] bytes = new byte[payload.remaining()];
          payload.get(bytes);
          frames.add(new Frame(timestamp, HexFormat.of().formatHex(bytes), keyFrame));
        });
  }

  private static RtpPacket packet(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    // In the middle of a larger buffer, as a packet lies in what was read.
    ByteBuffer buffer = ByteBuffer.allocate(bytes.length + 32).put(7, bytes);
    RtpPacket packet = new RtpPacket();
    assertThat(packet.wrap(buffer, 7, bytes.length)).isTrue();
    return packet;
  }

  @Test
  void eachPayloadIsAFrame() {
    receive(packet("80 80 0001 000000a0 11223344 ffd5aa"));
    receive(packet("80 00 0002 00000140 11223344 7f"));
    assertThat(frames)
        .containsExactly(new Frame(0xA0, "ffd5aa", true), new Frame(0x140, "7f", true));
  }

  @Test
  void leavesOutContributingSourcesExtensionAndPadding() {
    receive(
        packet("b1 08 0001 00000010 11223344" + "55667788" + "abac0001 01020304" + "d5d6 0002"));
    assertThat(frames).containsExactly(new Frame(0x10, "d5d6", true));
  }

  @Test
  void aPacketWithoutSamplesIsNoFrame() {
    receive(packet("80 08 0001 00000010 11223344"));
    assertThat(frames).isEmpty();
  }

  @Test
  void aLossSpoilsNoFrame() {
    receive(packet("80 08 0001 00000010 11223344 d5"));
    depacketizer.onLoss(3);
    receive(packet("80 08 0005 00000014 11223344 55"));
    assertThat(frames).containsExactly(new Frame(0x10, "d5", true), new Frame(0x14, "55", true));
  }

  @Test
  void theTimestampIsTheExtendedOne() {
    RtpPacket received = packet("80 08 0001 00000010 11223344 d5");
    received.stamp(0x1_0001L, 0x1_0000_0010L, 1, false);
    receive(received);
    assertThat(frames).extracting(Frame::timestamp).containsExactly(0x1_0000_0010L);
  }

  @Test
  void theFrameCannotBeWrittenTo() {
    depacketizer.onPacket(
        packet("80 08 0001 00000010 11223344 d5"),
        (timestamp, payload, keyFrame) ->
            assertThatThrownBy(() -> payload.put(0, (byte) 0))
                .isInstanceOf(ReadOnlyBufferException.class));
  }

  @Property
  void anySamplesComeThroughUnchanged(@ForAll @Size(min = 1, max = 1500) byte[] samples) {
    frames.clear();
    receive(packet("80 00 0001 00000010 11223344" + HexFormat.of().formatHex(samples)));
    assertThat(frames)
        .extracting(Frame::payload)
        .containsExactly(HexFormat.of().formatHex(samples));
  }
}
