package io.rtsper.payload.mpeg;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.media.VideoParameters;
import io.rtsper.api.spi.DepacketizerProvider;
import io.rtsper.api.spi.ProviderCatalog;
import io.rtsper.payload.testing.Ffmpeg;
import io.rtsper.payload.testing.Hashes;
import io.rtsper.payload.testing.Losses;
import io.rtsper.payload.testing.Packet;
import io.rtsper.payload.testing.Receiver;
import io.rtsper.testkit.contract.RecordedFrame;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MpegVideoTest {

  private static final String KEY = "000001b3" + "1400f013" + "00".repeat(4) + "00000100" + "000a";
  private static final String OTHER = "00000100" + "0012";

  @TempDir Path folder;

  private static Receiver mpv() {
    return new Receiver(new MpvDepacketizerProvider(), Receiver.track("video", "MPV/90000"));
  }

  private static Receiver mp4v() {
    return new Receiver(new Mp4vDepacketizerProvider(), Receiver.track("video", "MP4V-ES/90000"));
  }

  @Test
  void gstreamerLeavesTheHeaderOfMpegVideoEmpty() {
    Receiver receiver = mpv().packet(1, false, "00000000" + KEY).packet(1, true, "00000000" + "aa");
    receiver.packet(2, true, "0400000000000000" + OTHER);
    assertThat(receiver.data()).containsExactly(KEY + "aa", OTHER);
    assertThat(receiver.frames())
        .extracting(frame -> frame.keyFrame())
        .containsExactly(true, false);
    assertThat(receiver.parameters()).hasToString("mp4v.6A 320x240");
    assertThat(((VideoParameters) receiver.parameters()).frameRate()).hasValue(25);
    assertThat(receiver.quirks()).isEmpty();
  }

  @Test
  void withoutMarkersPicturesEndWhereTheTimestampChanges() {
    Receiver receiver =
        mpv().packet(1, false, "00000000" + KEY).packet(2, false, "00000000" + OTHER);
    receiver.packet(3, false, "0000").packet(4, false, "00000000" + OTHER);
    assertThat(receiver.data()).containsExactly(KEY, OTHER);
    assertThat(receiver.quirks()).containsExactly("frame-no-marker", "mpv-header");
  }

  @Test
  void theMiddleOfAPictureBeginsNone() {
    Receiver receiver = mpv().packet(1, true, "00000000" + "00000101aa");
    receiver.packet(2, true, "00000000" + KEY).lose(4).packet(6, true, "00000000" + OTHER);
    receiver.lose(1).packet(8, true, "00000000" + "00000102bb");
    assertThat(receiver.data()).containsExactly("!00000101aa", KEY, OTHER, "!00000102bb");
  }

  @Test
  void theDescriptionOfMpeg4VisualTellsTheSize() {
    Receiver receiver =
        new Receiver(
            new Mp4vDepacketizerProvider(), Receiver.track("video", "MP4V-ES/90000", "config=00"));
    receiver.packet(1, true, "000001b600aa").packet(2, true, "000001b640bb");
    assertThat(receiver.data()).containsExactly("000001b600aa", "000001b640bb");
    assertThat(receiver.frames())
        .extracting(frame -> frame.keyFrame())
        .containsExactly(true, false);
    assertThat(receiver.quirks()).containsExactly("mp4v-config");
  }

  private record Sample(List<Packet> packets, List<RecordedFrame> frames) {}

  private static Sample sample(long seed, boolean four) {
    Random random = new Random(seed);
    List<Packet> packets = new ArrayList<>();
    List<RecordedFrame> frames = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      byte[] frame = new byte[6 + random.nextInt(200)];
      random.nextBytes(frame);
      String start = four ? "000001b640" : "000001000012";
      byte[] head = Receiver.hex(start);
      System.arraycopy(head, 0, frame, 0, head.length);
      for (int at = 0; at < frame.length; ) {
        int end = Math.min(frame.length, at + 6 + random.nextInt(60));
        int header = four ? 0 : 4;
        byte[] payload = new byte[header + end - at];
        System.arraycopy(frame, at, payload, header, end - at);
        packets.add(new Packet(3600L * i, end == frame.length, payload));
        at = end;
      }
      frames.add(RecordedFrame.of(3600L * i, frame, false));
    }
    return new Sample(packets, frames);
  }

  @Property(tries = 2000)
  void aLossNeverMakesAFrameThatSeemsWhole(
      @ForAll long seed, @ForAll boolean four, @ForAll @IntRange(min = 0, max = 60) int percent) {
    Sample sample = sample(seed, four);
    Receiver receiver = four ? mp4v() : mpv();
    Losses.send(sample.packets(), receiver, new Random(~seed), percent);
    Losses.expectNoFalseFrame(receiver, sample.frames());
    if (percent == 0) {
      assertThat(receiver.whole()).hasSize(10);
    }
  }

  @Property(tries = 300)
  void anyBytesAreNoException(@ForAll long seed, @ForAll boolean four) {
    Receiver receiver = four ? mp4v() : mpv();
    Losses.sendChanged(sample(seed, four).packets(), receiver, new Random(seed));
    assertThat(receiver.close().taken()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "mpeg2video, a.mpg, size=320x240:rate=25, -g 10 -bf 2 -f mpeg2video, false",
    "mpeg2video, a.mpg, size=720x576:rate=25, -flags +ildct+ilme -aspect 16:9 -f mpeg2video, true",
    "mpeg1video, a.mpg, size=320x240:rate=25, -g 10 -f mpeg1video, false",
    "mpeg4, a.mp4, size=320x240:rate=25, -g 10 -bf 1, false",
    "mpeg4, a.mp4, size=322x242:rate=30000/1001, -aspect 16:9, false",
  })
  void framesOfAFile(String encoder, String name, String source, String options, boolean interlaced)
      throws Exception {
    Ffmpeg.require(encoder);
    Path file =
        Ffmpeg.picture(
            folder.resolve(name), source, ("-c:v " + encoder + " " + options).split(" "));
    Ffmpeg.Sent sent = Ffmpeg.send(file);
    DepacketizerProvider provider =
        ProviderCatalog.discover(List.of()).depacketizer(sent.track().encoding()).orElseThrow();
    Receiver receiver = new Receiver(provider, sent.track()).packets(sent.packets());
    assertThat(Hashes.md5(receiver.frames())).isEqualTo(Ffmpeg.frameHashes(file));
    assertThat(receiver.frames()).noneMatch(frame -> frame.damaged());
    assertThat(receiver.frames().get(0).keyFrame()).isTrue();
    assertThat(receiver.frames().get(1).keyFrame()).isFalse();
    assertThat(receiver.quirks()).isEmpty();
    VideoParameters parameters = (VideoParameters) receiver.parameters();
    Map<String, String> probe = Ffmpeg.probe(file);
    assertThat(parameters.width() + "x" + parameters.height())
        .isEqualTo(probe.get("width") + "x" + probe.get("height"));
    assertThat(parameters.interlaced()).isEqualTo(interlaced);
    String[] rate = probe.get("r_frame_rate").split("/");
    double expected = Double.parseDouble(rate[0]) / Double.parseDouble(rate[1]);
    // MPEG-4 states a rate only where it is fixed.
    assertThat(parameters.frameRate().orElse(encoder.equals("mpeg4") ? expected : 0))
        .isEqualTo(expected);
    if (!encoder.equals("mpeg1video")) {
      assertThat(parameters.pixelAspectWidth() + ":" + parameters.pixelAspectHeight())
          .isEqualTo(probe.get("sample_aspect_ratio"));
    }
  }
}
