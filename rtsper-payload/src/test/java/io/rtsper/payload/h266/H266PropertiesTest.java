package io.rtsper.payload.h266;

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
class H266PropertiesTest {

  private static final int PICTURES = 12;

  private record Sample(List<Packet> packets, List<RecordedFrame> frames) {}

  private static Sample sample(long seed, int longest, boolean numbered, boolean marked) {
    Random random = new Random(seed);
    TwoBytePacketizer packetizer =
        new TwoBytePacketizer(random, longest, numbered, H266Type.HEADER);
    List<Packet> packets = new ArrayList<>();
    List<RecordedFrame> frames = new ArrayList<>();
    boolean delimiters = random.nextBoolean();
    boolean sets = random.nextBoolean();
    boolean headers = random.nextBoolean();
    int keyType = 7 + random.nextInt(4);
    int group = 1 + random.nextInt(6);
    for (int i = 0; i < PICTURES; i++) {
      boolean key = i % group == 0;
      List<byte[]> units = new ArrayList<>();
      if (delimiters) {
        units.add(H266Stream.delimiter());
      }
      if (key && sets) {
        units.addAll(List.of(H266Stream.vps(), H266Stream.sps(320, 240), H266Stream.pps()));
      }
      int type = key ? keyType : random.nextInt(4);
      if (headers) {
        units.add(H266Stream.pictureHeader(key));
        for (int s = random.nextInt(3); s >= 0; s--) {
          units.add(H266Stream.slice(type, data(random, longest)));
        }
      } else {
        units.add(H266Stream.onlySlice(type, data(random, longest)));
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

  private static byte[] data(Random random, int longest) {
    byte[] data = new byte[1 + random.nextInt(3 * longest)];
    random.nextBytes(data);
    data[data.length / 2] = 0;
    return data;
  }

  private static Receiver receiver(boolean numbered) {
    String difference = "sprop-max-don-diff=" + (numbered ? 2 : 0);
    return new Receiver(
        new H266DepacketizerProvider(), Receiver.track("video", "H266/90000", difference));
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

  @Property(tries = 1500)
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

  static List<Packet> packets(boolean numbered) {
    return sample(5, 100, numbered, true).packets();
  }
}
