package io.rtsper.payload.data;

import io.rtsper.api.media.Track;
import io.rtsper.api.spi.DepacketizerProvider;
import io.rtsper.payload.testing.Packet;
import io.rtsper.payload.testing.Parts;
import io.rtsper.payload.testing.Receiver;
import io.rtsper.payload.testing.StreamFixture;
import io.rtsper.testkit.contract.DepacketizerContract;
import io.rtsper.testkit.contract.DepacketizerFixture;
import io.rtsper.testkit.contract.RecordedFrame;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Nested;

class DataContractTest {

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] transport(int seed) {
    return Parts.joined(new byte[] {0x47}, Parts.data(new Random(seed), 187));
  }

  /** A stream of frames that are whole in one packet, or in parts of 40 bytes. */
  private static StreamFixture fixture(
      DepacketizerProvider provider, Track track, String codec, boolean parted, byte[]... frames) {
    List<Packet> packets = new ArrayList<>();
    List<RecordedFrame> recorded = new ArrayList<>();
    for (int i = 0; i < frames.length; i++) {
      List<byte[]> parts = new ArrayList<>();
      int longest = parted ? 40 : frames[i].length;
      for (int at = 0; at < frames[i].length; at += longest) {
        parts.add(Arrays.copyOfRange(frames[i], at, Math.min(frames[i].length, at + longest)));
      }
      packets.addAll(Parts.packets(900L * i, new byte[0], parts));
      recorded.add(RecordedFrame.of(900L * i, frames[i], true).withCodec(codec));
    }
    return new StreamFixture(provider, track, packets, recorded);
  }

  @Nested
  class Metadata extends DepacketizerContract {

    @Override
    protected DepacketizerFixture fixture() {
      String root = "<tt:MetadataStream><a/></tt:MetadataStream>";
      return DataContractTest.fixture(
          new OnvifMetadataDepacketizerProvider(),
          Receiver.track("application", "vnd.onvif.metadata/90000"),
          "vnd.onvif.metadata",
          true,
          bytes("<?xml version=\"1.0\"?>" + root),
          bytes("\uFEFF<?xml version=\"1.0\"?>\n\n" + root + " ".repeat(40)),
          bytes("<?xml?><b/>"),
          bytes("<?xml?>" + "<c/>".repeat(30)));
    }
  }

  @Nested
  class GzipMetadata extends DepacketizerContract {

    @Override
    protected DepacketizerFixture fixture() {
      return DataContractTest.fixture(
          new OnvifGzipMetadataDepacketizerProvider(),
          Receiver.track("application", "vnd.onvif.metadata.gzip/90000"),
          "vnd.onvif.metadata.gzip",
          true,
          Receiver.hex("1f8b08001122"),
          Parts.joined(Receiver.hex("1f8b0800"), Parts.data(new Random(7), 130)),
          Receiver.hex("1f8b080033"));
    }
  }

  @Nested
  class ExiMetadata extends DepacketizerContract {

    @Override
    protected DepacketizerFixture fixture() {
      return DataContractTest.fixture(
          new OnvifExiMetadataDepacketizerProvider(),
          Receiver.track("application", "vnd.onvif.metadata.exi.onvif/90000"),
          "vnd.onvif.metadata.exi.onvif",
          true,
          Receiver.hex("24455849a01122"),
          Parts.joined(Receiver.hex("24455849a0"), Parts.data(new Random(8), 130)),
          Receiver.hex("24455849a033"));
    }
  }

  @Nested
  class Text extends DepacketizerContract {

    @Override
    protected DepacketizerFixture fixture() {
      return DataContractTest.fixture(
          new TextDepacketizerProvider(),
          Receiver.track("text", "t140/1000"),
          "t140",
          false,
          bytes("Grüße"),
          bytes("\u2028"),
          bytes("x"));
    }
  }

  @Nested
  class RedundantText extends DepacketizerContract {

    @Override
    protected DepacketizerFixture fixture() {
      // Each packet has the block before it, 900 units older, and its own.
      String[] blocks = {"61", "6262", "63", "64646464"};
      List<Packet> packets = new ArrayList<>();
      List<RecordedFrame> frames = new ArrayList<>();
      String before = "";
      for (int i = 0; i < blocks.length; i++) {
        int header = 0x80000000 | 97 << 24 | 900 << 10 | before.length() / 2;
        String payload = HexFormat.of().toHexDigits(header) + "61" + before + blocks[i];
        packets.add(new Packet(900L * (i + 1), false, Receiver.hex(payload)));
        frames.add(
            RecordedFrame.of(900L * (i + 1), Receiver.hex(blocks[i]), true).withCodec("t140"));
        before = blocks[i];
      }
      return new StreamFixture(
          new RedundantTextDepacketizerProvider(),
          RedundantTextTest.track("96", "97"),
          packets,
          frames);
    }
  }

  @Nested
  class TransportStream extends DepacketizerContract {

    @Override
    protected DepacketizerFixture fixture() {
      return DataContractTest.fixture(
          new TransportStreamDepacketizerProvider(),
          Receiver.track("video", "MP2T/90000"),
          "mp2t",
          false,
          transport(1),
          Parts.joined(transport(2), transport(3)),
          transport(4));
    }
  }
}
