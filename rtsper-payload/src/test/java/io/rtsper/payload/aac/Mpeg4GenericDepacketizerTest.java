package io.rtsper.payload.aac;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.media.AudioParameters;
import io.rtsper.payload.testing.BitWriter;
import io.rtsper.payload.testing.Receiver;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** What RFC 3640 has, and what devices and servers send instead. */
class Mpeg4GenericDepacketizerTest {

  private static final String[] HIGH = {
    "streamtype=5",
    "mode=AAC-hbr",
    "config=1190",
    "sizelength=13",
    "indexlength=3",
    "indexdeltalength=3"
  };

  private static Receiver receiver(String... parameters) {
    return new Receiver(
        new Mpeg4GenericDepacketizerProvider(),
        Receiver.track("audio", "MPEG4-GENERIC/48000/2", parameters));
  }

  /** Returns headers for sizes, in the layout of the high bit rate. */
  private static String headers(int... sizes) {
    BitWriter bits = new BitWriter().bits(16L * sizes.length, 16);
    for (int size : sizes) {
      bits.bits(size, 13).bits(0, 3);
    }
    return HexFormat.of().formatHex(bits.bytes());
  }

  @Test
  void aPacketHoldsOneUnitOrSeveral() {
    Receiver receiver = receiver(HIGH);
    receiver.packet(0, true, headers(3) + "aabbcc").packet(1024, true, headers(2, 1) + "ddeeff");
    assertThat(receiver.data()).containsExactly("aabbcc", "ddee", "ff");
    assertThat(receiver.frames())
        .extracting(frame -> frame.timestamp())
        .containsExactly(0L, 1024L, 2048L);
    assertThat(receiver.frames()).allMatch(frame -> frame.keyFrame() && frame.duration() == 1024);
    assertThat(receiver.frames()).extracting(frame -> frame.codec()).containsOnly("mp4a.40.2");
    assertThat(receiver.quirks()).isEmpty();
  }

  @Test
  void aUnitMayFillSeveralPackets() {
    Receiver receiver = receiver(HIGH);
    receiver.packet(0, false, headers(5) + "aabb").packet(0, false, headers(5) + "cc");
    receiver.packet(0, true, headers(5) + "ddee").packet(1024, true, headers(1) + "ff");
    assertThat(receiver.data()).containsExactly("aabbccddee", "ff");
    assertThat(receiver.quirks()).isEmpty();
  }

  @Test
  void aUnitOfWhichAPartIsLostIsLeftOut() {
    Receiver receiver = receiver(HIGH);
    receiver.packet(0, false, headers(5) + "aabb").lose(1).packet(0, true, headers(5) + "ddee");
    receiver.packet(1024, false, headers(5) + "1122").packet(1024, true, headers(5) + "334455");
    assertThat(receiver.data()).containsExactly("1122334455");
  }

  @Test
  void theLowBitRateHasShortHeaders() {
    Receiver receiver = receiver("mode=AAC-lbr", "config=1190");
    receiver.packet(0, true, "0010" + "0c08" + "aabbcc" + "ddee");
    assertThat(receiver.data()).containsExactly("aabbcc", "ddee");
  }

  @Test
  void someLeaveTheLayoutOutAndWriteTheModeOtherwise() {
    Receiver receiver = receiver("config=1190", "profile=1");
    receiver.packet(0, true, headers(2) + "aabb");
    assertThat(receiver.data()).containsExactly("aabb");
    Receiver avoip = receiver("mode=AAC_hbr", "config=1190");
    avoip.packet(0, true, headers(2) + "aabb");
    assertThat(avoip.data()).containsExactly("aabb");
  }

  @Test
  void genericStreamsLayTheirHeadersOut() {
    Receiver receiver =
        receiver(
            "mode=generic",
            "config=1190",
            "sizelength=8",
            "indexlength=0",
            "indexdeltalength=0",
            "ctsdeltalength=7",
            "dtsdeltalength=3",
            "randomaccessindication=1",
            "streamstateindication=4",
            "auxiliarydatasizelength=8");
    byte[] headers =
        new BitWriter()
            .bits(25 + 15, 16)
            .bits(2, 8)
            .bits(1, 1)
            .bits(5, 7)
            .bits(1, 1)
            .bits(2, 3)
            .bits(1, 1)
            .bits(9, 4)
            .bits(3, 8)
            .bits(0, 2)
            .bits(1, 1)
            .bits(8, 4)
            .bytes();
    String auxiliary = "0caaa0";
    receiver.packet(0, true, HexFormat.of().formatHex(headers) + auxiliary + "1122" + "334455");
    assertThat(receiver.data()).containsExactly("1122", "334455");
    assertThat(receiver.quirks()).isEmpty();
  }

  @Test
  void unitsMayAllHaveOneSizeAndDuration() {
    Receiver receiver =
        receiver("mode=CELP-cbr", "config=440E00", "constantsize=2", "constantduration=160");
    receiver.packet(0, true, "11223344").packet(320, true, "556677");
    assertThat(receiver.data()).containsExactly("1122", "3344", "5566");
    assertThat(receiver.frames())
        .extracting(frame -> frame.timestamp())
        .containsExactly(0L, 160L, 320L);
    assertThat(receiver.quirks()).containsExactly("aac-rest");
  }

  @Test
  void withoutHeadersTheMarkerEndsAUnit() {
    Receiver receiver = receiver("mode=generic", "config=1190", "constantsize=0");
    receiver.packet(0, false, "1122").packet(0, true, "3344").packet(1, true, "55");
    receiver.packet(2, false, "66").lose(1).packet(2, true, "77");
    assertThat(receiver.data()).containsExactly("11223344", "55", "!77");
  }

  @Test
  void interleavingIsRefused() {
    Receiver receiver = receiver("mode=AAC-hbr", "config=1190", "maxdisplacement=4");
    receiver.packet(0, true, "0020" + "0008" + "000a" + "aabb");
    assertThat(receiver.data()).isEmpty();
    assertThat(receiver.quirks()).containsExactly("aac-interleaved");
    Receiver odd = receiver(HIGH).packet(0, true, "0020" + "0008" + "000a" + "aabb");
    assertThat(odd.data()).containsExactly("aa", "bb");
    assertThat(odd.quirks()).containsExactly("aac-index");
  }

  @Test
  void someCamerasWrapUnitsInAdts() {
    String adts = "fff14c80012003fc".substring(0, 14);
    Receiver receiver = receiver("mode=AAC-hbr", "sizelength=13", "indexlength=3");
    receiver.packet(0, true, headers(9) + adts + "aabb");
    // go2rtc#1328: nothing but ADTS, two frames in one packet.
    receiver.packet(1024, true, adts + "ccdd" + adts + "eeff");
    assertThat(receiver.data()).containsExactly("aabb", "ccdd", "eeff");
    assertThat(receiver.parameters()).hasToString("mp4a.40.2 48000 Hz 2 channels");
    assertThat(receiver.parameters().configuration()).asHexString().isEqualTo("1190");
    assertThat(receiver.quirks()).containsExactly("aac-config", "aac-adts");
  }

  @Test
  void sizesThatDoNotFitLeaveOutWhatTheyAreOf() {
    Receiver receiver = receiver(HIGH);
    receiver.packet(0, true, headers(2, 9) + "aabbcc").packet(1, true, headers(0, 1) + "dd");
    receiver.packet(2, true, headers(1) + "eeff").packet(3, true, "0000" + "1122");
    receiver.packet(4, true, "ffff00").packet(5, true, "00");
    assertThat(receiver.data()).containsExactly("aabb", "dd", "ee", "1122");
    assertThat(receiver.quirks()).containsExactly("aac-size", "aac-rest", "aac-headers");
  }

  @Test
  void theConfigurationTellsWhatADecoderPutsOut() {
    assertConfig("1190", "mp4a.40.2", 48_000, 2, 1024);
    assertConfig("119056E500", "mp4a.40.2", 48_000, 2, 1024); // FFmpeg: no replication
    assertConfig("131056E598", "mp4a.40.5", 48_000, 2, 2048); // 24 kHz, implicit
    assertConfig("2B098800", "mp4a.40.5", 48_000, 1, 2048); // explicit
    assertConfig("EB098800", "mp4a.40.29", 48_000, 2, 2048); // one channel made two
    assertConfig("1780880008", "mp4a.40.2", 69_632, 1, 1024); // a rate of its own
    assertConfig("1194", "mp4a.40.2", 48_000, 2, 960);
    assertConfig("B98800", "mp4a.40.23", 48_000, 1, 512); // low delay
    assertConfig("11B0", "mp4a.40.2", 48_000, 6, 1024);
    assertConfig("11B8", "mp4a.40.2", 48_000, 8, 1024);
  }

  private static void assertConfig(
      String config, String codec, int rate, int channels, int samples) {
    AudioParameters parameters = (AudioParameters) receiver("config=" + config).parameters();
    assertThat(parameters.codec()).as(config).isEqualTo(codec);
    assertThat(parameters.sampleRate()).as(config).isEqualTo(rate);
    assertThat(parameters.channels()).as(config).isEqualTo(channels);
    assertThat(parameters.samplesPerFrame()).as(config).isEqualTo(samples);
  }
}
