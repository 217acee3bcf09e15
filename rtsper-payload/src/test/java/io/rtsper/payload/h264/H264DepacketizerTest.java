package io.rtsper.payload.h264;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.media.Discontinuity;
import io.rtsper.api.media.VideoParameters;
import io.rtsper.payload.testing.Receiver;
import io.rtsper.payload.testing.Units;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** What RFC 6184 has, and what devices and servers send instead. */
class H264DepacketizerTest {

  private static final String SPS = H264Stream.hex(H264Stream.sps());
  private static final String PPS = H264Stream.hex(H264Stream.pps());
  private static final String IDR = H264Stream.hex(H264Stream.idr(0, 0, data(7)));
  private static final String IDR_REST = H264Stream.hex(H264Stream.idr(40, 0, data(8)));
  private static final String P1 = H264Stream.hex(H264Stream.slice(0, 1, data(9)));
  private static final String P1_REST = H264Stream.hex(H264Stream.slice(40, 1, data(10)));
  private static final String P2 = H264Stream.hex(H264Stream.slice(0, 2, data(11)));
  private static final String SEI = "0605 02 aabb 80".replace(" ", "");
  private static final String AUD = "09f0";

  private final Receiver receiver = receiver("packetization-mode=1");

  private static Receiver receiver(String... parameters) {
    return new Receiver(
        new H264DepacketizerProvider(), Receiver.track("video", "H264/90000", parameters));
  }

  private static byte[] data(int length) {
    byte[] data = new byte[length];
    for (int i = 0; i < length; i++) {
      data[i] = (byte) (0x35 + 5 * i);
    }
    return data;
  }

  private static String length(String unit) {
    return HexFormat.of().toHexDigits((short) (unit.length() / 2));
  }

  private static String stapA(String... units) {
    StringBuilder payload = new StringBuilder("78");
    for (String unit : units) {
      payload.append(length(unit)).append(unit);
    }
    return payload.toString();
  }

  /** Returns a fragment of a unit, from a byte of it to another one. */
  private static String fuA(String flags, String unit, int from, int to) {
    int header = Integer.parseInt(unit.substring(0, 2), 16);
    int flag = Integer.parseInt(flags, 16);
    return HexFormat.of().toHexDigits((byte) (header & 0x60 | 28))
        + HexFormat.of().toHexDigits((byte) (flag | header & 0x1F))
        + unit.substring(2 * from, 2 * to);
  }

  private static int size(String unit) {
    return unit.length() / 2;
  }

  // ---- Where access units end

  @Test
  void aFrameEndsWithTheMarker() {
    receiver.packet(1, false, SPS).packet(1, false, PPS).packet(1, true, IDR).packet(2, true, P1);
    assertThat(receiver.data()).containsExactly(Units.frame(SPS, PPS, IDR), Units.frame(P1));
    assertThat(receiver.frames())
        .extracting(frame -> frame.keyFrame())
        .containsExactly(true, false);
    assertThat(receiver.quirks()).isEmpty();
  }

  @Test
  void flirM400SetsNoMarkers() {
    receiver.packet(1, false, IDR).packet(1, false, IDR_REST).packet(2, false, P1);
    receiver.packet(3, false, P2);
    assertThat(receiver.data()).containsExactly(Units.frame(IDR, IDR_REST), Units.frame(P1));
    assertThat(receiver.quirks()).containsExactly("nal-no-marker");
  }

  @Test
  void gstreamerOfRawFilesGivesAllPicturesOneTimestamp() {
    receiver.packet(1, true, IDR).packet(1, true, P1).packet(1, true, P2);
    assertThat(receiver.data()).containsExactly(Units.frame(IDR), Units.frame(P1), Units.frame(P2));
    assertThat(receiver.quirks()).isEmpty();
  }

  @Test
  void withNeitherMarkersNorTimestampsTheSlicesTell() {
    receiver.packet(1, false, IDR).packet(1, false, IDR_REST).packet(1, false, P1);
    receiver.packet(1, false, P1_REST).packet(1, false, AUD).packet(1, false, P2);
    assertThat(receiver.data())
        .containsExactly(Units.frame(IDR, IDR_REST), Units.frame(P1, P1_REST));
  }

  @Test
  void reolinkRlc822aGivesParameterSetsAMarkerAndTheTimestampOfThePictureBefore() {
    receiver.packet(1, true, P1).packet(1, true, SPS).packet(1, true, PPS).packet(2, true, IDR);
    assertThat(receiver.data()).containsExactly(Units.frame(P1), Units.frame(SPS, PPS, IDR));
    assertThat(receiver.frames()).extracting(frame -> frame.timestamp()).containsExactly(1L, 2L);
    assertThat(receiver.quirks())
        .containsExactly("nal-marker-without-picture", "nal-other-timestamp");
  }

  @Test
  void lvIp22ir40dvblAndH264dvrMarkSupplementalInformation() {
    receiver.packet(1, true, SPS).packet(1, true, PPS).packet(1, true, SEI).packet(1, true, IDR);
    assertThat(receiver.data()).containsExactly(Units.frame(SPS, PPS, SEI, IDR));
    assertThat(receiver.quirks()).containsExactly("nal-marker-without-picture");
  }

  @Test
  void vstarcamSendsTheNextPictureWithTheTimestampOfTheOneBefore() {
    receiver.packet(1, true, IDR).packet(1, true, P1).packet(2, true, P2);
    assertThat(receiver.data()).containsExactly(Units.frame(IDR), Units.frame(P1), Units.frame(P2));
  }

  @Test
  void aMarkerOnEachSliceIsNoticedWithTheSecondOne() {
    receiver.packet(1, true, IDR).packet(1, true, IDR_REST);
    receiver.packet(2, true, P1).packet(2, true, P1_REST).packet(3, true, P2);
    assertThat(receiver.data())
        .containsExactly(Units.frame(IDR), "!" + Units.frame(IDR_REST), Units.frame(P1, P1_REST));
    assertThat(receiver.quirks()).containsExactly("nal-marker-within-picture");
  }

  @Test
  void gstreamer122PutsParameterSetsBetweenTheSlices() {
    receiver.packet(1, false, IDR).packet(1, false, SPS).packet(1, false, PPS);
    receiver.packet(1, true, IDR_REST).packet(2, true, P1);
    assertThat(receiver.data())
        .containsExactly(Units.frame(IDR, SPS, PPS, IDR_REST), Units.frame(P1));
    assertThat(receiver.parameters().codec()).isEqualTo("avc1.64001f");
  }

  @Test
  void x264InMp4PutsInformationBeforeTheFirstDelimiter() {
    receiver.packet(1, false, SEI).packet(1, false, AUD).packet(1, true, IDR);
    assertThat(receiver.data()).containsExactly(Units.frame(SEI, AUD, IDR));
  }

  @Test
  void anEmptyPacketWithTheMarkerEndsAFrame() {
    receiver.packet(1, false, IDR).packet(1, false, "").packet(1, true, "").packet(2, true, P1);
    assertThat(receiver.data()).containsExactly(Units.frame(IDR), Units.frame(P1));
    assertThat(receiver.quirks()).isEmpty();
  }

  @Test
  void bothFieldsOfOneTimestampAreOneFrame() {
    Receiver fields = receiver();
    fields.packet(1, false, FieldStream.SPS).packet(1, false, FieldStream.PPS);
    fields.packet(1, false, FieldStream.slice(0, 0, false, true));
    fields.packet(1, false, FieldStream.slice(0, 0, true, false));
    fields.packet(2, false, FieldStream.slice(0, 1, false, false));
    fields.packet(2, false, FieldStream.slice(9, 1, false, false));
    fields.packet(2, true, FieldStream.slice(0, 1, true, false));
    assertThat(fields.frames()).hasSize(2).noneMatch(frame -> frame.damaged());
    assertThat(((VideoParameters) fields.parameters()).interlaced()).isTrue();
  }

  @Test
  void fieldsWithTimestampsOfTheirOwnAreTwoFrames() {
    Receiver fields = receiver();
    fields.packet(1, false, FieldStream.SPS).packet(1, false, FieldStream.PPS);
    fields.packet(1, true, FieldStream.slice(0, 0, false, true));
    fields.packet(2, true, FieldStream.slice(0, 0, true, false));
    assertThat(fields.frames()).hasSize(2).noneMatch(frame -> frame.damaged());
  }

  // ---- Key frames

  @Test
  void aRecoveryPointIsAKeyFrame() {
    receiver.packet(1, false, H264Stream.hex(H264Stream.recoveryPoint())).packet(1, true, P1);
    receiver.packet(2, false, SEI).packet(2, true, P2);
    assertThat(receiver.frames())
        .extracting(frame -> frame.keyFrame())
        .containsExactly(true, false);
  }

  // ---- Aggregates

  @Test
  void aggregatesGiveTheirUnits() {
    receiver.packet(1, true, stapA(AUD, SPS, PPS, IDR));
    assertThat(receiver.data()).containsExactly(Units.frame(AUD, SPS, PPS, IDR));
  }

  @Test
  void anAggregateThatClaimsMoreThanItHasKeepsItsEarlierUnits() {
    receiver.packet(1, true, stapA(SPS, PPS) + "0100" + IDR).packet(2, true, IDR);
    assertThat(receiver.data()).containsExactly("!" + Units.frame(SPS, PPS, IDR));
    assertThat(receiver.quirks()).contains("nal-aggregate-length");
  }

  @Test
  void zerosBehindAnAggregateAreLeftOut() {
    receiver.packet(1, true, stapA(SPS, PPS, IDR) + "000000");
    assertThat(receiver.data()).containsExactly(Units.frame(SPS, PPS, IDR));
    assertThat(receiver.quirks()).containsExactly("nal-aggregate-empty-unit");
  }

  @Test
  void numberedAggregatesAreReadInTheirOrder() {
    receiver.packet(1, true, "79ffff" + length(SPS) + SPS + length(IDR) + IDR);
    receiver.packet(2, true, "7a0001" + length("000000" + P1) + "000000" + P1);
    receiver.packet(3, true, "7b0002" + length("00000000" + P2) + "00000000" + P2);
    assertThat(receiver.data())
        .containsExactly(Units.frame(SPS, IDR), Units.frame(P1), Units.frame(P2));
    assertThat(receiver.quirks()).isEmpty();
  }

  @Test
  void unitsOutOfDecodingOrderAreDamaged() {
    receiver.packet(1, true, "790005" + length(IDR) + IDR);
    receiver.packet(2, true, "790003" + length(P1) + P1);
    assertThat(receiver.data()).containsExactly(Units.frame(IDR), "!" + Units.frame(P1));
    assertThat(receiver.quirks()).containsExactly("nal-decoding-order");
  }

  @Test
  void unitsOfAnAggregateMayHaveTimestampsOfTheirOwn() {
    String first = length("000000" + P1) + "000000" + P1;
    String second = length("010e10" + P2) + "010e10" + P2;
    receiver.packet(100, true, "7a0000" + first + second);
    assertThat(receiver.frames())
        .extracting(frame -> frame.timestamp())
        .containsExactly(100L, 100L + 0xE10);
  }

  // ---- Fragments

  @Test
  void fragmentsAreJoined() {
    receiver.packet(1, false, fuA("80", IDR, 1, 5)).packet(1, false, fuA("00", IDR, 5, 6));
    receiver.packet(1, true, fuA("40", IDR, 6, size(IDR)));
    assertThat(receiver.data()).containsExactly(Units.frame(IDR));
    assertThat(receiver.quirks()).isEmpty();
  }

  @Test
  void openIpcSetsStartAndEndOfOneFragment() {
    receiver.packet(1, true, fuA("c0", IDR, 1, size(IDR)));
    assertThat(receiver.data()).containsExactly(Units.frame(IDR));
    assertThat(receiver.quirks()).containsExactly("nal-fragment-start-and-end");
  }

  @Test
  void longseCmsekl800SetsTheReservedBit() {
    receiver.packet(1, false, fuA("a0", IDR, 1, 5)).packet(1, true, fuA("60", IDR, 5, size(IDR)));
    assertThat(receiver.data()).containsExactly(Units.frame(IDR));
    assertThat(receiver.quirks()).containsExactly("nal-fragment-reserved-bit");
  }

  @Test
  void tiandyChangesTheTypeAmidAUnit() {
    String other = "41" + IDR.substring(2);
    receiver.packet(1, false, fuA("80", IDR, 1, 5)).packet(1, true, fuA("40", other, 5, size(IDR)));
    assertThat(receiver.data()).containsExactly(Units.frame(IDR));
    assertThat(receiver.quirks()).containsExactly("nal-fragment-other-type");
  }

  @Test
  void anEmptyFragmentAddsNothing() {
    receiver.packet(1, false, fuA("80", IDR, 1, 5)).packet(1, false, fuA("00", IDR, 5, 5));
    receiver.packet(1, true, fuA("40", IDR, 5, size(IDR)));
    assertThat(receiver.data()).containsExactly(Units.frame(IDR));
    assertThat(receiver.quirks()).containsExactly("nal-fragment-empty");
  }

  @Test
  void antiSocialsCameraLeavesTheLastFragmentOutWithoutAGap() {
    receiver.packet(1, false, fuA("80", P1, 1, 5));
    receiver.packet(1, false, fuA("80", P1_REST, 1, 5));
    receiver.packet(1, true, fuA("40", P1_REST, 5, size(P1_REST))).packet(2, true, P2);
    assertThat(receiver.data()).containsExactly("!" + Units.frame(P1_REST), Units.frame(P2));
    assertThat(receiver.quirks()).containsExactly("nal-fragment-without-end");
  }

  @Test
  void aFragmentWithoutEndIsWholeWhereTheMarkerIs() {
    receiver.packet(1, false, fuA("80", IDR, 1, 5)).packet(1, true, fuA("00", IDR, 5, size(IDR)));
    assertThat(receiver.data()).containsExactly(Units.frame(IDR));
    assertThat(receiver.quirks()).containsExactly("nal-fragment-end-by-marker");
  }

  @Test
  void fragmentsWithoutAStartDamageTheirFrame() {
    receiver.packet(1, true, IDR).packet(2, false, fuA("00", P1, 5, 7));
    receiver.packet(2, false, fuA("40", P1, 7, size(P1))).packet(2, true, P1_REST);
    assertThat(receiver.data()).containsExactly(Units.frame(IDR), "!" + Units.frame(P1_REST));
    assertThat(receiver.quirks()).containsExactly("nal-fragment-without-start");
  }

  @Test
  void theEndOfAPictureThatBeganBeforePlayIsLeftOutWithoutAWord() {
    receiver.packet(1, false, fuA("00", P1, 5, 7)).packet(1, true, fuA("40", P1, 7, size(P1)));
    receiver.packet(2, true, IDR);
    assertThat(receiver.data()).containsExactly(Units.frame(IDR));
    assertThat(receiver.whole()).hasSize(1);
    assertThat(receiver.quirks()).isEmpty();
  }

  @Test
  void slicesWithoutTheFirstOneAtTheBeginningAreDamaged() {
    receiver.packet(1, true, P1_REST).packet(2, true, P2);
    assertThat(receiver.data()).containsExactly("!" + Units.frame(P1_REST), Units.frame(P2));
  }

  // ---- Start codes and zeros

  @Test
  void v380SendsSetsAndPictureAsOneUnitWithStartCodes() {
    receiver.packet(1, true, SPS + "00000001" + PPS + "000001" + IDR).packet(2, true, P1);
    assertThat(receiver.data()).containsExactly(Units.frame(SPS, PPS, IDR), Units.frame(P1));
    assertThat(receiver.frames().get(0).keyFrame()).isTrue();
    assertThat(receiver.parameters().codec()).isEqualTo("avc1.64001f");
    assertThat(receiver.quirks()).containsExactly("nal-start-code");
  }

  @Test
  void v380SendsThemInFragmentsAlso() {
    String blob = SPS + "00000001" + PPS + "00000001" + IDR;
    // Cut within each start code, too.
    for (int cut = 2; cut < size(blob); cut++) {
      Receiver each = receiver();
      each.packet(1, false, fuA("80", blob, 1, cut));
      each.packet(1, true, fuA("40", blob, cut, size(blob)));
      assertThat(each.data()).as("cut at " + cut).containsExactly(Units.frame(SPS, PPS, IDR));
      assertThat(each.taken()).isEqualTo(size(SPS) + size(PPS));
    }
  }

  @Test
  void amatekArN3222fPutsSlicesWithStartCodesIntoOneUnit() {
    receiver.packet(1, true, P1 + "00000001" + P1_REST).packet(2, true, P2);
    assertThat(receiver.data()).containsExactly(Units.frame(P1, P1_REST), Units.frame(P2));
    assertThat(receiver.quirks()).containsExactly("nal-start-code");
  }

  @Test
  void aUnitMayBeginWithAStartCode() {
    receiver.packet(1, true, "00000001" + SPS + "00000001" + PPS + "00000001" + IDR);
    receiver.packet(2, false, fuA("80", "4100000001" + P1, 1, 8));
    receiver.packet(2, true, fuA("40", "4100000001" + P1, 8, size("4100000001" + P1)));
    assertThat(receiver.data()).containsExactly(Units.frame(SPS, PPS, IDR), Units.frame(P1));
    assertThat(receiver.quirks()).containsExactly("nal-start-code");
  }

  @Test
  void dahuaEndsUnitsInZeros() {
    receiver.packet(1, false, SPS + "0000").packet(1, false, PPS).packet(1, true, IDR + "00");
    assertThat(receiver.data()).containsExactly(Units.frame(SPS, PPS, IDR));
    assertThat(receiver.quirks()).containsExactly("nal-trailing-zeros");
  }

  @Test
  void typesThatCannotBeHereAreLeftOut() {
    receiver.packet(1, false, "00").packet(1, false, "5e1234").packet(1, false, "1f");
    receiver.packet(1, false, "5c9e12").packet(1, false, "5c").packet(1, true, IDR);
    assertThat(receiver.data()).containsExactly("!" + Units.frame(IDR));
    assertThat(receiver.quirks()).containsExactly("nal-type", "nal-too-short");
  }

  // ---- Losses

  @Test
  void afterALossTheFrameThatWasBegunIsDamaged() {
    receiver.packet(1, true, IDR).packet(2, false, P1).lose(1).packet(2, true, P1_REST);
    receiver.packet(3, true, P2);
    assertThat(receiver.data())
        .containsExactly(Units.frame(IDR), "!" + Units.frame(P1, P1_REST), Units.frame(P2));
  }

  @Test
  void ifOnlyThePacketWithTheMarkerIsLostTheNextFrameIsWhole() {
    receiver.packet(1, true, IDR).packet(2, false, P1).lose(1).packet(3, true, P2);
    assertThat(receiver.data())
        .containsExactly(Units.frame(IDR), "!" + Units.frame(P1), Units.frame(P2));
  }

  @Test
  void ifMoreIsLostTheNextFrameMayLackItsBeginning() {
    receiver.packet(1, true, IDR).packet(2, false, P1).lose(2).packet(3, true, P2);
    assertThat(receiver.data())
        .containsExactly(Units.frame(IDR), "!" + Units.frame(P1), "!" + Units.frame(P2));
  }

  @Test
  void aKeyFrameThatBeginsAsItAlwaysDoesIsWholeAfterALoss() {
    receiver.packet(1, false, SPS).packet(1, false, PPS).packet(1, true, IDR).packet(2, true, P1);
    receiver.lose(3).packet(3, false, SPS).packet(3, false, PPS).packet(3, true, IDR);
    assertThat(receiver.whole()).hasSize(3);
    assertThat(receiver.frames()).hasSize(3);
  }

  @Test
  void aKeyFrameThatMayLackItsParameterSetsIsDamaged() {
    receiver.packet(1, false, SPS).packet(1, false, PPS).packet(1, true, IDR).packet(2, true, P1);
    receiver.lose(3).packet(3, true, IDR);
    assertThat(receiver.data()).last().isEqualTo("!" + Units.frame(IDR));
  }

  @Test
  void keyFramesThatNeverHaveParameterSetsAreWholeAfterALoss() {
    receiver.packet(1, true, IDR).packet(2, true, P1).lose(3).packet(3, true, IDR);
    assertThat(receiver.data())
        .containsExactly(Units.frame(IDR), Units.frame(P1), Units.frame(IDR));
  }

  // ---- Parameter sets

  @Test
  void theDescriptionTellsTheParametersBeforeTheFirstPacket() {
    Receiver described = receiver(H264Stream.sprop());
    VideoParameters parameters = (VideoParameters) described.parameters();
    assertThat(parameters).hasToString("avc1.64001f 320x240");
    assertThat(parameters.parameterSets()).containsExactly(H264Stream.sps(), H264Stream.pps());
    assertThat(parameters.configuration())
        .asHexString()
        .isEqualToIgnoringCase(
            "0164001fffe1" + length(SPS) + SPS + "01" + length(PPS) + PPS + "fdf8f800");
    described.packet(1, false, SPS).packet(1, false, PPS).packet(1, true, IDR);
    assertThat(described.quirks()).isEmpty();
  }

  @Test
  void thoseOfTheStreamWin() {
    Receiver described = receiver(H264Stream.sprop());
    described.packet(1, false, H264Stream.sps(640, 480)).packet(1, false, PPS).packet(1, true, IDR);
    assertThat(described.parameters()).hasToString("avc1.64001f 640x480");
    assertThat(described.quirks()).containsExactly("described-parameter-set-differs");
    // Another size amid the stream is nothing odd.
    described
        .packet(2, false, H264Stream.sps(1280, 720))
        .packet(2, false, PPS)
        .packet(2, true, IDR);
    assertThat(described.parameters()).hasToString("avc1.64001f 1280x720");
    assertThat(described.quirks()).hasSize(1);
  }

  @Test
  void vstarcamDescribesUnitsWithoutHeader() {
    Receiver described = receiver("sprop-parameter-sets=QgAeqw==,zjiAAA==");
    assertThat(described.hasParameters()).isFalse();
    assertThat(described.quirks()).containsExactly("described-parameter-set-unreadable");
    described.packet(1, false, SPS).packet(1, false, PPS).packet(1, true, IDR);
    assertThat(described.parameters().codec()).isEqualTo("avc1.64001f");
  }

  @Test
  void reolinkPutsBytesBehindParameterSets() {
    receiver.packet(1, false, SPS + "9f").packet(1, false, PPS).packet(1, true, IDR);
    assertThat(receiver.parameters()).hasToString("avc1.64001f 320x240");
    assertThat(receiver.quirks()).containsExactly("parameter-set-rest");
  }

  @Test
  void aParameterSetThatCannotBeReadStaysInTheFrame() {
    receiver.packet(1, false, "6764001fff").packet(1, true, IDR);
    assertThat(receiver.data()).containsExactly(Units.frame("6764001fff", IDR));
    assertThat(receiver.hasParameters()).isFalse();
    assertThat(receiver.quirks()).containsExactly("parameter-set-unreadable");
  }

  @Test
  void afterAnotherSourceWhatTheDescriptionSaysHolds() {
    Receiver described = receiver(H264Stream.sprop());
    long taken = described.taken();
    described.packet(1, false, H264Stream.sps(640, 480)).packet(1, false, PPS).packet(1, true, IDR);
    described.discontinuity(Discontinuity.NEW_SOURCE);
    assertThat(described.parameters()).hasToString("avc1.64001f 320x240");
    assertThat(described.taken()).isEqualTo(taken);
    described.packet(1, true, IDR).close();
    assertThat(described.frames()).hasSize(2);
    assertThat(described.taken()).isZero();
  }
}
