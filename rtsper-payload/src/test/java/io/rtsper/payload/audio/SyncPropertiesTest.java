package io.rtsper.payload.audio;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.spi.DepacketizerProvider;
import io.rtsper.payload.testing.Losses;
import io.rtsper.payload.testing.Packet;
import io.rtsper.payload.testing.PacketScript;
import io.rtsper.payload.testing.Parts;
import io.rtsper.payload.testing.Receiver;
import io.rtsper.payload.testing.StreamFixture;
import io.rtsper.testkit.contract.DepacketizerFixture;
import io.rtsper.testkit.contract.RecordedFrame;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Frames that say how long they are, in packets of any size, with losses. */
class SyncPropertiesTest {

  enum Format {
    MPA("MPA/90000", "mp2", 2160, new MpaDepacketizerProvider()),
    AC3("AC3/48000", "ac-3", 1536, new Ac3DepacketizerProvider()),
    EAC3("EAC3/48000", "ec-3", 1536, new Eac3DepacketizerProvider());

    private final String map;
    private final String codec;
    private final int duration;
    private final DepacketizerProvider provider;

    Format(String map, String codec, int duration, DepacketizerProvider provider) {
      this.map = map;
      this.codec = codec;
      this.duration = duration;
      this.provider = provider;
    }

    Receiver receiver() {
      return new Receiver(provider, Receiver.track("audio", map));
    }

    /** Returns a frame of 48 kHz of one of several lengths. */
    byte[] frame(Random random) {
      int size = 1 + random.nextInt(4);
      byte[] frame;
      if (this == MPA) {
        // Layer 2 of MPEG-1, 32 to 64 kbit/s.
        int rate = new int[] {0, 32, 48, 56, 64}[size];
        frame = Parts.data(random, 3 * rate);
        ByteBuffer.wrap(frame).putInt(0xFFFD0400 | size << 12 | 0xC0);
      } else if (this == AC3) {
        // 32 to 56 kbit/s, one channel.
        int rate = new int[] {0, 40, 48, 56, 64}[size];
        frame = Parts.data(random, 4 * rate);
        ByteBuffer.wrap(frame).putShort((short) 0x0B77).position(4);
        frame[4] = (byte) (size << 1);
        frame[5] = 0x40;
        frame[6] = 0x20;
      } else {
        int words = 40 + 10 * size;
        frame = Parts.data(random, 2 * words);
        ByteBuffer.wrap(frame).putShort((short) 0x0B77).putShort((short) (words - 1));
        frame[4] = 0x32; // 48 kHz, six blocks, one channel
        frame[5] = (byte) 0x80; // bsid 16
      }
      return frame;
    }

    byte[] whole(int count) {
      return this == MPA ? new byte[4] : new byte[] {0, (byte) count};
    }

    byte[] part(int at, int count) {
      if (this == MPA) {
        return new byte[] {0, 0, (byte) (at >> 8), (byte) at};
      }
      int type = this == EAC3 ? 1 : at == 0 ? 2 : 3;
      return new byte[] {(byte) type, (byte) count};
    }
  }

  private record Sample(List<Packet> packets, List<RecordedFrame> frames) {}

  private static Sample sample(long seed, Format format, int longest, int count) {
    Random random = new Random(seed);
    List<Packet> packets = new ArrayList<>();
    List<RecordedFrame> frames = new ArrayList<>();
    long time = 1000;
    while (frames.size() < count) {
      byte[] frame = format.frame(random);
      frames.add(RecordedFrame.of(time, frame, true));
      if (frame.length <= longest) {
        List<byte[]> together = new ArrayList<>(List.of(format.whole(1), frame));
        long end = time + format.duration;
        while (random.nextBoolean() && together.size() < 5) {
          byte[] more = format.frame(random);
          frames.add(RecordedFrame.of(end, more, true));
          together.add(more);
          end += format.duration;
        }
        together.set(0, format.whole(together.size() - 1));
        packets.add(new Packet(time, true, Parts.joined(together.toArray(new byte[0][]))));
        time = end;
      } else {
        int parts = (frame.length + longest - 1) / longest;
        for (int at = 0; at < frame.length; at += longest) {
          int to = Math.min(frame.length, at + longest);
          byte[] part = Arrays.copyOfRange(frame, at, to);
          packets.add(
              new Packet(time, to == frame.length, Parts.joined(format.part(at, parts), part)));
        }
        time += format.duration;
      }
    }
    return new Sample(packets, frames);
  }

  @Property(tries = 300)
  void framesComeAsTheyWere(
      @ForAll long seed,
      @ForAll Format format,
      @ForAll @IntRange(min = 12, max = 300) int longest) {
    Sample sample = sample(seed, format, longest, 12);
    Receiver receiver = format.receiver().packets(sample.packets());
    assertThat(receiver.frames())
        .isEqualTo(
            sample.frames().stream()
                .map(frame -> frame.withCodec(format.codec).lasting(format.duration))
                .toList());
    assertThat(receiver.quirks()).isEmpty();
  }

  @Property(tries = 1000)
  void aLossNeverMakesAFrameThatSeemsWhole(
      @ForAll long seed,
      @ForAll Format format,
      @ForAll @IntRange(min = 12, max = 200) int longest,
      @ForAll @IntRange(min = 1, max = 60) int percent) {
    Sample sample = sample(seed, format, longest, 20);
    Receiver receiver = format.receiver();
    Losses.send(sample.packets(), receiver, new Random(~seed), percent);
    Losses.expectNoFalseFrame(receiver, sample.frames());
    assertThat(receiver.quirks()).isEmpty();
  }

  @Property(tries = 300)
  void anyBytesAreNoException(@ForAll long seed, @ForAll Format format) {
    Receiver receiver = format.receiver();
    Losses.sendChanged(sample(seed, format, 100, 20).packets(), receiver, new Random(seed));
    assertThat(receiver.close().taken()).isZero();
  }

  static byte[] script(Format format) {
    return PacketScript.of(sample(1, format, 100, 4).packets());
  }

  static DepacketizerFixture fixture(Format format) {
    Sample sample = sample(3, format, 120, 4);
    return new StreamFixture(
        format.provider,
        Receiver.track("audio", format.map),
        sample.packets(),
        sample.frames().stream()
            .map(frame -> frame.withCodec(format.codec).lasting(format.duration))
            .toList());
  }
}
