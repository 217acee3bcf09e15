package io.rtsper.payload.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.payload.testing.Losses;
import io.rtsper.payload.testing.Packet;
import io.rtsper.payload.testing.Parts;
import io.rtsper.payload.testing.Receiver;
import io.rtsper.testkit.contract.RecordedFrame;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever the sizes and the losses: documents and units are whole, or said not to be. */
class DocumentPropertiesTest {

  private static final int DOCUMENTS = 12;

  /** What a document begins with; the same for all of a stream. */
  private enum Kind {
    DECLARED("<?xml version=\"1.0\"?>", "vnd.onvif.metadata"),
    BARE("<tt:MetadataStream>", "vnd.onvif.metadata"),
    KLV("\u0006\u000e+4", "SMPTE336M"),
    OTHER("<other>", "vnd.onvif.metadata");

    private final String start;
    private final String encoding;

    Kind(String start, String encoding) {
      this.start = start;
      this.encoding = encoding;
    }

    Receiver receiver() {
      return new Receiver(
          this == KLV ? new KlvDepacketizerProvider() : new OnvifMetadataDepacketizerProvider(),
          Receiver.track("application", encoding + "/90000"));
    }
  }

  private record Sample(List<Packet> packets, List<RecordedFrame> frames) {}

  private static Sample sample(long seed, Kind kind, int longest, boolean marked) {
    Random random = new Random(seed);
    List<Packet> packets = new ArrayList<>();
    List<RecordedFrame> frames = new ArrayList<>();
    byte[] start = kind.start.getBytes(StandardCharsets.ISO_8859_1);
    for (int i = 0; i < DOCUMENTS; i++) {
      List<byte[]> parts = new ArrayList<>();
      parts.add(start);
      parts.addAll(Parts.of(Parts.data(random, 8 + random.nextInt(3 * longest)), random, longest));
      if (random.nextBoolean()) {
        parts.add(start); // A part of the document begins like a document, too: an item of KLV.
        if (kind == Kind.DECLARED || kind == Kind.BARE) {
          parts.remove(parts.size() - 1);
        }
      }
      long time = 1000 + 3600L * i;
      for (Packet packet : Parts.packets(time, new byte[0], parts)) {
        packets.add(new Packet(time, marked && packet.marker(), packet.payload()));
      }
      frames.add(RecordedFrame.of(time, Parts.joined(parts.toArray(new byte[0][])), true));
    }
    if (!marked) {
      frames.remove(DOCUMENTS - 1); // No packet tells that it is complete.
    }
    return new Sample(packets, frames);
  }

  @Property(tries = 400)
  void framesAreTheDocuments(
      @ForAll long seed,
      @ForAll Kind kind,
      @ForAll @IntRange(min = 4, max = 300) int longest,
      @ForAll boolean marked) {
    Sample sample = sample(seed, kind, longest, marked);
    Receiver receiver = kind.receiver().packets(sample.packets());
    // What doesn't look like a document is one from the first end on.
    List<RecordedFrame> expected =
        kind == Kind.OTHER ? sample.frames().subList(1, sample.frames().size()) : sample.frames();
    assertThat(receiver.frames().stream().map(frame -> frame.withCodec("")).toList())
        .isEqualTo(expected);
    assertThat(receiver.quirks()).isSubsetOf("frame-no-marker");
  }

  @Property(tries = 1500)
  void aLossNeverMakesAFrameThatSeemsWhole(
      @ForAll long seed,
      @ForAll Kind kind,
      @ForAll @IntRange(min = 4, max = 60) int longest,
      @ForAll boolean marked,
      @ForAll @IntRange(min = 1, max = 60) int percent) {
    Sample sample = sample(seed, kind, longest, marked);
    Receiver receiver = kind.receiver();
    Losses.send(sample.packets(), receiver, new Random(~seed), percent);
    Losses.expectNoFalseFrame(receiver, sample.frames());
  }

  @Property(tries = 300)
  void anyBytesAreNoException(@ForAll long seed, @ForAll Kind kind) {
    Receiver receiver = kind.receiver();
    Losses.sendChanged(sample(seed, kind, 60, true).packets(), receiver, new Random(seed));
    assertThat(receiver.close().taken()).isZero();
  }
}
