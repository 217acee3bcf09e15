package io.rtsper.payload.aac;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.payload.testing.BitWriter;
import io.rtsper.payload.testing.Losses;
import io.rtsper.payload.testing.Packet;
import io.rtsper.payload.testing.Receiver;
import io.rtsper.testkit.contract.RecordedFrame;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever the sizes and packets: frames are those that were sent, and none is made of parts. */
class AacPropertiesTest {

  private static final int FRAMES = 20;
  private static final int SAMPLES = 1024;

  private record Sample(List<Packet> packets, List<RecordedFrame> frames) {}

  private static Sample sample(long seed, int longest, boolean latm) {
    Random random = new Random(seed);
    List<byte[]> units = new ArrayList<>();
    List<RecordedFrame> frames = new ArrayList<>();
    for (int i = 0; i < FRAMES; i++) {
      byte[] unit = new byte[1 + random.nextInt(random.nextBoolean() ? longest / 3 : 2 * longest)];
      random.nextBytes(unit);
      units.add(unit);
      frames.add(RecordedFrame.of((long) SAMPLES * i, unit, true));
    }
    List<Packet> packets = new ArrayList<>();
    int i = 0;
    while (i < FRAMES) {
      long time = (long) SAMPLES * i;
      if (latm) {
        multiplex(time, units.get(i), longest, packets);
        i++;
        continue;
      }
      int together = 1;
      int length = 4 + units.get(i).length;
      while (i + together < FRAMES
          && random.nextInt(3) > 0
          && length + 2 + units.get(i + together).length <= longest) {
        length += 2 + units.get(i + together).length;
        together++;
      }
      if (length > longest) {
        fragments(time, units.get(i), longest, packets);
      } else {
        packets.add(new Packet(time, true, aggregate(units.subList(i, i + together))));
      }
      i += together;
    }
    return new Sample(packets, frames);
  }

  private static byte[] aggregate(List<byte[]> units) {
    BitWriter bits = new BitWriter().bits(16L * units.size(), 16);
    units.forEach(unit -> bits.bits(unit.length, 13).bits(0, 3));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(bits.bytes());
    units.forEach(out::writeBytes);
    return out.toByteArray();
  }

  private static void fragments(long time, byte[] unit, int longest, List<Packet> packets) {
    for (int at = 0; at < unit.length; at += longest - 4) {
      int end = Math.min(unit.length, at + longest - 4);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.writeBytes(new BitWriter().bits(16, 16).bits(unit.length, 13).bits(0, 3).bytes());
      out.write(unit, at, end - at);
      packets.add(new Packet(time, end == unit.length, out.toByteArray()));
    }
  }

  private static void multiplex(long time, byte[] unit, int longest, List<Packet> packets) {
    ByteArrayOutputStream element = new ByteArrayOutputStream();
    for (int left = unit.length; left >= 0; left -= 255) {
      element.write(Math.min(left, 255));
    }
    element.writeBytes(unit);
    byte[] bytes = element.toByteArray();
    for (int at = 0; at < bytes.length; at += longest) {
      int end = Math.min(bytes.length, at + longest);
      ByteArrayOutputStream part = new ByteArrayOutputStream();
      part.write(bytes, at, end - at);
      packets.add(new Packet(time, end == bytes.length, part.toByteArray()));
    }
  }

  private static Receiver receiver(boolean latm) {
    return latm
        ? new Receiver(
            new LatmDepacketizerProvider(),
            Receiver.track("audio", "MP4A-LATM/48000", "cpresent=0", "config=400023203fc0"))
        : new Receiver(
            new Mpeg4GenericDepacketizerProvider(),
            Receiver.track("audio", "MPEG4-GENERIC/48000/2", "mode=AAC-hbr", "config=1190"));
  }

  @Property(tries = 400)
  void framesAreThoseThatWereSent(
      @ForAll long seed,
      @ForAll @IntRange(min = 30, max = 1400) int longest,
      @ForAll boolean latm) {
    Sample sample = sample(seed, longest, latm);
    Receiver receiver = receiver(latm).packets(sample.packets());
    assertThat(receiver.frames())
        .isEqualTo(
            sample.frames().stream()
                .map(frame -> frame.withCodec("mp4a.40.2").lasting(SAMPLES))
                .toList());
    assertThat(receiver.quirks()).isEmpty();
  }

  @Property(tries = 2000)
  void aLossNeverMakesAFrameThatSeemsWhole(
      @ForAll long seed,
      @ForAll @IntRange(min = 30, max = 200) int longest,
      @ForAll boolean latm,
      @ForAll @IntRange(min = 1, max = 60) int percent) {
    Sample sample = sample(seed, longest, latm);
    Receiver receiver = receiver(latm);
    // A multiplex without a packet before it might be the end of one.
    Packet first = new Packet(-1, true, Receiver.hex(latm ? "01aa" : "001000 08bb"));
    receiver.packet(first.timestamp(), true, first.payload());
    Losses.send(sample.packets(), receiver, new Random(~seed), percent);
    List<RecordedFrame> sent = new ArrayList<>(sample.frames());
    sent.add(RecordedFrame.of(-1, new byte[] {(byte) (latm ? 0xAA : 0xBB)}, true));
    Losses.expectNoFalseFrame(receiver, sent);
  }

  @Property(tries = 300)
  void anyBytesAreNoException(@ForAll long seed, @ForAll boolean latm) {
    Receiver receiver = receiver(latm);
    Losses.sendChanged(sample(seed, 100, latm).packets(), receiver, new Random(seed));
    assertThat(receiver.close().taken()).isZero();
  }
}
