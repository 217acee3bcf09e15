package io.rtsper.payload.audio;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.media.Discontinuity;
import io.rtsper.api.rtp.RtpPacket;
import io.rtsper.api.spi.Depacketizer;
import io.rtsper.testkit.contract.FrameRecorder;
import io.rtsper.testkit.contract.RecordedFrame;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SampleDepacketizerTest {

  private final FrameRecorder writer = new FrameRecorder(1500);
  private final Depacketizer depacketizer = new SampleDepacketizer(writer);

  private void receive(RtpPacket packet) {
    depacketizer.onPacket(packet);
  }

  private List<RecordedFrame> frames() {
    return writer.frames();
  }

  private static RecordedFrame frame(long timestamp, String hex) {
    return RecordedFrame.of(timestamp, HexFormat.of().parseHex(hex), true);
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
    assertThat(frames()).containsExactly(frame(0xA0, "ffd5aa"), frame(0x140, "7f"));
  }

  @Test
  void leavesOutContributingSourcesExtensionAndPadding() {
    receive(
        packet("b1 08 0001 00000010 11223344" + "55667788" + "abac0001 01020304" + "d5d6 0002"));
    assertThat(frames()).containsExactly(frame(0x10, "d5d6"));
  }

  @Test
  void aPacketWithoutSamplesIsNoFrame() {
    receive(packet("80 08 0001 00000010 11223344"));
    assertThat(frames()).isEmpty();
  }

  @Test
  void aLossSpoilsNoFrame() {
    receive(packet("80 08 0001 00000010 11223344 d5"));
    depacketizer.onDiscontinuity(Discontinuity.LOSS);
    receive(packet("80 08 0005 00000014 11223344 55"));
    assertThat(frames()).containsExactly(frame(0x10, "d5"), frame(0x14, "55"));
  }

  @Test
  void theTimestampIsTheExtendedOne() {
    RtpPacket received = packet("80 08 0001 00000010 11223344 d5");
    received.stamp(0x1_0001L, 0x1_0000_0010L, 1, false);
    receive(received);
    assertThat(frames()).extracting(RecordedFrame::timestamp).containsExactly(0x1_0000_0010L);
  }

  @Test
  void aFrameForWhichThereIsNoRoomIsLeftOut() {
    FrameRecorder narrow = new FrameRecorder(1);
    Depacketizer ofNarrow = new SampleDepacketizer(narrow);
    ofNarrow.onPacket(packet("80 08 0001 00000010 11223344 d5d6"));
    ofNarrow.onPacket(packet("80 08 0002 00000012 11223344 d5"));
    assertThat(narrow.frames()).containsExactly(frame(0x12, "d5"));
  }

  @Property
  void anySamplesComeThroughUnchanged(@ForAll @Size(min = 1, max = 1500) byte[] samples) {
    frames().clear();
    receive(packet("80 00 0001 00000010 11223344" + HexFormat.of().formatHex(samples)));
    assertThat(frames())
        .extracting(RecordedFrame::data)
        .containsExactly(HexFormat.of().formatHex(samples));
  }
}
