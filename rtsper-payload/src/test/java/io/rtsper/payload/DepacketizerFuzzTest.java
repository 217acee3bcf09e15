package io.rtsper.payload;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.rtsper.api.media.Track;
import io.rtsper.api.spi.DepacketizerProvider;
import io.rtsper.api.spi.ProviderCatalog;
import io.rtsper.payload.testing.Receiver;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any packets give frames and quirks, no exception and no memory that stays. An input is packets
 * one behind the other: a byte with the marker and the step of the timestamp, one with the length,
 * and the payload. {@code JAZZER_FUZZ=1} starts from the seeds.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class DepacketizerFuzzTest {

  private static final int MARKER = 0x80;
  private static final int LOSS = 0x40;
  private static final ProviderCatalog CATALOG = ProviderCatalog.discover(List.of());

  private static void receive(byte[] input, String map, String... parameters) {
    Track track = Receiver.track("video", map, parameters);
    DepacketizerProvider provider = CATALOG.depacketizer(track.encoding()).orElseThrow();
    Receiver receiver = new Receiver(provider, track);
    ByteBuffer in = ByteBuffer.wrap(input);
    long time = 0;
    while (in.remaining() >= 2) {
      int flags = in.get();
      byte[] payload = new byte[Math.min(in.get() & 0xFF, in.remaining())];
      in.get(payload);
      time += 900L * (flags & 3);
      if ((flags & LOSS) != 0) {
        receiver.lose(1);
      }
      receiver.packet(time, (flags & MARKER) != 0, payload);
    }
    assertThat(receiver.close().taken()).isZero();
  }

  /** Returns an input of packets: whether each has the marker, and its payload. */
  private static byte[] seed(String... packets) {
    StringBuilder digits = new StringBuilder();
    for (String packet : packets) {
      boolean marker = packet.startsWith("m");
      String payload = packet.substring(marker ? 1 : 0).replace(" ", "");
      digits.append(marker ? "81" : "00");
      digits.append(HexFormat.of().toHexDigits((byte) (payload.length() / 2))).append(payload);
    }
    return HexFormat.of().parseHex(digits);
  }

  static Stream<byte[]> h264() {
    String sps = "6764001face40507e4";
    return Stream.of(
        seed(sps, "68ee3880", "m65888400aabb"),
        seed("78 0009" + sps + "0004 68ee3880", "7c85 88 84 00", "m7c45aabb"),
        seed("m" + sps + "00000001 68ee3880 000001 65888400aabb"),
        seed("m79 0001 0003 41aabb", "7a 0002 0006 00 0000 41aabb", "m5d85 0003 aabb"));
  }

  @MethodSource("h264")
  @FuzzTest(maxDuration = "10m")
  void anyPacketsOfH264(byte[] input) {
    receive(input, "H264/90000");
  }

  static Stream<byte[]> h265() {
    return Stream.of(
        seed("40010c01ffff016000000300b0000003000003005dac09", "m2601af1234"),
        seed("6001 0003 4401c0 0004 26018000", "620193 80aa", "m620153bb"),
        seed("m6401 2630 010203 80aabb"));
  }

  @MethodSource("h265")
  @FuzzTest(maxDuration = "10m")
  void anyPacketsOfH265(byte[] input) {
    receive(input, "H265/90000");
    receive(input, "H265/90000", "sprop-max-don-diff=1");
  }

  static Stream<byte[]> aac() {
    return Stream.of(
        seed("m0010 0018 aabbcc", "0010 0028 1122", "m0010 0028 334455"),
        seed("mfff14c80012003aabb", "m03aabbcc", "ff2d11"));
  }

  @MethodSource("aac")
  @FuzzTest(maxDuration = "10m")
  void anyPacketsOfAac(byte[] input) {
    receive(input, "MPEG4-GENERIC/48000/2", "mode=AAC-hbr", "config=1190");
    receive(input, "MPEG4-GENERIC/48000/2", "mode=generic", "auxiliarydatasizelength=7");
    receive(input, "MP4A-LATM/48000", "cpresent=0", "config=400023203fc0");
    receive(input, "MP4A-LATM/48000", "cpresent=1");
  }

  static Stream<byte[]> jpeg() {
    return Stream.of(
        seed("00000000 01320808 aabb", "m00000002 01320808 ccffd9"),
        seed("m00000000 41ff0808 0014ffff 00000040" + "11".repeat(64) + "aaffd9"));
  }

  @MethodSource("jpeg")
  @FuzzTest(maxDuration = "10m")
  void anyPacketsOfJpeg(byte[] input) {
    receive(input, "JPEG/90000");
  }

  static Stream<byte[]> vpx() {
    return Stream.of(
        seed("10 500200 9d012a 4001 f000 aa", "m00bb", "9080 8001 01dd"),
        seed("08 824983420013f00ef000", "m04aa", "fe 8001 00 030502 18 014000f0 02 0401 00 8600"));
  }

  @MethodSource("vpx")
  @FuzzTest(maxDuration = "10m")
  void anyPacketsOfVp8AndVp9(byte[] input) {
    receive(input, "VP8/90000");
    receive(input, "VP9/90000");
  }

  static Stream<byte[]> av1() {
    return Stream.of(
        seed("68 0b 080000000442abbfc3704cc0 3010", "d0 bb", "m90 cc"), seed("m10 30aabb"));
  }

  @MethodSource("av1")
  @FuzzTest(maxDuration = "10m")
  void anyPacketsOfAv1(byte[] input) {
    receive(input, "AV1/90000");
  }

  static Stream<byte[]> others() {
    return Stream.of(
        seed("00000000 000001b31400f01300000000 00000100000a", "m04000000 00000000 000001b5"),
        seed("000001b6 00", "m000001b6 40"),
        seed("00000000fffd14c4" + "00".repeat(92), "m00000028 0000"),
        seed("0002 0b770000 0040 2000" + "00".repeat(120), "m0303 00"),
        seed("m78aa", "m060e2b34", "m3c3f786d6c"));
  }

  @MethodSource("others")
  @FuzzTest(maxDuration = "10m")
  void anyPacketsOfOtherFormats(byte[] input) {
    for (String map :
        List.of(
            "MPV/90000",
            "MP4V-ES/90000",
            "MPA/90000",
            "AC3/48000",
            "EAC3/48000",
            "OPUS/48000/2",
            "G723/8000",
            "G729/8000",
            "GSM/8000",
            "L24/48000/2",
            "SMPTE336M/90000",
            "VND.ONVIF.METADATA/90000",
            "T140/1000",
            "MP2T/90000")) {
      receive(input, map);
    }
  }

  static Stream<byte[]> configurations() {
    return Stream.of(
        HexFormat.of().parseHex("119056e500"),
        HexFormat.of().parseHex("400023203fc0"),
        HexFormat.of().parseHex("6764001face40507e4"),
        HexFormat.of().parseHex("000001b001000001b509000001000000012000845d4c28"));
  }

  /** As configuration of each format that the description has one for. */
  @MethodSource("configurations")
  @FuzzTest(maxDuration = "10m")
  void anyConfigurations(byte[] input) {
    byte[] bytes = Arrays.copyOf(input, Math.min(input.length, 4096));
    String config = "config=" + HexFormat.of().formatHex(bytes);
    String base64 = Base64.getEncoder().encodeToString(bytes);
    receive(new byte[0], "MPEG4-GENERIC/48000/2", config);
    receive(new byte[0], "MP4A-LATM/48000", config);
    receive(new byte[0], "MP4V-ES/90000", config);
    receive(new byte[0], "H264/90000", "sprop-parameter-sets=" + base64);
    receive(new byte[0], "H265/90000", "sprop-sps=" + base64, "sprop-vps=" + base64);
  }
}
