package io.rtsper.payload.h266;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.media.VideoParameters;
import io.rtsper.payload.testing.BitWriter;
import io.rtsper.payload.testing.Losses;
import io.rtsper.payload.testing.Packet;
import io.rtsper.payload.testing.Receiver;
import io.rtsper.payload.testing.TwoBytePacketizer;
import io.rtsper.payload.testing.Units;
import io.rtsper.testkit.contract.RecordedFrame;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class H266DepacketizerTest {

  private static final String IDR = "0039 80aabb".replace(" ", "");
  private static final String SLICE = "0001 80ccdd".replace(" ", "");

  private static Receiver receiver(String... parameters) {
    return new Receiver(
        new H266DepacketizerProvider(), Receiver.track("video", "H266/90000", parameters));
  }

  /**
   * Returns a set of the profile Main 10 for pictures of 320 x 240 that are cropped to 320 x 180.
   */
  private static byte[] sps() {
    BitWriter bits = new BitWriter().bits(0, 8).bits(1, 3).bits(1, 2).bits(0, 2).bits(1, 1);
    bits.bits(1, 7).bits(0, 1).bits(51, 8).bits(0, 2).bits(0, 1).bits(0, 5);
    bits.bits(1, 1).bits(0, 7).bits(35, 8).bits(1, 8).bits(7, 32); // a level and a sub-profile
    bits.bits(0, 1).bits(0, 1).ue(320).ue(240).bits(1, 1).ue(0).ue(0).ue(10).ue(20);
    return bits.unit(0, H266Type.SPS << 3 | 1);
  }

  @Test
  void aPictureBeginsWithItsHeader() {
    String header = "0099" + "1234";
    Receiver receiver = receiver().packet(1, false, IDR).packet(1, false, SLICE);
    receiver
        .packet(1, false, header)
        .packet(1, false, "0001" + "40ee")
        .packet(1, false, "0001" + "41ff");
    receiver.packet(2, true, SLICE);
    assertThat(receiver.data())
        .containsExactly(
            Units.frame(IDR),
            Units.frame(SLICE),
            Units.frame(header, "000140ee", "000141ff"),
            Units.frame(SLICE));
    assertThat(receiver.frames())
        .extracting(frame -> frame.keyFrame())
        .containsExactly(true, false, false, false);
  }

  @Test
  void aggregatesAndFragmentsAreRead() {
    String sps = HexFormat.of().formatHex(sps());
    String length = HexFormat.of().toHexDigits((short) (sps.length() / 2));
    Receiver receiver = receiver();
    receiver.packet(1, false, "00e1" + length + sps + "0005" + IDR);
    receiver.packet(1, false, "00e9" + "87" + "0011").packet(1, true, "00e9" + "67" + "2233");
    assertThat(receiver.data()).containsExactly(Units.frame(sps, IDR, "0039" + "00112233"));
    assertThat(receiver.parameters()).hasToString("vvc1.1.L51 320x180");
    assertThat(((VideoParameters) receiver.parameters()).cropTop()).isEqualTo(20);
    assertThat(receiver.quirks()).isEmpty();
    assertThat(receiver.close().taken()).isZero();
  }

  @Test
  void theDescriptionTellsTheParametersBeforeTheFirstPacket() {
    String sps = Base64.getEncoder().encodeToString(sps());
    assertThat(receiver("sprop-sps=" + sps).parameters()).hasToString("vvc1.1.L51 320x180");
  }

  // ---- Properties

  private record Sample(List<Packet> packets, List<RecordedFrame> frames) {}

  private static Sample sample(long seed, int longest, boolean numbered) {
    Random random = new Random(seed);
    TwoBytePacketizer packetizer =
        new TwoBytePacketizer(random, longest, numbered, H266Type.HEADER);
    List<Packet> packets = new ArrayList<>();
    List<RecordedFrame> frames = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      boolean key = i % 4 == 0;
      boolean several = random.nextBoolean();
      List<byte[]> units = new ArrayList<>();
      if (several) {
        units.add(new byte[] {0, (byte) (H266Type.PICTURE_HEADER << 3 | 1), 0x12, 0x34});
      }
      for (int k = several ? 1 + random.nextInt(3) : 1; k > 0; k--) {
        byte[] slice = new byte[3 + random.nextInt(3 * longest)];
        random.nextBytes(slice);
        for (int at = 0; at < slice.length; at++) {
          slice[at] |= 4; // No start codes, and no zero at the end.
        }
        slice[0] = 0;
        slice[1] = (byte) ((key ? 8 : 1) << 3 | 1);
        slice[2] = (byte) (several ? slice[2] & 0x7F : slice[2] | 0x80);
        units.add(slice);
      }
      packets.addAll(packetizer.packets(3000L * i, units));
      frames.add(RecordedFrame.of(3000L * i, Units.joined(units), key));
    }
    return new Sample(packets, frames);
  }

  private static Receiver numbered(boolean numbered) {
    return receiver("sprop-max-don-diff=" + (numbered ? 1 : 0));
  }

  @Property(tries = 300)
  void framesAreTheAccessUnits(
      @ForAll long seed,
      @ForAll @IntRange(min = 32, max = 1400) int longest,
      @ForAll boolean numbered) {
    Sample sample = sample(seed, longest, numbered);
    Receiver receiver = numbered(numbered).packets(sample.packets());
    assertThat(receiver.frames()).isEqualTo(sample.frames());
    assertThat(receiver.quirks()).isEmpty();
  }

  @Property(tries = 2000)
  void aLossNeverMakesAFrameThatSeemsWhole(
      @ForAll long seed,
      @ForAll boolean numbered,
      @ForAll @IntRange(min = 1, max = 60) int percent) {
    Sample sample = sample(seed, 80, numbered);
    Receiver receiver = numbered(numbered);
    Losses.send(sample.packets(), receiver, new Random(~seed), percent);
    Losses.expectNoFalseFrame(receiver, sample.frames());
  }

  @Property(tries = 300)
  void anyBytesAreNoException(@ForAll long seed, @ForAll boolean numbered) {
    Receiver receiver = numbered(numbered);
    Losses.sendChanged(sample(seed, 80, numbered).packets(), receiver, new Random(seed));
    assertThat(receiver.close().taken()).isZero();
  }
}
