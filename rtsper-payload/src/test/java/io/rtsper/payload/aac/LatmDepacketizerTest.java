package io.rtsper.payload.aac;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.payload.testing.BitWriter;
import io.rtsper.payload.testing.Receiver;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class LatmDepacketizerTest {

  private static Receiver receiver(String... parameters) {
    return new Receiver(
        new LatmDepacketizerProvider(), Receiver.track("audio", "MP4A-LATM/48000", parameters));
  }

  @Test
  void theLengthBeforeAFrameIsTakenOff() {
    // As FFmpeg and GStreamer describe it.
    Receiver receiver = receiver("profile-level-id=41", "cpresent=0", "config=400023203fc0");
    receiver.packet(0, true, "03aabbcc").packet(1024, true, "ff2d" + "11".repeat(300));
    assertThat(receiver.data()).containsExactly("aabbcc", "11".repeat(300));
    assertThat(receiver.frames()).allMatch(frame -> frame.duration() == 1024);
    assertThat(receiver.parameters()).hasToString("mp4a.40.2 48000 Hz 2 channels");
    assertThat(receiver.parameters().configuration()).asHexString().isEqualTo("1190");
    assertThat(receiver.quirks()).isEmpty();
  }

  @Test
  void anElementMayHaveSeveralFramesOrFillSeveralPackets() {
    Receiver receiver = receiver("cpresent=0", "config=" + config(2));
    receiver.packet(0, true, "02aabb01cc");
    receiver.packet(2048, false, "0411").packet(2048, false, "2233").packet(2048, true, "4401dd");
    assertThat(receiver.data()).containsExactly("aabb", "cc", "11223344", "dd");
    assertThat(receiver.frames())
        .extracting(frame -> frame.timestamp())
        .containsExactly(0L, 1024L, 2048L, 3072L);
    receiver.packet(4096, false, "0455").lose(1).packet(4096, true, "88010e");
    receiver.packet(6144, true, "02aabb01cc");
    assertThat(receiver.data()).hasSize(6).endsWith("aabb", "cc");
    assertThat(receiver.close().taken()).isZero();
  }

  private static String config(int subFrames) {
    BitWriter bits = new BitWriter().bits(0, 1).bits(1, 1).bits(subFrames - 1, 6).bits(0, 7);
    bits.bits(0x1190, 16).bits(0, 3).bits(0xFF, 8).bits(0, 1).bits(0, 1);
    return HexFormat.of().formatHex(bits.bytes());
  }

  @Test
  void theConfigurationMayComeInTheElements() {
    BitWriter bits = new BitWriter().bits(0, 1); // not the one before
    bits.bits(0, 1).bits(1, 1).bits(0, 6).bits(0, 7).bits(0x1190, 16);
    bits.bits(0, 3).bits(0xFF, 8).bits(0, 1).bits(0, 1);
    bits.bits(3, 8).bits(0xAABBCC, 24);
    Receiver receiver = receiver("cpresent=1").packet(0, true, bits.bytes());
    receiver.packet(1024, true, new BitWriter().bits(1, 1).bits(2, 8).bits(0xDDEE, 16).bytes());
    assertThat(receiver.data()).containsExactly("aabbcc", "ddee");
    assertThat(receiver.parameters()).hasToString("mp4a.40.2 48000 Hz 2 channels");
    assertThat(receiver.close().taken()).isZero();
  }

  @Test
  void whatDoesNotFitIsLeftOut() {
    Receiver receiver = receiver("cpresent=0", "config=");
    receiver.packet(0, true, "03aabbcc");
    assertThat(receiver.data()).isEmpty();
    assertThat(receiver.quirks()).containsExactly("latm-unreadable");
    Receiver cut = receiver("cpresent=0", "config=400023203fc0");
    cut.packet(0, true, "09aabb").packet(1024, true, "01cc");
    assertThat(cut.data()).containsExactly("cc");
    assertThat(cut.quirks()).containsExactly("latm-unreadable");
  }
}
