package io.rtsper.payload.data;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import io.rtsper.payload.testing.PacketScript;
import io.rtsper.payload.testing.Receiver;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.MethodSource;

/** Gives any packets to each depacketizer. Without {@code JAZZER_FUZZ=1} the seeds are replayed. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class DataFuzzTest {

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
  }

  static Stream<byte[]> scripts() {
    String packet = "47" + "11".repeat(187);
    return Stream.of(
        PacketScript.of(hex("<?xml version=\"1.0\"?>"), hex("<tt:MetadataStream/>")),
        PacketScript.of("1f8b0800", "24455849a0", "80aa"),
        PacketScript.of("060e2b34020b01010e01030101000000 0411223344", "060e2b3401"),
        PacketScript.of(packet + packet, packet + "47112233", "1234" + packet),
        PacketScript.of("e1000c01 e1000802 61 616263", "61 64"));
  }

  @MethodSource("scripts")
  @FuzzTest(maxDuration = "10m")
  void metadata(byte @NotNull [] script) {
    PacketScript.play(
        new Receiver(
            new OnvifMetadataDepacketizerProvider(),
            Receiver.track("application", "vnd.onvif.metadata/90000")),
        script);
  }

  @MethodSource("scripts")
  @FuzzTest(maxDuration = "10m")
  void klv(byte @NotNull [] script) {
    PacketScript.play(
        new Receiver(
            new KlvDepacketizerProvider(), Receiver.track("application", "SMPTE336M/90000")),
        script);
  }

  @MethodSource("scripts")
  @FuzzTest(maxDuration = "10m")
  void text(byte @NotNull [] script) {
    PacketScript.play(
        new Receiver(new TextDepacketizerProvider(), RedundantTextTest.track("97", "96")), script);
  }

  @MethodSource("scripts")
  @FuzzTest(maxDuration = "10m")
  void transportStream(byte @NotNull [] script) {
    PacketScript.play(
        new Receiver(
            new TransportStreamDepacketizerProvider(), Receiver.track("video", "MP2T/90000")),
        script);
  }
}
