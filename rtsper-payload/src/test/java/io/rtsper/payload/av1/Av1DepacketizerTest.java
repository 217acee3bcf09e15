package io.rtsper.payload.av1;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.media.VideoParameters;
import io.rtsper.payload.testing.Ffmpeg;
import io.rtsper.payload.testing.Ivf;
import io.rtsper.payload.testing.Losses;
import io.rtsper.payload.testing.Packet;
import io.rtsper.payload.testing.Receiver;
import io.rtsper.payload.testing.VideoProbe;
import io.rtsper.testkit.contract.RecordedFrame;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Av1DepacketizerTest {

  private static final String KEY = "0a0200aa 3203 10bbcc".replace(" ", "");

  @TempDir Path folder;

  private static Receiver receiver() {
    return new Receiver(new Av1DepacketizerProvider(), Receiver.track("video", "AV1/90000"));
  }

  @Test
  void unitsGetTheirSizesBack() {
    // Two elements, the second of which goes on; a delimiter is left out.
    Receiver receiver = receiver();
    receiver.packet(1, false, "68" + "0308 00aa".replace(" ", "") + "3010");
    receiver.packet(1, false, "d0" + "bb").packet(1, true, "90" + "cc");
    receiver.packet(2, true, "10" + "30aabb").packet(3, true, "20" + "0112" + "30ccdd");
    assertThat(receiver.data()).containsExactly(KEY, "3202aabb", "3202ccdd");
    assertThat(receiver.quirks()).isEmpty();
  }

  @Test
  void whatDoesNotFitDamagesItsFrame() {
    Receiver receiver = receiver().packet(1, true, "18" + "0800aa");
    receiver.packet(2, true, "00" + "0530aabb").packet(3, true, "90" + "aabb");
    receiver.packet(4, false, "50" + "30aa").packet(4, true, "10" + "30bb");
    assertThat(receiver.data()).containsExactly("0a0200aa", "!3201bb");
    assertThat(receiver.quirks()).containsExactly("av1-length", "av1-continuation");
  }

  @Test
  void withoutMarkersATemporalUnitEndsWhereTheNextBegins() {
    Receiver receiver =
        receiver().packet(1, false, "18" + "0800aa").packet(2, false, "10" + "30bb");
    receiver.packet(3, false, "10" + "30cc");
    assertThat(receiver.data()).containsExactly("0a0200aa", "3201bb");
    assertThat(receiver.quirks()).containsExactly("av1-no-marker");
  }

  // ---- Properties

  private record Sample(List<Packet> packets, List<RecordedFrame> frames) {}

  private static Sample sample(long seed, int longest) {
    Random random = new Random(seed);
    Av1Packetizer packetizer = new Av1Packetizer(random, longest);
    List<Packet> packets = new ArrayList<>();
    List<RecordedFrame> frames = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      List<byte[]> units = new ArrayList<>();
      if (i % 4 == 0) {
        units.add(unit(1, new byte[] {0, 0, 0, 42}));
      }
      for (int k = random.nextInt(3); k >= 0; k--) {
        byte[] data = new byte[1 + random.nextInt(3 * longest)];
        random.nextBytes(data);
        units.add(unit(k == 0 ? 6 : 5, data));
      }
      long time = 500 + 3000L * i;
      packets.addAll(packetizer.packets(time, units, i % 4 == 0));
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      units.forEach(unit -> all.write(unit, 0, unit.length));
      frames.add(RecordedFrame.of(time, all.toByteArray(), false));
    }
    return new Sample(packets, frames);
  }

  private static byte[] unit(int type, byte[] data) {
    int size = Leb128.length(data.length);
    byte[] unit = new byte[1 + size + data.length];
    unit[0] = (byte) (type << 3 | 2);
    Leb128.write(data.length, ByteBuffer.wrap(unit), 1);
    System.arraycopy(data, 0, unit, 1 + size, data.length);
    return unit;
  }

  @Property(tries = 300)
  void framesAreTheTemporalUnits(
      @ForAll long seed, @ForAll @IntRange(min = 32, max = 1500) int longest) {
    Sample sample = sample(seed, longest);
    Receiver receiver = receiver().packets(sample.packets());
    assertThat(receiver.data())
        .isEqualTo(sample.frames().stream().map(RecordedFrame::data).toList());
    assertThat(receiver.quirks()).isEmpty();
  }

  @Property(tries = 2000)
  void aLossNeverMakesAFrameThatSeemsWhole(
      @ForAll long seed,
      @ForAll @IntRange(min = 32, max = 300) int longest,
      @ForAll @IntRange(min = 1, max = 60) int percent) {
    Sample sample = sample(seed, longest);
    Receiver receiver = receiver();
    Losses.send(sample.packets(), receiver, new Random(~seed), percent);
    Losses.expectNoFalseFrame(receiver, sample.frames());
  }

  @Property(tries = 300)
  void anyBytesAreNoException(@ForAll long seed) {
    Receiver receiver = receiver();
    Losses.sendChanged(sample(seed, 80).packets(), receiver, new Random(seed));
    assertThat(receiver.close().taken()).isZero();
  }

  // ---- What encoders make

  @ParameterizedTest
  @ValueSource(
      strings = {
        "libaom-av1|size=320x240:rate=10|-cpu-used 8 -pix_fmt yuv420p -g 5",
        "libaom-av1|size=322x242:rate=10|-cpu-used 8 -pix_fmt yuv444p10le -g 5",
        "libsvtav1|size=320x240:rate=10|-preset 12 -pix_fmt yuv420p10le -g 5",
      })
  void unitsOfEncoders(String variant) throws Exception {
    String[] parts = variant.split("\\|");
    Ffmpeg.require(parts[0]);
    Path file =
        Ffmpeg.picture(
            folder.resolve("a.ivf"), parts[1], ("-c:v " + parts[0] + " " + parts[2]).split(" "));
    Receiver receiver = receiver();
    List<String> expected = new ArrayList<>();
    Av1Packetizer packetizer = new Av1Packetizer(new Random(1), 1200);
    long time = 0;
    for (byte[] unit : Ivf.frames(file)) {
      List<byte[]> units = Av1Packetizer.units(unit);
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      units.forEach(one -> all.write(one, 0, one.length));
      expected.add(HexFormat.of().formatHex(all.toByteArray()));
      receiver.packets(packetizer.packets(time += 9000, units, time == 0));
    }
    assertThat(receiver.data()).isEqualTo(expected);
    assertThat(receiver.frames().get(0).keyFrame()).isTrue();
    assertThat(receiver.frames().get(1).keyFrame()).isFalse();
    VideoParameters parameters = (VideoParameters) receiver.parameters();
    var probe = Ffmpeg.probe(file);
    assertThat(parameters.width() + "x" + parameters.height())
        .isEqualTo(probe.get("width") + "x" + probe.get("height"));
    assertThat(parameters.level()).isEqualTo(Integer.parseInt(probe.get("level")));
    assertThat(parameters.chromaFormat()).isEqualTo(VideoProbe.chroma(probe.get("pix_fmt")));
    assertThat(parameters.bitDepth()).isEqualTo(probe.get("pix_fmt").contains("10") ? 10 : 8);
  }
}
