package io.rtsper.payload.h265;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.media.VideoParameters;
import io.rtsper.payload.testing.Receiver;
import io.rtsper.payload.testing.Units;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** What RFC 7798 has, and what devices and servers send instead. */
class H265DepacketizerTest {

  private static final String VPS = hex(H265Stream.vps());
  private static final String SPS = hex(H265Stream.sps(320, 240));
  private static final String PPS = hex(H265Stream.pps());
  private static final String IDR = hex(H265Stream.slice(19, true, new byte[] {1, 2, 3, 4}));
  private static final String CRA = hex(H265Stream.slice(21, true, new byte[] {5, 6, 7, 8}));
  private static final String P = hex(H265Stream.slice(1, true, new byte[] {9, 10, 11, 12}));
  private static final String P_REST = hex(H265Stream.slice(1, false, new byte[] {13, 14, 15}));
  private static final String TRAIL_N = hex(H265Stream.slice(0, true, new byte[] {16, 17, 18}));

  private final Receiver receiver = receiver();

  private static String hex(byte[] unit) {
    return HexFormat.of().formatHex(unit);
  }

  private static Receiver receiver(String... parameters) {
    return new Receiver(
        new H265DepacketizerProvider(), Receiver.track("video", "H265/90000", parameters));
  }

  private static String length(String unit) {
    return HexFormat.of().toHexDigits((short) (unit.length() / 2));
  }

  private static String fu(String flags, String unit, int from, int to) {
    int type = Integer.parseInt(unit.substring(0, 2), 16) >> 1;
    int header = Integer.parseInt(flags, 16) | type;
    return "6201" + HexFormat.of().toHexDigits((byte) header) + unit.substring(2 * from, 2 * to);
  }

  @Test
  void aFrameEndsWithTheMarker() {
    receiver.packet(1, false, VPS).packet(1, false, SPS).packet(1, false, PPS);
    receiver.packet(1, true, IDR).packet(2, false, P).packet(2, true, P_REST);
    assertThat(receiver.data())
        .containsExactly(Units.frame(VPS, SPS, PPS, IDR), Units.frame(P, P_REST));
    assertThat(receiver.frames())
        .extracting(frame -> frame.keyFrame())
        .containsExactly(true, false);
    assertThat(receiver.quirks()).isEmpty();
  }

  @Test
  void withNeitherMarkersNorTimestampsTheSlicesTell() {
    receiver.packet(1, false, IDR).packet(1, false, P).packet(1, false, P_REST);
    receiver.packet(1, false, "460150").packet(1, false, TRAIL_N);
    assertThat(receiver.data()).containsExactly(Units.frame(IDR), Units.frame(P, P_REST));
  }

  @Test
  void x265SendsLaterKeyPicturesWithoutParameterSets() {
    receiver.packet(1, false, VPS).packet(1, false, SPS).packet(1, false, PPS);
    receiver.packet(1, true, IDR).packet(2, true, P).packet(3, true, CRA);
    assertThat(receiver.frames())
        .extracting(frame -> frame.keyFrame())
        .containsExactly(true, false, true);
    assertThat(((VideoParameters) receiver.parameters()).parameterSets()).hasSize(3);
  }

  @Test
  void gstreamerWithHrdRepeatsSetsBehindInformation() {
    String sei = "4e01 0001 80 80".replace(" ", "");
    receiver.packet(1, false, sei).packet(1, false, VPS).packet(1, false, SPS);
    receiver.packet(1, false, PPS).packet(1, false, VPS).packet(1, false, SPS);
    receiver.packet(1, false, PPS).packet(1, true, IDR);
    assertThat(receiver.data())
        .containsExactly(Units.frame(sei, VPS, SPS, PPS, VPS, SPS, PPS, IDR));
    assertThat(receiver.quirks()).isEmpty();
  }

  @Test
  void ffmpegAggregatesSetsAndInformation() {
    receiver.packet(1, false, "6001" + length(VPS) + VPS + length(SPS) + SPS + length(PPS) + PPS);
    receiver.packet(1, true, IDR);
    assertThat(receiver.data()).containsExactly(Units.frame(VPS, SPS, PPS, IDR));
  }

  @Test
  void intelN100SendsSlicesOfType0() {
    receiver.packet(1, true, IDR).packet(2, true, TRAIL_N);
    assertThat(receiver.data()).containsExactly(Units.frame(IDR), Units.frame(TRAIL_N));
    assertThat(receiver.quirks()).isEmpty();
  }

  @Test
  void openIpcSetsStartAndEndOfOneFragment() {
    receiver.packet(1, true, fu("c0", IDR, 2, IDR.length() / 2));
    assertThat(receiver.data()).containsExactly(Units.frame(IDR));
    assertThat(receiver.quirks()).containsExactly("nal-fragment-start-and-end");
  }

  @Test
  void amatekPutsUnitsWithStartCodesIntoOne() {
    String blob = VPS + "00000001" + SPS + "00000001" + PPS + "00000001" + IDR;
    int size = blob.length() / 2;
    receiver.packet(1, false, fu("80", blob, 2, 30)).packet(1, true, fu("40", blob, 30, size));
    receiver.packet(2, true, "00000001" + P);
    assertThat(receiver.data()).containsExactly(Units.frame(VPS, SPS, PPS, IDR), Units.frame(P));
    assertThat(receiver.parameters()).hasToString("hvc1.1.6.L93.B0 320x240");
    assertThat(receiver.quirks()).containsExactly("nal-start-code");
  }

  @Test
  void numbersOfTheDecodingOrderAreThereWhereTheyAreDescribed() {
    Receiver numbered = receiver("sprop-max-don-diff=1");
    numbered.packet(1, true, IDR.substring(0, 4) + "0007" + IDR.substring(4));
    numbered.packet(2, true, "6001" + "0008" + length(P) + P + "00" + length(P_REST) + P_REST);
    assertThat(numbered.data()).containsExactly(Units.frame(IDR), Units.frame(P, P_REST));
    numbered.packet(3, true, P.substring(0, 4) + "0008" + P.substring(4));
    assertThat(numbered.whole()).hasSize(2);
    assertThat(numbered.quirks()).containsExactly("nal-decoding-order");
  }

  @Test
  void typesThatCannotBeHereAreLeftOut() {
    receiver.packet(1, false, "7e01aa").packet(1, false, "62").packet(1, false, "6201");
    receiver.packet(1, false, "640164").packet(1, false, "6201bfaa").packet(1, true, IDR);
    assertThat(receiver.data()).containsExactly("!" + Units.frame(IDR));
    assertThat(receiver.quirks()).containsExactly("nal-type", "nal-too-short");
  }

  @Test
  void theDescriptionTellsTheParametersBeforeTheFirstPacket() {
    Base64.Encoder base64 = Base64.getEncoder();
    Receiver described =
        receiver(
            "sprop-vps=" + base64.encodeToString(H265Stream.vps()),
            "sprop-sps=" + base64.encodeToString(H265Stream.sps(640, 480)),
            "sprop-pps=" + base64.encodeToString(H265Stream.pps()));
    VideoParameters parameters = (VideoParameters) described.parameters();
    assertThat(parameters).hasToString("hvc1.1.6.L93.B0 640x480");
    assertThat(parameters.frameRate()).hasValue(25);
    assertThat(parameters.reorderedFrames()).hasValue(2);
    assertThat(parameters.configuration())
        .asHexString()
        .startsWithIgnoringCase(
            "0101600000" + "00B00000000000" + "5D" + "F000FCFDF8F8" + "00000F03");
    described
        .packet(1, false, VPS)
        .packet(1, false, SPS)
        .packet(1, false, PPS)
        .packet(1, true, IDR);
    assertThat(described.parameters()).hasToString("hvc1.1.6.L93.B0 320x240");
    assertThat(described.quirks()).containsExactly("described-parameter-set-differs");
    assertThat(described.close().taken()).isZero();
  }
}
