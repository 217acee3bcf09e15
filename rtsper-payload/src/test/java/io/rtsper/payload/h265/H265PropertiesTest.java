package io.rtsper.payload.h265;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.payload.testing.Losses;
import io.rtsper.payload.testing.Packet;
import io.rtsper.payload.testing.Receiver;
import io.rtsper.payload.testing.TwoBytePacketizer;
import io.rtsper.payload.testing.Units;
import io.rtsper.testkit.contract.RecordedFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever the sizes, the forms of packets and the losses: frames are whole, or said not to be. */
class H265PropertiesTest {

  private static final int PICTURES = 12;

  private record Sample(List<Packet> packets, List<RecordedFrame> frames) {}

  private static Sample sample(long seed, int longest, boolean numbered, boolean marked) {
    Random random = new Random(seed);
    TwoBytePacketizer packetizer =
        new TwoBytePacketizer(random, longest, numbered, H265Type.HEADER);
    List<Packet> packets = new ArrayList<>();
    List<RecordedFrame> frames = new ArrayList<>();
    boolean delimiters = random.nextBoolean();
    boolean sets = random.nextBoolean();
    int keyType = 16 + random.nextInt(6);
    int group = 1 + random.nextInt(6);
    for (int i = 0; i < PICTURES; i++) {
      boolean key = i % group == 0;
      List<byte[]> units = new ArrayList<>();
      if (delimiters) {
        units.add(H265Stream.delimiter());
      }
      if (key && sets) {
        units.addAll(List.of(H265Stream.vps(), H265Stream.sps(320, 240), H265Stream.pps()));
      }
      int slices = 1 + random.nextInt(3);
      for (int s = 0; s < slices; s++) {
        byte[] data = new byte[1 + random.nextInt(3 * longest)];
        random.nextBytes(data);
        data[data.length / 2] = 0;
        units.add(H265Stream.slice(key ? keyType : random.nextInt(10), s == 0, data));
      }
      long timestamp = 1000 + 3600L * i;
      for (Packet packet : packetizer.packets(timestamp, units)) {
        packets.add(new Packet(timestamp, marked && packet.marker(), packet.payload()));
      }
      frames.add(RecordedFrame.of(timestamp, Units.joined(units), key));
    }
    if (!marked) {
      frames.remove(PICTURES - 1); // No packet tells that it is complete.
    }
    return new Sample(packets, frames);
  }

  private static Receiver receiver(boolean numbered) {
    String difference = "sprop-max-don-diff=" + (numbered ? 2 : 0);
    return new Receiver(
        new H265DepacketizerProvider(), Receiver.track("video", "H265/90000", difference));
  }

  @Property(tries = 400)
  void framesAreTheAccessUnits(
      @ForAll long seed,
      @ForAll @IntRange(min = 64, max = 1500) int longest,
      @ForAll boolean numbered,
      @ForAll boolean marked) {
    Sample sample = sample(seed, longest, numbered, marked);
    Receiver receiver = receiver(numbered).packets(sample.packets());
    assertThat(receiver.frames().stream().map(frame -> frame.withCodec("")).toList())
        .isEqualTo(sample.frames());
    assertThat(receiver.quirks()).isSubsetOf("nal-no-marker");
  }

  @Property(tries = 2000)
  void aLossNeverMakesAFrameThatSeemsWhole(
      @ForAll long seed,
      @ForAll @IntRange(min = 64, max = 400) int longest,
      @ForAll boolean numbered,
      @ForAll boolean marked,
      @ForAll @IntRange(min = 1, max = 60) int percent) {
    Sample sample = sample(seed, longest, numbered, marked);
    Receiver receiver = receiver(numbered);
    Losses.send(sample.packets(), receiver, new Random(~seed), percent);
    Losses.expectNoFalseFrame(receiver, sample.frames());
  }

  @Property(tries = 300)
  void anyBytesAreNoException(@ForAll long seed, @ForAll boolean numbered) {
    Random random = new Random(seed);
    Receiver receiver = receiver(numbered);
    Losses.sendChanged(sample(seed, 100, numbered, true).packets(), receiver, random);
    assertThat(receiver.close().taken()).isZero();
  }
}
