package io.rtsper.payload.jpeg;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.media.ChromaFormat;
import io.rtsper.api.media.Track;
import io.rtsper.api.media.VideoParameters;
import io.rtsper.api.sdp.MediaDescription;
import io.rtsper.api.sdp.SdpAttribute;
import io.rtsper.api.sdp.SessionDescription;
import io.rtsper.payload.testing.Ffmpeg;
import io.rtsper.payload.testing.Losses;
import io.rtsper.payload.testing.Packet;
import io.rtsper.payload.testing.Receiver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
import org.junit.jupiter.params.provider.CsvSource;

class JpegDepacketizerTest {

  @TempDir Path folder;

  private final Receiver receiver = receiver("");

  private static Receiver receiver(String dimensions) {
    var media = MediaDescription.builder("video").formats(List.of("26"));
    if (!dimensions.isEmpty()) {
      media.attribute(new SdpAttribute("x-dimensions", dimensions));
    }
    Track track = Track.listOf(SessionDescription.builder().media(media.build()).build()).get(0);
    return new Receiver(new JpegDepacketizerProvider(), track);
  }

  /** Returns a main header. */
  private static String header(int offset, int type, int quality, int width, int height) {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(offset)
        + hex.toHexDigits((byte) type)
        + hex.toHexDigits((byte) quality)
        + hex.toHexDigits((byte) (width / 8))
        + hex.toHexDigits((byte) (height / 8));
  }

  private static String tables(String... tables) {
    String all = String.join("", tables);
    return "0000" + HexFormat.of().toHexDigits((short) (all.length() / 2)) + all;
  }

  private static final String LUMA = "11".repeat(64);
  private static final String CHROMA = "22".repeat(64);

  /** Returns what a decoder reads of a frame: the segments' markers, and what is asked for. */
  private String segment(int frame, String marker) {
    String data = receiver.frames().get(frame).data();
    int at = data.indexOf(marker);
    int length = Integer.parseInt(data.substring(at + 4, at + 8), 16);
    return data.substring(at + 8, at + 4 + 2 * length);
  }

  @Test
  void partsAreJoinedToAFile() {
    receiver.packet(1, false, header(0, 1, 255, 320, 240) + tables(LUMA, CHROMA) + "aabb");
    receiver.packet(1, true, header(2, 1, 255, 320, 240) + "ccffd9");
    String file = receiver.frames().get(0).data();
    assertThat(file).startsWith("ffd8ffdb004300" + LUMA + "ffdb004301" + CHROMA + "ffc0");
    assertThat(file).endsWith("ffda000c03010002110311003f00" + "aabbccffd9");
    assertThat(segment(0, "ffc0")).isEqualTo("08" + "00f0" + "0140" + "03012200021101031101");
    assertThat(receiver.parameters()).hasToString("jpeg 320x240");
    assertThat(receiver.quirks()).isEmpty();
  }

  @Test
  void aQualityStandsForTables() {
    receiver.packet(1, true, header(0, 0, 50, 64, 64) + "aaffd9");
    // At 50 they are those of the standard.
    assertThat(segment(0, "ffdb0043")).startsWith("00100b0c0e0c0a10");
    assertThat(segment(0, "ffc0")).isEqualTo("08" + "0040" + "0040" + "03012100021101031101");
    receiver.packet(2, true, header(0, 0, 90, 64, 64) + "aaffd9");
    assertThat(segment(1, "ffdb0043")).startsWith("00030202030202");
    assertThat(receiver.quirks()).isEmpty();
    receiver.packet(3, true, header(0, 0, 127, 64, 64) + "aaffd9");
    assertThat(receiver.quirks()).containsExactly("jpeg-quality");
    assertThat(((VideoParameters) receiver.parameters()).chromaFormat())
        .isEqualTo(ChromaFormat.YUV422);
  }

  @Test
  void tablesHoldForLaterPicturesOfTheirQuality() {
    receiver.packet(1, true, header(0, 1, 128, 64, 64) + "00000000" + "aaffd9");
    receiver.packet(2, true, header(0, 1, 128, 64, 64) + tables(LUMA, CHROMA) + "bbffd9");
    receiver.packet(3, true, header(0, 1, 129, 64, 64) + tables(CHROMA, LUMA) + "ccffd9");
    receiver.packet(4, true, header(0, 1, 128, 64, 64) + "00000000" + "ddffd9");
    assertThat(receiver.frames()).hasSize(3);
    assertThat(segment(2, "ffdb0043")).isEqualTo("00" + LUMA);
    assertThat(receiver.quirks()).containsExactly("jpeg-no-tables");
    assertThat(receiver.taken()).isEqualTo(256);
    assertThat(receiver.close().taken()).isZero();
  }

  @Test
  void ffmpegSendsOneTableForBothAndV4l2rtspserverThree() {
    receiver.packet(1, true, header(0, 1, 255, 64, 64) + tables(LUMA) + "aaffd9");
    assertThat(segment(0, "ffc0")).endsWith("03012200021100031100");
    receiver.packet(2, true, header(0, 1, 255, 64, 64) + tables(LUMA, CHROMA, CHROMA) + "bbffd9");
    assertThat(segment(1, "ffc0")).endsWith("03012200021101031101");
    assertThat(receiver.quirks()).containsExactly("jpeg-tables");
  }

  @Test
  void tablesMayHaveNumbersOf16Bits() {
    String precise = "0002" + "00c0" + LUMA + CHROMA.repeat(2);
    receiver.packet(1, true, header(0, 1, 255, 64, 64) + precise + "aaffd9");
    assertThat(receiver.frames().get(0).data())
        .contains("ffdb004300" + LUMA + "ffdb008311" + CHROMA.repeat(2) + "ffc0");
  }

  @Test
  void restartMarkersHaveADistance() {
    receiver.packet(1, true, header(0, 65, 50, 64, 64) + "0014ffff" + "aaffd0bbffd9");
    assertThat(segment(0, "ffdd")).isEqualTo("0014");
    assertThat(receiver.quirks()).isEmpty();
    // FFmpeg leaves them in and their distance out.
    receiver.packet(2, true, header(0, 1, 50, 64, 64) + "aaffd0bbffd9");
    assertThat(receiver.quirks()).containsExactly("jpeg-restart-markers");
  }

  @ParameterizedTest
  @CsvSource({
    "'2048,64', 0, 0, jpeg 2048x64",
    "'2048, 1080', 0, 1080, jpeg 2048x1080",
    "'322,242', 328, 248, jpeg 322x242",
    "'640,480', 328, 248, jpeg 328x248",
  })
  void theDescriptionHasSizesThatHeadersHaveNoRoomFor(
      String dimensions, int width, int height, String expected) {
    Receiver described = receiver(dimensions);
    described.packet(1, true, header(0, 1, 50, width, height) + "aaffd9");
    assertThat(described.parameters()).hasToString(expected);
  }

  @Test
  void withoutASizeAPictureIsLeftOut() {
    receiver.packet(1, true, header(0, 1, 50, 0, 0) + "aaffd9");
    assertThat(receiver.frames()).isEmpty();
    assertThat(receiver.quirks()).containsExactly("jpeg-no-size");
  }

  @Test
  void theEndOfAPictureThatBeganBeforePlayIsLeftOut() {
    receiver.packet(1, false, header(700, 1, 50, 64, 64) + "aa");
    receiver.packet(1, true, header(701, 1, 50, 64, 64) + "bb");
    receiver.packet(2, true, header(0, 1, 50, 64, 64) + "ccffd9");
    assertThat(receiver.whole()).hasSize(1);
    assertThat(receiver.frames()).hasSize(1);
    assertThat(receiver.quirks()).isEmpty();
  }

  @Test
  void anEndIsAddedWhereThereIsNone() {
    receiver.packet(1, true, header(0, 1, 50, 64, 64) + "aabb");
    receiver.packet(2, false, header(0, 1, 50, 64, 64) + "ccffd9");
    receiver.packet(3, false, header(0, 1, 50, 64, 64) + "ddffd90000");
    receiver.packet(4, false, header(0, 1, 50, 64, 64) + "ee");
    assertThat(receiver.data()).hasSize(3).allMatch(data -> data.contains("ffd9"));
    assertThat(receiver.data().get(0)).endsWith("aabbffd9");
    assertThat(receiver.data().get(2)).endsWith("ddffd90000");
    assertThat(receiver.quirks()).containsExactly("jpeg-no-end");
  }

  @Test
  void aPartThatDoesNotJoinDamagesThePicture() {
    receiver.packet(1, false, header(0, 1, 50, 64, 64) + "aabb");
    receiver.packet(1, true, header(3, 1, 50, 64, 64) + "ccffd9");
    assertThat(receiver.frames()).allMatch(frame -> frame.damaged());
    assertThat(receiver.quirks()).containsExactly("jpeg-fragment");
  }

  @Test
  void whatCannotBeReadIsLeftOut() {
    receiver.packet(1, true, "00000000").packet(2, true, header(0, 65, 50, 64, 64) + "00");
    receiver.packet(3, true, header(0, 5, 50, 64, 64) + "aa");
    receiver.packet(4, true, header(0, 1, 255, 64, 64) + "0000ffffaa");
    assertThat(receiver.frames()).isEmpty();
    assertThat(receiver.quirks()).containsExactly("jpeg-header", "jpeg-type");
  }

  // ---- Properties

  private record Sample(List<Packet> packets, List<String> scans) {}

  private static Sample sample(long seed, int longest) {
    Random random = new Random(seed);
    List<Packet> packets = new ArrayList<>();
    List<String> scans = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      byte[] scan = new byte[4 + random.nextInt(5 * longest)];
      random.nextBytes(scan);
      scan[0] = (byte) i;
      scan[scan.length - 2] = (byte) 0xFF;
      scan[scan.length - 1] = (byte) 0xD9;
      for (int at = 0; at < scan.length; ) {
        int end = Math.min(scan.length, at + 1 + random.nextInt(longest));
        String tables = at == 0 && i % 3 == 0 ? tables(LUMA, CHROMA) : at == 0 ? "00000000" : "";
        String payload =
            header(at, 1, 200, 64, 64) + tables + HexFormat.of().formatHex(scan, at, end);
        packets.add(new Packet(9000L * i, end == scan.length, Receiver.hex(payload)));
        at = end;
      }
      scans.add(HexFormat.of().formatHex(scan));
    }
    return new Sample(packets, scans);
  }

  @Property(tries = 200)
  void scansComeThrough(@ForAll long seed, @ForAll @IntRange(min = 1, max = 1400) int longest) {
    Sample sample = sample(seed, longest);
    Receiver each = receiver("").packets(sample.packets());
    assertThat(each.data()).hasSize(8);
    for (int i = 0; i < 8; i++) {
      assertThat(each.data().get(i)).endsWith("003f00" + sample.scans().get(i));
    }
  }

  @Property(tries = 2000)
  void aLossNeverMakesAFrameThatSeemsWhole(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int percent) {
    Sample sample = sample(seed, 60);
    Receiver each = receiver("");
    Losses.send(sample.packets(), each, new Random(~seed), percent);
    assertThat(each.whole())
        .allMatch(
            frame ->
                sample.scans().stream().anyMatch(scan -> frame.data().endsWith("3f00" + scan)));
  }

  @Property(tries = 300)
  void anyBytesAreNoException(@ForAll long seed) {
    Receiver each = receiver("");
    Losses.sendChanged(sample(seed, 60).packets(), each, new Random(seed));
    assertThat(each.close().taken()).isZero();
  }

  // ---- What FFmpeg makes of it

  @Test
  void ffmpegDecodesThePicturesAsThoseItSent() throws Exception {
    Ffmpeg.require("mjpeg");
    Path file =
        Ffmpeg.picture(
            folder.resolve("a.avi"),
            "size=320x240:rate=5",
            ("-c:v mjpeg -pix_fmt yuvj420p -huffman default -q:v 5").split(" "));
    Ffmpeg.Sent sent = Ffmpeg.send(file);
    Receiver each = new Receiver(new JpegDepacketizerProvider(), sent.track());
    each.packets(sent.packets());
    assertThat(each.frames()).hasSize(5).noneMatch(frame -> frame.damaged());
    Path joined = folder.resolve("joined.mjpeg");
    for (var frame : each.frames()) {
      byte[] bytes = HexFormat.of().parseHex(frame.data());
      if (Files.exists(joined)) {
        Files.write(joined, bytes, StandardOpenOption.APPEND);
      } else {
        Files.write(joined, bytes);
      }
    }
    assertThat(Ffmpeg.pictureHashes(joined, "mjpeg")).isEqualTo(Ffmpeg.pictureHashes(file, "avi"));
  }
}
