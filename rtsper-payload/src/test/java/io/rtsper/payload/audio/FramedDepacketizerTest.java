package io.rtsper.payload.audio;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.media.AudioParameters;
import io.rtsper.payload.testing.Receiver;
import io.rtsper.testkit.contract.RecordedFrame;
import org.junit.jupiter.api.Test;

/** Formats whose packets hold frames that tell their length. */
class FramedDepacketizerTest {

  @Test
  void g723TellsTheLengthInItsFirstBits() {
    Receiver receiver =
        new Receiver(new G723DepacketizerProvider(), Receiver.track("audio", "G723/8000"));
    receiver.packet(10, true, "00" + "11".repeat(23) + "01" + "22".repeat(19) + "02333333");
    assertThat(receiver.frames())
        .extracting(frame -> frame.timestamp())
        .containsExactly(10L, 250L, 490L);
    assertThat(receiver.data())
        .containsExactly("00" + "11".repeat(23), "01" + "22".repeat(19), "02333333");
    receiver.packet(730, true, "0011");
    assertThat(receiver.quirks()).containsExactly("audio-part-of-a-frame");
  }

  @Test
  void g729MayEndInComfortNoise() {
    Receiver receiver =
        new Receiver(new G729DepacketizerProvider(), Receiver.track("audio", "G729/8000"));
    receiver.packet(0, true, "11".repeat(10) + "22".repeat(10) + "3333");
    assertThat(receiver.data()).containsExactly("11".repeat(10), "22".repeat(10), "3333");
    assertThat(receiver.frames()).extracting(frame -> frame.duration()).containsOnly(80L);
  }

  @Test
  void gsmHasASignature() {
    Receiver receiver =
        new Receiver(new GsmDepacketizerProvider(), Receiver.track("audio", "GSM/8000"));
    receiver.packet(0, true, "d1" + "11".repeat(32) + "d2" + "22".repeat(32));
    receiver.packet(320, true, "11".repeat(33));
    assertThat(receiver.data()).containsExactly("d1" + "11".repeat(32), "d2" + "22".repeat(32));
    assertThat(receiver.quirks()).containsExactly("audio-part-of-a-frame");
  }

  // ---- Opus

  private static Receiver opus(String... parameters) {
    return new Receiver(
        new OpusDepacketizerProvider(), Receiver.track("audio", "OPUS/48000/2", parameters));
  }

  @Test
  void opusSaysHowLongAPacketLasts() {
    Receiver receiver = opus("sprop-stereo=1");
    receiver.packet(0, true, "78aa"); // hybrid, 20 ms
    receiver.packet(1, true, "fcbb"); // CELT, 20 ms, stereo
    receiver.packet(2, true, "19cc"); // SILK, two of 60 ms
    receiver.packet(3, true, "8306dd"); // six of 2.5 ms
    assertThat(receiver.frames())
        .extracting(frame -> frame.duration())
        .containsExactly(960L, 960L, 5760L, 720L);
    assertThat(receiver.quirks()).isEmpty();
    receiver.packet(4, true, "1b3fee").packet(5, true, "1b").packet(6, false, "");
    assertThat(receiver.frames())
        .hasSize(6)
        .last()
        .isEqualTo(RecordedFrame.of(5, new byte[] {0x1b}, true).withCodec("opus"));
    assertThat(receiver.quirks()).containsExactly("opus-duration");
  }

  @Test
  void opusOfOneChannelIsDescribedAsTwoAndMayBecomeTwo() {
    Receiver receiver = opus("sprop-maxcapturerate=16000");
    assertThat(receiver.parameters()).hasToString("opus 48000 Hz 1 channel");
    assertThat(receiver.parameters().configuration())
        .asHexString()
        .isEqualTo("0001000000003E80000000");
    receiver.packet(0, true, "7caa");
    assertThat(((AudioParameters) receiver.parameters()).channels()).isEqualTo(2);
  }

  @Test
  void speexIsHandedOnAsItComes() {
    Receiver receiver =
        new Receiver(new SpeexDepacketizerProvider(), Receiver.track("audio", "SPEEX/16000/1"));
    receiver.packet(0, true, "112233").packet(320, true, "");
    assertThat(receiver.frames())
        .containsExactly(
            RecordedFrame.of(0, new byte[] {0x11, 0x22, 0x33}, true).withCodec("speex"));
  }
}
