package io.rtsper.payload.mpeg;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.payload.testing.Losses;
import io.rtsper.payload.testing.Packet;
import io.rtsper.payload.testing.Parts;
import io.rtsper.payload.testing.Receiver;
import io.rtsper.testkit.contract.RecordedFrame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever the sizes and the losses: pictures are whole, or said not to be. */
class MpegPropertiesTest {

  private static final int PICTURES = 12;

  private record Sample(List<Packet> packets, List<RecordedFrame> frames) {}

  private static Sample sample(long seed, boolean visual, int longest, boolean marked) {
    Random random = new Random(seed);
    List<Packet> packets = new ArrayList<>();
    List<RecordedFrame> frames = new ArrayList<>();
    int group = 1 + random.nextInt(5);
    byte[] head = head(random.nextInt(4), visual);
    for (int i = 0; i < PICTURES; i++) {
      boolean key = i % group == 0;
      byte[] data = Parts.data(random, 1 + random.nextInt(4 * longest));
      byte[] picture =
          visual ? MpegStream.visual(key, data) : MpegStream.picture(i, key ? 1 : 2, data);
      byte[] frame = key ? Parts.joined(head, picture) : picture;
      long time = 1000 + 3600L * i;
      // The first part has a start code in any case.
      List<byte[]> parts = new ArrayList<>();
      int first = Math.min(frame.length, 6 + random.nextInt(longest));
      parts.add(Arrays.copyOf(frame, first));
      parts.addAll(Parts.of(Arrays.copyOfRange(frame, first, frame.length), random, longest));
      for (Packet packet : Parts.packets(time, new byte[visual ? 0 : 4], parts)) {
        packets.add(new Packet(time, marked && packet.marker(), packet.payload()));
      }
      frames.add(RecordedFrame.of(time, frame, key));
    }
    if (!marked) {
      frames.remove(PICTURES - 1); // No packet tells that it is complete.
    }
    return new Sample(packets, frames);
  }

  private static byte[] head(int kind, boolean visual) {
    return switch (kind) {
      case 0 -> new byte[0];
      case 1 -> visual ? MpegStream.groupOfVisual() : MpegStream.group();
      case 2 -> visual ? MpegStream.headers(1, 320, 240) : MpegStream.sequence(320, 240, 1);
      default ->
          visual
              ? Parts.joined(MpegStream.headers(1, 320, 240), MpegStream.groupOfVisual())
              : Parts.joined(
                  MpegStream.sequence(320, 240, 2),
                  MpegStream.extension(0x48, true),
                  MpegStream.group());
    };
  }

  private static Receiver receiver(boolean visual) {
    return visual
        ? new Receiver(new Mp4vDepacketizerProvider(), Receiver.track("video", "MP4V-ES/90000"))
        : new Receiver(new MpvDepacketizerProvider(), Receiver.track("video", "MPV/90000"));
  }

  @Property(tries = 400)
  void framesArePicturesWithTheirHeaders(
      @ForAll long seed,
      @ForAll boolean visual,
      @ForAll @IntRange(min = 4, max = 300) int longest,
      @ForAll boolean marked) {
    Sample sample = sample(seed, visual, longest, marked);
    Receiver receiver = receiver(visual).packets(sample.packets());
    assertThat(receiver.frames().stream().map(frame -> frame.withCodec("")).toList())
        .isEqualTo(sample.frames());
    assertThat(receiver.quirks()).isSubsetOf("frame-no-marker");
  }

  @Property(tries = 1500)
  void aLossNeverMakesAFrameThatSeemsWhole(
      @ForAll long seed,
      @ForAll boolean visual,
      @ForAll @IntRange(min = 4, max = 100) int longest,
      @ForAll boolean marked,
      @ForAll @IntRange(min = 1, max = 60) int percent) {
    Sample sample = sample(seed, visual, longest, marked);
    Receiver receiver = receiver(visual);
    Losses.send(sample.packets(), receiver, new Random(~seed), percent);
    Losses.expectNoFalseFrame(receiver, sample.frames());
  }

  @Property(tries = 300)
  void anyBytesAreNoException(@ForAll long seed, @ForAll boolean visual) {
    Receiver receiver = receiver(visual);
    Losses.sendChanged(sample(seed, visual, 60, true).packets(), receiver, new Random(seed));
    assertThat(receiver.close().taken()).isZero();
  }
}
