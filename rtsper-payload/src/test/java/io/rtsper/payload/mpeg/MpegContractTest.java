package io.rtsper.payload.mpeg;

import io.rtsper.payload.testing.Packet;
import io.rtsper.payload.testing.Parts;
import io.rtsper.payload.testing.Receiver;
import io.rtsper.payload.testing.StreamFixture;
import io.rtsper.testkit.contract.DepacketizerContract;
import io.rtsper.testkit.contract.DepacketizerFixture;
import io.rtsper.testkit.contract.RecordedFrame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Nested;

class MpegContractTest {

  private static final String CONFIG =
      "config=" + HexFormat.of().formatHex(MpegStream.headers(1, 320, 240));

  /** Key pictures alone, each with its sequence header: nothing else tells the parameters. */
  @Nested
  class Mpv extends DepacketizerContract {

    @Override
    protected DepacketizerFixture fixture() {
      List<byte[]> pictures = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        byte[] data = Parts.data(new Random(i), 20 + 30 * i);
        pictures.add(
            Parts.joined(
                MpegStream.sequence(320, 240, 1),
                MpegStream.extension(0x48, true),
                MpegStream.picture(i, 1, data)));
      }
      return new StreamFixture(
          new MpvDepacketizerProvider(),
          Receiver.track("video", "MPV/90000"),
          packets(pictures, new byte[4]),
          frames(pictures, "mp4v.61", true, true, true, true));
    }
  }

  @Nested
  class Mp4v extends DepacketizerContract {

    @Override
    protected DepacketizerFixture fixture() {
      List<byte[]> pictures = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        byte[] data = Parts.data(new Random(i), 40 + 30 * i);
        pictures.add(MpegStream.visual(i % 2 == 0, data));
      }
      return new StreamFixture(
          new Mp4vDepacketizerProvider(),
          Receiver.track("video", "MP4V-ES/90000", CONFIG),
          packets(pictures, new byte[0]),
          frames(pictures, "mp4v.20.1", true, false, true, false));
    }
  }

  private static List<Packet> packets(List<byte[]> pictures, byte[] header) {
    List<Packet> packets = new ArrayList<>();
    for (int i = 0; i < pictures.size(); i++) {
      byte[] picture = pictures.get(i);
      List<byte[]> parts = new ArrayList<>();
      for (int at = 0; at < picture.length; at += 60) {
        parts.add(Arrays.copyOfRange(picture, at, Math.min(picture.length, at + 60)));
      }
      packets.addAll(Parts.packets(900 + 3600L * i, header, parts));
    }
    return packets;
  }

  private static List<RecordedFrame> frames(List<byte[]> pictures, String codec, boolean... keys) {
    List<RecordedFrame> frames = new ArrayList<>();
    for (int i = 0; i < pictures.size(); i++) {
      frames.add(RecordedFrame.of(900 + 3600L * i, pictures.get(i), keys[i]).withCodec(codec));
    }
    return frames;
  }
}
