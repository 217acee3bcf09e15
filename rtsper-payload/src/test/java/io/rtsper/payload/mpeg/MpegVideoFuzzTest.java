package io.rtsper.payload.mpeg;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import io.rtsper.payload.testing.Packet;
import io.rtsper.payload.testing.PacketScript;
import io.rtsper.payload.testing.Parts;
import io.rtsper.payload.testing.Receiver;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Gives any packets to both depacketizers. Without {@code JAZZER_FUZZ=1} the seeds are replayed.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class MpegVideoFuzzTest {

  private static final byte[] DATA = {1, 2, 3, 4, 5, 6, 7, 8};
  private static final byte[] SEQUENCE =
      Parts.joined(
          MpegStream.sequence(720, 576, 3),
          MpegStream.extension(0x48, false),
          MpegStream.display(5, 1, 6),
          MpegStream.group(),
          MpegStream.picture(0, 1, DATA));
  private static final byte[] VISUAL =
      Parts.joined(
          MpegStream.headers(5, 640, 480),
          MpegStream.groupOfVisual(),
          MpegStream.visual(true, DATA));

  static Stream<byte[]> scripts() {
    byte[] header = new byte[4];
    return Stream.of(
        PacketScript.of(Parts.packets(900, header, List.of(SEQUENCE, DATA))),
        PacketScript.of(Parts.packets(900, new byte[0], List.of(VISUAL, DATA))),
        PacketScript.of(
            List.of(
                new Packet(900, true, Parts.joined(header, SEQUENCE)),
                new Packet(1800, true, Parts.joined(header, MpegStream.picture(1, 2, DATA))))),
        PacketScript.of(
            List.of(
                new Packet(900, true, VISUAL),
                new Packet(1800, true, MpegStream.visual(false, DATA)))),
        PacketScript.of("0400000040000001 00012345 02000000 00000000 00000100000a"));
  }

  @MethodSource("scripts")
  @FuzzTest(maxDuration = "10m")
  void mpegVideo(byte @NotNull [] script) {
    PacketScript.play(
        new Receiver(new MpvDepacketizerProvider(), Receiver.track("video", "MPV/90000")), script);
  }

  @MethodSource("scripts")
  @FuzzTest(maxDuration = "10m")
  void mpeg4Visual(byte @NotNull [] script) {
    PacketScript.play(
        new Receiver(new Mp4vDepacketizerProvider(), Receiver.track("video", "MP4V-ES/90000")),
        script);
  }

  /** The configuration of the description is any bytes. */
  @MethodSource("scripts")
  @FuzzTest(maxDuration = "10m")
  void descriptionOfMpeg4Visual(byte @NotNull [] script) {
    String config = "config=" + HexFormat.of().formatHex(script);
    PacketScript.play(
        new Receiver(
            new Mp4vDepacketizerProvider(), Receiver.track("video", "MP4V-ES/90000", config)),
        PacketScript.of(List.of(new Packet(900, true, VISUAL))));
  }
}
