package io.rtsper.payload.audio;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.media.AudioParameters;
import io.rtsper.api.spi.DepacketizerProvider;
import io.rtsper.payload.testing.Ffmpeg;
import io.rtsper.payload.testing.Hashes;
import io.rtsper.payload.testing.Receiver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyncDepacketizerTest {

  /** A frame of MP2: 48 kHz, 32 kbit/s, one channel, 96 bytes. */
  private static final String MP2 = "fffd14c4" + "00".repeat(92);

  /** A frame of AC-3: 48 kHz, 32 kbit/s, one channel, 128 bytes. */
  private static final String AC3 = "0b770000" + "0040" + "2000" + "00".repeat(120);

  @TempDir Path folder;

  private static Receiver mpa() {
    return new Receiver(new MpaDepacketizerProvider(), Receiver.track("audio", "MPA/90000"));
  }

  private static Receiver ac3() {
    return new Receiver(new Ac3DepacketizerProvider(), Receiver.track("audio", "AC3/48000"));
  }

  @Test
  void aPacketOfMpegAudioHoldsSeveralFrames() {
    Receiver receiver = mpa().packet(0, true, "00000000" + MP2 + MP2);
    assertThat(receiver.data()).containsExactly(MP2, MP2);
    assertThat(receiver.frames())
        .extracting(frame -> frame.timestamp() + " " + frame.duration())
        .containsExactly("0 2160", "2160 2160");
    assertThat(receiver.parameters()).hasToString("mp2 48000 Hz 1 channel");
    assertThat(receiver.quirks()).isEmpty();
  }

  @Test
  void aFrameOfMpegAudioMayFillSeveralPackets() {
    Receiver receiver = mpa();
    receiver.packet(0, false, "00000000" + MP2.substring(0, 80));
    receiver.packet(0, true, "00000028" + MP2.substring(80));
    receiver.packet(2160, false, "00000000" + MP2.substring(0, 80)).lose(1);
    receiver.packet(4320, true, "00000028" + MP2.substring(80));
    receiver.packet(6480, true, "00000000" + MP2);
    assertThat(receiver.data()).containsExactly(MP2, MP2);
    assertThat(receiver.quirks()).isEmpty();
  }

  @Test
  void whatIsNoFrameIsLeftOut() {
    Receiver receiver = mpa().packet(0, true, "00000000" + MP2 + "1234");
    receiver.packet(1, true, "00000000" + MP2.substring(0, 80));
    receiver.packet(2, true, "00000000" + MP2);
    receiver.packet(3, true, "00000028" + MP2.substring(80)).packet(4, true, "0000");
    assertThat(receiver.data()).containsExactly(MP2, MP2);
    assertThat(receiver.quirks()).containsExactly("audio-part-of-a-frame", "audio-fragment");
  }

  @Test
  void framesOfAc3MayBeFragmented() {
    Receiver receiver = ac3().packet(0, true, "0002" + AC3 + AC3);
    receiver.packet(3072, false, "0103" + AC3.substring(0, 160));
    receiver.packet(3072, false, "0303" + AC3.substring(160, 200));
    receiver.packet(3072, true, "0303" + AC3.substring(200));
    assertThat(receiver.data()).containsExactly(AC3, AC3, AC3);
    assertThat(receiver.parameters()).hasToString("ac-3 48000 Hz 1 channel");
    assertThat(receiver.quirks()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"ac3, -ac 2 -ar 48000", "ac3, -ac 6 -ar 44100", "eac3, -ac 6 -ar 48000"})
  void framesThatFfmpegEncodes(String encoder, String options) throws Exception {
    Ffmpeg.require(encoder);
    Path file =
        Ffmpeg.encode(
            folder.resolve("a." + encoder),
            "sine=frequency=440:duration=1",
            ("-c:a " + encoder + " " + options).split(" "));
    boolean plain = encoder.equals("ac3");
    DepacketizerProvider provider =
        plain ? new Ac3DepacketizerProvider() : new Eac3DepacketizerProvider();
    String name = plain ? "AC3/48000" : "EAC3/48000";
    Receiver receiver = new Receiver(provider, Receiver.track("audio", name));
    // The whole file as one payload: frames one behind the other.
    byte[] bytes = Files.readAllBytes(file);
    byte[] payload = new byte[2 + bytes.length];
    System.arraycopy(bytes, 0, payload, 2, bytes.length);
    receiver.packet(0, true, payload);
    assertThat(Hashes.md5(receiver.frames())).isEqualTo(Ffmpeg.frameHashes(file));
    Map<String, String> probe = Ffmpeg.probe(file);
    AudioParameters parameters = (AudioParameters) receiver.parameters();
    assertThat(parameters.sampleRate()).isEqualTo(Integer.parseInt(probe.get("sample_rate")));
    assertThat(parameters.channels()).isEqualTo(Integer.parseInt(probe.get("channels")));
    assertThat(receiver.quirks()).isEmpty();
  }
}
