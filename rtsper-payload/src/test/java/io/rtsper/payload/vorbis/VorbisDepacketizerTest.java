package io.rtsper.payload.vorbis;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.media.AudioParameters;
import io.rtsper.api.media.Discontinuity;
import io.rtsper.payload.testing.Losses;
import io.rtsper.payload.testing.Packet;
import io.rtsper.payload.testing.Parts;
import io.rtsper.payload.testing.Receiver;
import io.rtsper.testkit.contract.RecordedFrame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What RFC 5215 has, round trips and losses. */
class VorbisDepacketizerTest {

  private static final int ID = 0xABCDEF;
  private static final int LONG_DURATION = 1024;

  static Receiver receiver(String... parameters) {
    return new Receiver(
        new VorbisDepacketizerProvider(), Receiver.track("audio", "VORBIS/44100/2", parameters));
  }

  static Receiver described() {
    return receiver(VorbisStream.configuration(ID, 2, 44_100));
  }

  private static byte[] payload(int identifier, byte[]... packets) {
    List<byte[]> parts = new ArrayList<>();
    parts.add(VorbisStream.prefix(identifier, 0, 0, packets.length));
    Arrays.stream(packets).map(VorbisStream::behindLength).forEach(parts::add);
    return Parts.joined(parts.toArray(new byte[0][]));
  }

  @Test
  void theDescriptionHasTheHeaders() {
    AudioParameters parameters = (AudioParameters) described().parameters();
    assertThat(parameters).hasToString("vorbis 44100 Hz 2 channels");
    byte[] first = VorbisStream.identification(2, 44_100);
    byte[] comment = VorbisStream.comment();
    assertThat(parameters.configuration())
        .isEqualTo(
            Parts.joined(
                new byte[] {2, (byte) first.length, (byte) comment.length},
                first,
                comment,
                VorbisStream.setup()));
  }

  @Test
  void timesOfPacketsFollowFromTheSizesOfTheirBlocks() {
    byte[] two = {VorbisStream.LONG, 1};
    byte[] small = {VorbisStream.SHORT, 2};
    byte[] back = {VorbisStream.LONG_BEHIND_SHORT, 3};
    Receiver receiver = described().packet(100, false, payload(ID, two, two, small, small, back));
    // (2048 + 2048) / 4, (2048 + 256) / 4, (256 + 256) / 4, (256 + 2048) / 4
    assertThat(receiver.frames())
        .extracting(frame -> frame.timestamp() + " " + frame.duration())
        .containsExactly("100 1024", "1124 1024", "2148 576", "2724 128", "2852 576");
    assertThat(receiver.quirks()).isEmpty();
  }

  @Test
  void headersMayComeInTheStreamInFragments() {
    byte[] packed = VorbisStream.packed(1, 16_000);
    Receiver receiver = receiver();
    int[] fragments = {1, 2, 3};
    for (int i = 0; i < 3; i++) {
      int from = i * packed.length / 3;
      byte[] part = Arrays.copyOfRange(packed, from, (i + 1) * packed.length / 3);
      receiver.packet(
          0,
          false,
          Parts.joined(
              VorbisStream.prefix(7, fragments[i], 1, 0), VorbisStream.behindLength(part)));
    }
    assertThat(receiver.parameters()).hasToString("vorbis 16000 Hz 1 channel");
    receiver.packet(0, false, payload(7, new byte[] {VorbisStream.LONG}));
    assertThat(receiver.data()).containsExactly("0e");
    assertThat(receiver.quirks()).isEmpty();
    assertThat(receiver.taken()).isPositive();
    receiver.discontinuity(Discontinuity.NEW_SOURCE);
    assertThat(receiver.taken()).isZero();
    receiver.packet(0, false, payload(7, new byte[] {VorbisStream.LONG}));
    assertThat(receiver.quirks()).containsExactly("vorbis-other-configuration");
  }

  @Test
  void aStreamMayChangeItsHeaders() {
    Receiver receiver = described();
    receiver.packet(0, false, payload(ID, new byte[] {VorbisStream.LONG}));
    receiver.packet(
        0,
        false,
        Parts.joined(
            VorbisStream.prefix(8, 0, 1, 1),
            VorbisStream.behindLength(VorbisStream.packed(1, 16_000))));
    receiver.packet(0, false, payload(8, new byte[] {VorbisStream.LONG, 8}));
    assertThat(receiver.parameters()).hasToString("vorbis 16000 Hz 1 channel");
    receiver.packet(0, false, payload(ID, new byte[] {VorbisStream.LONG, 9}));
    assertThat(receiver.parameters()).hasToString("vorbis 44100 Hz 2 channels");
    assertThat(receiver.data()).containsExactly("0e", "0e08", "0e09");
    assertThat(receiver.quirks()).isEmpty();
  }

  @Test
  void whatCannotBeReadIsLeftOut() {
    assertThat(receiver("configuration=AAAA").quirks()).containsExactly("vorbis-configuration");
    Receiver receiver = described();
    receiver.packet(0, false, payload(9, new byte[] {VorbisStream.LONG}));
    receiver.packet(0, false, "abcdef01 0005 0e01").packet(0, false, "abcdef");
    receiver.packet(0, false, "abcdefc0 0001 0e").packet(0, false, "abcdef40 0001 0e");
    receiver.packet(0, false, "abcdef01 0001 0e").packet(0, false, "abcdef11 0003 020102");
    receiver.packet(0, false, "abcdef21 0001 00");
    assertThat(receiver.data()).containsExactly("0e");
    assertThat(receiver.quirks())
        .containsExactly(
            "vorbis-other-configuration",
            "vorbis-length",
            "vorbis-fragment",
            "vorbis-configuration");
  }

  record Sample(List<Packet> packets, List<RecordedFrame> frames) {}

  /** Long blocks, several in a packet or one over several. */
  static Sample sample(long seed, int longest) {
    Random random = new Random(seed);
    List<Packet> packets = new ArrayList<>();
    List<RecordedFrame> frames = new ArrayList<>();
    long time = 1000;
    while (frames.size() < 16) {
      List<byte[]> together = new ArrayList<>();
      int length = 4;
      for (int i = random.nextInt(4); i >= 0; i--) {
        byte[] frame = Parts.data(random, 1 + random.nextInt(2 * longest));
        frame[0] = VorbisStream.LONG;
        length += 2 + frame.length;
        if (length > longest && !together.isEmpty()) {
          break;
        }
        together.add(frame);
      }
      byte[] first = together.get(0);
      if (together.size() == 1 && first.length > longest) {
        List<byte[]> parts = Parts.of(first, random, longest);
        for (int i = 0; i < parts.size(); i++) {
          boolean whole = parts.size() == 1;
          int fragment = whole ? 0 : i == 0 ? 1 : i == parts.size() - 1 ? 3 : 2;
          packets.add(
              new Packet(
                  time,
                  false,
                  Parts.joined(
                      VorbisStream.prefix(ID, fragment, 0, whole ? 1 : 0),
                      VorbisStream.behindLength(parts.get(i)))));
        }
      } else {
        packets.add(new Packet(time, false, payload(ID, together.toArray(new byte[0][]))));
      }
      for (byte[] frame : together) {
        frames.add(RecordedFrame.of(time, frame, true));
        time += LONG_DURATION;
      }
    }
    return new Sample(packets, frames);
  }

  @Property(tries = 300)
  void framesComeAsTheyWere(@ForAll long seed, @ForAll @IntRange(min = 8, max = 600) int longest) {
    Sample sample = sample(seed, longest);
    Receiver receiver = described().packets(sample.packets());
    assertThat(receiver.frames())
        .isEqualTo(
            sample.frames().stream()
                .map(frame -> frame.withCodec("vorbis").lasting(LONG_DURATION))
                .toList());
    assertThat(receiver.quirks()).isEmpty();
  }

  @Property(tries = 1000)
  void aLossNeverMakesAFrameThatSeemsWhole(
      @ForAll long seed,
      @ForAll @IntRange(min = 8, max = 200) int longest,
      @ForAll @IntRange(min = 1, max = 60) int percent) {
    Sample sample = sample(seed, longest);
    Receiver receiver = described();
    Losses.send(sample.packets(), receiver, new Random(~seed), percent);
    Losses.expectNoFalseFrame(receiver, sample.frames());
    assertThat(receiver.quirks()).isEmpty();
  }

  @Property(tries = 300)
  void anyBytesAreNoException(@ForAll long seed) {
    Receiver receiver = described();
    Losses.sendChanged(sample(seed, 60).packets(), receiver, new Random(seed));
    assertThat(receiver.close().taken()).isZero();
  }

  @Test
  void digitsOfTheDescriptionMayBeCut() {
    String whole = VorbisStream.configuration(ID, 2, 44_100);
    Receiver receiver = receiver(whole.replaceAll("=+$", ""));
    receiver.packet(0, false, payload(ID, HexFormat.of().parseHex("0e11")));
    assertThat(receiver.data()).containsExactly("0e11");
  }
}
