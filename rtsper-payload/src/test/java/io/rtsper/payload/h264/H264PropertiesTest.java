package io.rtsper.payload.h264;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.payload.testing.Losses;
import io.rtsper.payload.testing.Packet;
import io.rtsper.payload.testing.Receiver;
import io.rtsper.payload.testing.Units;
import io.rtsper.testkit.contract.RecordedFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever the sizes, the forms of packets and the losses: frames are whole, or said not to be. */
class H264PropertiesTest {

  private static final int PICTURES = 12;

  /** A stream of pictures, and what each frame of it holds. */
  private record Sample(List<Packet> packets, List<RecordedFrame> frames) {}

  private static Sample sample(long seed, int longest, boolean interleaved, boolean marked) {
    Random random = new Random(seed);
    H264Packetizer packetizer = new H264Packetizer(random, longest, interleaved);
    List<Packet> packets = new ArrayList<>();
    List<RecordedFrame> frames = new ArrayList<>();
    boolean delimiters = random.nextBoolean();
    boolean sets = random.nextBoolean();
    boolean recovery = random.nextBoolean();
    int group = 1 + random.nextInt(6);
    for (int i = 0; i < PICTURES; i++) {
      boolean key = i % group == 0;
      List<byte[]> units = new ArrayList<>();
      if (delimiters) {
        units.add(H264Stream.delimiter());
      }
      if (key && (sets || i == 0 && delimiters)) {
        units.add(H264Stream.sps());
        units.add(H264Stream.pps());
      }
      if (key && recovery && sets) {
        units.add(H264Stream.recoveryPoint());
      }
      int slices = 1 + random.nextInt(3);
      for (int s = 0; s < slices; s++) {
        byte[] data = H264Stream.data(random, 1 + random.nextInt(3 * longest));
        units.add(
            key ? H264Stream.idr(s * 40, i & 1, data) : H264Stream.slice(s * 40, i % group, data));
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

  private static Receiver receiver() {
    return new Receiver(
        new H264DepacketizerProvider(),
        Receiver.track("video", "H264/90000", "packetization-mode=1"));
  }

  @Property(tries = 400)
  void framesAreTheAccessUnits(
      @ForAll long seed, @ForAll @IntRange(min = 64, max = 1500) int longest, @ForAll int forms) {
    Sample sample = sample(seed, longest, (forms & 1) != 0, (forms & 2) != 0);
    Receiver receiver = receiver().packets(sample.packets());
    assertThat(receiver.frames().stream().map(frame -> frame.withCodec("")).toList())
        .isEqualTo(sample.frames());
    assertThat(receiver.quirks()).isSubsetOf("nal-no-marker");
  }

  @Property(tries = 2000)
  void aLossNeverMakesAFrameThatSeemsWhole(
      @ForAll long seed,
      @ForAll @IntRange(min = 64, max = 400) int longest,
      @ForAll int forms,
      @ForAll @IntRange(min = 1, max = 60) int percent) {
    Sample sample = sample(seed, longest, (forms & 1) != 0, (forms & 2) != 0);
    Receiver receiver = receiver();
    Losses.send(sample.packets(), receiver, new Random(~seed), percent);
    Losses.expectNoFalseFrame(receiver, sample.frames());
  }

  @Property(tries = 300)
  void anyBytesAreNoException(@ForAll long seed) {
    Random random = new Random(seed);
    Sample sample = sample(seed, 100, random.nextBoolean(), true);
    Receiver receiver = receiver();
    Losses.sendChanged(sample.packets(), receiver, random);
    assertThat(receiver.close().taken()).isZero();
  }
}
