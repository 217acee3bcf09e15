package io.rtsper.payload.h266;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.media.ChromaFormat;
import io.rtsper.api.media.VideoParameters;
import io.rtsper.payload.testing.Receiver;
import io.rtsper.payload.testing.Units;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** What RFC 9328 has, and the faults that senders of H.264 and H.265 have. */
class H266UnitsTest {

  private static final String VPS = hex(H266Stream.vps());
  private static final String SPS = hex(H266Stream.sps(320, 240));
  private static final String PPS = hex(H266Stream.pps());
  private static final String IDR = hex(H266Stream.onlySlice(7, new byte[] {1, 2, 3, 4}));
  private static final String CRA = hex(H266Stream.onlySlice(9, new byte[] {5, 6, 7, 8}));
  private static final String GDR = hex(H266Stream.onlySlice(10, new byte[] {5, 6, 7, 9}));
  private static final String P = hex(H266Stream.onlySlice(0, new byte[] {9, 10, 11, 12}));
  private static final String HEADER = hex(H266Stream.pictureHeader(false));
  private static final String SLICE = hex(H266Stream.slice(0, new byte[] {13, 14, 15}));

  private final Receiver receiver = receiver();

  private static String hex(byte[] unit) {
    return HexFormat.of().formatHex(unit);
  }

  private static Receiver receiver(String... parameters) {
    return new Receiver(
        new H266DepacketizerProvider(), Receiver.track("video", "H266/90000", parameters));
  }

  private static String length(String unit) {
    return HexFormat.of().toHexDigits((short) (unit.length() / 2));
  }

  private static String fu(int flags, String unit, int from, int to) {
    int type = Integer.parseInt(unit.substring(2, 4), 16) >> 3;
    return "00e9"
        + HexFormat.of().toHexDigits((byte) (flags | type))
        + unit.substring(2 * from, 2 * to);
  }

  @Test
  void aFrameEndsWithTheMarker() {
    receiver.packet(1, false, VPS).packet(1, false, SPS).packet(1, false, PPS);
    receiver.packet(1, true, IDR).packet(2, false, HEADER).packet(2, false, SLICE);
    receiver.packet(2, true, SLICE);
    assertThat(receiver.data())
        .containsExactly(Units.frame(VPS, SPS, PPS, IDR), Units.frame(HEADER, SLICE, SLICE));
    assertThat(receiver.frames())
        .extracting(frame -> frame.keyFrame())
        .containsExactly(true, false);
    assertThat(receiver.quirks()).isEmpty();
  }

  @Test
  void withNeitherMarkersNorTimestampsThePictureHeadersTell() {
    receiver.packet(1, false, IDR).packet(1, false, P).packet(1, false, HEADER);
    receiver.packet(1, false, SLICE).packet(1, false, HEADER).packet(1, false, SLICE);
    assertThat(receiver.data())
        .containsExactly(Units.frame(IDR), Units.frame(P), Units.frame(HEADER, SLICE));
  }

  @Test
  void decodingStartsAtIdrCraAndGdr() {
    receiver.packet(1, true, IDR).packet(2, true, CRA).packet(3, true, GDR).packet(4, true, P);
    assertThat(receiver.frames())
        .extracting(frame -> frame.keyFrame())
        .containsExactly(true, true, true, false);
  }

  @Test
  void setsAndPicturesMayBeAggregatedAndFragmented() {
    String aggregate = "00e1" + length(SPS) + SPS + length(PPS) + PPS;
    int size = IDR.length() / 2;
    receiver.packet(1, false, aggregate).packet(1, false, fu(0x80, IDR, 2, 4));
    receiver.packet(1, false, fu(0, IDR, 4, 5)).packet(1, true, fu(0x60, IDR, 5, size));
    assertThat(receiver.data()).containsExactly(Units.frame(SPS, PPS, IDR));
    assertThat(receiver.parameters()).hasToString("vvc1.1.L51 320x240");
    assertThat(receiver.quirks()).isEmpty();
  }

  @Test
  void numbersOfTheDecodingOrderAreThereWhereTheyAreDescribed() {
    Receiver numbered = receiver("sprop-max-don-diff=1");
    numbered.packet(1, true, IDR.substring(0, 4) + "0007" + IDR.substring(4));
    numbered.packet(2, true, "00e1" + "0008" + length(HEADER) + HEADER + length(SLICE) + SLICE);
    assertThat(numbered.data()).containsExactly(Units.frame(IDR), Units.frame(HEADER, SLICE));
    numbered.packet(3, true, P.substring(0, 4) + "0008" + P.substring(4));
    assertThat(numbered.whole()).hasSize(2);
    assertThat(numbered.quirks()).containsExactly("nal-decoding-order");
  }

  @Test
  void faultsKnownOfOtherCodecsAreTolerated() {
    receiver.packet(1, true, fu(0xC0, IDR, 2, IDR.length() / 2));
    receiver.packet(2, true, "00000001" + P).packet(3, true, P + "0000");
    assertThat(receiver.data()).containsExactly(Units.frame(IDR), Units.frame(P), Units.frame(P));
    assertThat(receiver.quirks())
        .containsExactly("nal-fragment-start-and-end", "nal-start-code", "nal-trailing-zeros");
  }

  @Test
  void typesThatCannotBeHereAreLeftOut() {
    receiver.packet(1, false, "00f1aa").packet(1, false, "00").packet(1, false, "00e9");
    receiver.packet(1, false, "00e99daa").packet(1, true, IDR);
    assertThat(receiver.data()).containsExactly("!" + Units.frame(IDR));
    assertThat(receiver.quirks()).containsExactly("nal-type", "nal-too-short");
  }

  @Test
  void theDescriptionTellsTheParametersBeforeTheFirstPacket() {
    Base64.Encoder base64 = Base64.getEncoder();
    Receiver described =
        receiver(
            "sprop-sps=" + base64.encodeToString(H266Stream.fullSps()),
            "sprop-pps=" + base64.encodeToString(H266Stream.pps()));
    VideoParameters parameters = (VideoParameters) described.parameters();
    assertThat(parameters).hasToString("vvc1.65.H80 1920x1080");
    assertThat(parameters.codedHeight()).isEqualTo(1088);
    assertThat(parameters.chromaFormat()).isEqualTo(ChromaFormat.YUV420);
    assertThat(parameters.profile()).isEqualTo(65);
    assertThat(parameters.level()).isEqualTo(80);
    assertThat(parameters.bitDepth()).isZero();
    assertThat(parameters.parameterSets()).hasSize(2);
    described.packet(1, false, SPS).packet(1, false, PPS).packet(1, true, IDR);
    assertThat(described.parameters()).hasToString("vvc1.1.L51 320x240");
    assertThat(((VideoParameters) described.parameters()).bitDepth()).isEqualTo(10);
    assertThat(described.quirks()).containsExactly("described-parameter-set-differs");
    assertThat(described.close().taken()).isZero();
  }

  @Test
  void aSetThatCannotBeReadIsReported() {
    receiver.packet(1, false, "0079" + "0000").packet(1, true, IDR);
    assertThat(receiver.quirks()).containsExactly("parameter-set-unreadable", "nal-trailing-zeros");
    assertThat(receiver("sprop-sps=AHkB").quirks())
        .containsExactly("described-parameter-set-unreadable");
  }

  @Test
  void aSetBeforeWhichAnotherMayBeMissingBeginsNothingWhole() {
    receiver.packet(1, true, P).lose(1);
    // Pictures without sets have said nothing of what comes before sets.
    receiver.packet(2, false, SPS).packet(2, false, PPS).packet(2, true, IDR);
    receiver.packet(3, false, VPS).packet(3, false, SPS).packet(3, true, IDR).lose(1);
    receiver.packet(4, false, SPS).packet(4, true, IDR);
    assertThat(receiver.data())
        .containsExactly(
            Units.frame(P),
            "!" + Units.frame(SPS, PPS, IDR),
            Units.frame(VPS, SPS, IDR),
            "!" + Units.frame(SPS, IDR));
  }
}
