package io.rtsper.payload.vpx;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.media.VideoParameters;
import io.rtsper.payload.testing.Ffmpeg;
import io.rtsper.payload.testing.Hashes;
import io.rtsper.payload.testing.Losses;
import io.rtsper.payload.testing.Packet;
import io.rtsper.payload.testing.Receiver;
import io.rtsper.testkit.contract.RecordedFrame;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VpxDepacketizerTest {

  private static final String VP8_KEY = "50 0200 9d012a 4001 f000 aa".replace(" ", "");

  @TempDir Path folder;

  private static Receiver vp8() {
    return new Receiver(new Vp8DepacketizerProvider(), Receiver.track("video", "VP8/90000"));
  }

  private static Receiver vp9() {
    return new Receiver(new Vp9DepacketizerProvider(), Receiver.track("video", "VP9/90000"));
  }

  // ---- VP8

  @Test
  void partsOfVp8AreJoinedWhateverTheirDescriptors() {
    Receiver receiver = vp8();
    receiver.packet(1, false, "10" + VP8_KEY).packet(1, true, "00" + "bbcc");
    receiver.packet(2, false, "9080" + "8123" + "01dd").packet(2, true, "80c0" + "0155" + "ee");
    receiver.packet(3, true, "90f0" + "7f" + "66" + "77" + "11");
    assertThat(receiver.data()).containsExactly(VP8_KEY + "bbcc", "01ddee", "11");
    assertThat(receiver.frames())
        .extracting(frame -> frame.keyFrame())
        .containsExactly(true, false, false);
    assertThat(receiver.parameters()).hasToString("vp8 320x240");
    assertThat(receiver.quirks()).isEmpty();
  }

  @Test
  void gstreamerNumbersPartitionsOnInPartsThatBeginNone() {
    Receiver receiver = vp8().packet(1, false, "10" + VP8_KEY).packet(1, false, "01bb");
    receiver.packet(1, false, "").packet(1, false, "11cc").packet(1, true, "02dd");
    assertThat(receiver.data()).containsExactly(VP8_KEY + "bbccdd");
    assertThat(receiver.quirks()).isEmpty();
  }

  @Test
  void withoutMarkersFramesOfVp8EndWhereTheNextBegins() {
    Receiver receiver = vp8().packet(1, false, "10" + VP8_KEY).packet(1, false, "1001aa");
    receiver.packet(2, false, "1001bb");
    assertThat(receiver.data()).containsExactly(VP8_KEY, "01aa");
    assertThat(receiver.quirks()).containsExactly("vpx-no-marker");
  }

  @Test
  void partsWithoutAFirstOneAreLeftOut() {
    Receiver receiver = vp8().packet(1, true, "00aa").packet(2, true, "10" + VP8_KEY);
    receiver.packet(3, false, "00bb").packet(3, true, "00cc").packet(4, true, "90");
    receiver.packet(5, true, "1001dd");
    assertThat(receiver.data()).containsExactly(VP8_KEY, "01dd");
    assertThat(receiver.quirks()).containsExactly("vpx-no-start", "vpx-descriptor");
  }

  // ---- VP9

  @Test
  void ffmpegSetsNoPicturePredictedSoTheFrameSaysWhatItIs() {
    Receiver receiver = vp9();
    receiver.packet(1, false, "08" + "824983420013f00ef000").packet(1, true, "04" + "aa");
    receiver.packet(2, true, "0c" + "86004092").packet(3, true, "ccff81" + "86004093");
    assertThat(receiver.data()).containsExactly("824983420013f00ef000aa", "86004092", "86004093");
    assertThat(receiver.frames())
        .extracting(frame -> frame.keyFrame())
        .containsExactly(true, false, false);
    assertThat(receiver.parameters()).hasToString("vp09.00.20.08 320x240");
    assertThat(receiver.parameters().configuration()).asHexString().isEqualTo("0014820202020000");
    assertThat(receiver.quirks()).isEmpty();
  }

  @Test
  void descriptorsOfVp9MayBeLong() {
    Receiver receiver = vp9();
    // Picture ID, layers, three references, a structure with sizes and two pictures.
    String long1 = "fe" + "8001" + "00" + "030502" + "18" + "014000f0" + "02" + "0401" + "00";
    receiver.packet(1, true, long1 + "86004092").packet(2, true, long1.substring(0, 20));
    assertThat(receiver.data()).containsExactly("86004092");
    assertThat(receiver.quirks()).containsExactly("vpx-descriptor");
  }

  @Test
  void layersOfAPictureMakeASuperframe() {
    Receiver receiver = vp9();
    receiver.packet(1, false, "2c" + "0000" + "86aabb").packet(1, true, "2c" + "0200" + "86cc");
    assertThat(receiver.data())
        .containsExactly("86aabb86cc" + "d9" + "03000000" + "02000000" + "d9");
  }

  // ---- Properties

  private record Sample(List<Packet> packets, List<RecordedFrame> frames) {}

  private static Sample sample(long seed, int longest, boolean nine) {
    Random random = new Random(seed);
    List<Packet> packets = new ArrayList<>();
    List<RecordedFrame> frames = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      byte[] frame = new byte[1 + random.nextInt(4 * longest)];
      random.nextBytes(frame);
      frame[0] = (byte) (nine ? 0x86 : frame[0] | 1); // no key frame
      for (int at = 0; at < frame.length; ) {
        int end = Math.min(frame.length, at + 1 + random.nextInt(longest));
        boolean last = end == frame.length;
        int flags = nine ? (at == 0 ? 8 : 0) | (last ? 4 : 0) : at == 0 ? 0x10 : random.nextInt(8);
        byte[] payload = new byte[1 + end - at];
        payload[0] = (byte) flags;
        System.arraycopy(frame, at, payload, 1, end - at);
        packets.add(new Packet(3000L * i, last, payload));
        at = end;
      }
      frames.add(RecordedFrame.of(3000L * i, frame, false));
    }
    return new Sample(packets, frames);
  }

  @Property(tries = 300)
  void framesAreThoseThatWereSent(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 1500) int longest, @ForAll boolean nine) {
    Sample sample = sample(seed, longest, nine);
    Receiver receiver = (nine ? vp9() : vp8()).packets(sample.packets());
    assertThat(receiver.data())
        .isEqualTo(sample.frames().stream().map(RecordedFrame::data).toList());
    assertThat(receiver.quirks()).isEmpty();
  }

  @Property(tries = 2000)
  void aLossNeverMakesAFrameThatSeemsWhole(
      @ForAll long seed, @ForAll boolean nine, @ForAll @IntRange(min = 1, max = 60) int percent) {
    Sample sample = sample(seed, 50, nine);
    Receiver receiver = nine ? vp9() : vp8();
    Losses.send(sample.packets(), receiver, new Random(~seed), percent);
    Losses.expectNoFalseFrame(receiver, sample.frames());
  }

  @Property(tries = 300)
  void anyBytesAreNoException(@ForAll long seed, @ForAll boolean nine) {
    Receiver receiver = nine ? vp9() : vp8();
    Losses.sendChanged(sample(seed, 50, nine).packets(), receiver, new Random(seed));
    assertThat(receiver.close().taken()).isZero();
  }

  // ---- What encoders make

  @ParameterizedTest
  @ValueSource(
      strings = {
        "libvpx|size=320x240:rate=25|-deadline realtime -g 10",
        "libvpx-vp9|size=322x242:rate=25|-deadline realtime -cpu-used 8 -g 10",
        "libvpx-vp9|size=320x240:rate=25|-deadline realtime -cpu-used 8 -pix_fmt yuv422p10le",
      })
  void framesOfAFile(String variant) throws Exception {
    String[] parts = variant.split("\\|");
    Ffmpeg.require(parts[0]);
    Path file =
        Ffmpeg.picture(
            folder.resolve("a.webm"), parts[1], ("-c:v " + parts[0] + " " + parts[2]).split(" "));
    Ffmpeg.Sent sent = Ffmpeg.send(file, "-strict", "experimental");
    Receiver receiver =
        new Receiver(
            parts[0].equals("libvpx")
                ? new Vp8DepacketizerProvider()
                : new Vp9DepacketizerProvider(),
            sent.track());
    receiver.packets(sent.packets());
    assertThat(Hashes.md5(receiver.frames())).isEqualTo(Ffmpeg.frameHashes(file));
    assertThat(receiver.frames().get(0).keyFrame()).isTrue();
    assertThat(receiver.frames().get(1).keyFrame()).isFalse();
    assertThat(receiver.quirks()).isEmpty();
    VideoParameters parameters = (VideoParameters) receiver.parameters();
    Map<String, String> probe = Ffmpeg.probe(file);
    assertThat(List.of(parameters.width(), parameters.height()))
        .isEqualTo(
            Arrays.asList(
                Integer.parseInt(probe.get("width")), Integer.parseInt(probe.get("height"))));
    if (parts[0].equals("libvpx-vp9")) {
      assertThat(parameters.bitDepth()).isEqualTo(probe.get("pix_fmt").contains("10") ? 10 : 8);
    }
  }
}
