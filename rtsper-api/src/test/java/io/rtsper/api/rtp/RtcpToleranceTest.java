package io.rtsper.api.rtp;

import static io.rtsper.api.rtp.WireBytes.hex;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What peers get wrong in RTCP: how far it is read, and what is said of it. */
class RtcpToleranceTest {

  private static final String RR = "80C90001 00000009 ";
  private static final String SR =
      "80C80006 11111111 B44DB705 20000000 00015F90 00000064 00001F40 ";

  private final RtcpCompound compound = new RtcpCompound();

  private boolean wrap(String digits) {
    byte[] bytes = hex(digits);
    return compound.wrap(ByteBuffer.wrap(bytes), 0, bytes.length);
  }

  private List<Integer> types() {
    List<Integer> types = new ArrayList<>();
    while (compound.next()) {
      types.add(compound.type());
    }
    compound.rewind();
    return types;
  }

  static Stream<Arguments> deviations() {
    return Stream.of(
        row("a length beyond the end", RR + "81CA0009 00000001 00000000", "201", "UNREADABLE_REST"),
        row("another version behind", RR + "41CA0002 00000001 00000000", "201", "UNREADABLE_REST"),
        row("no RTCP type behind", RR + "80600001 00000001", "201", "UNREADABLE_REST"),
        row("zeros behind", RR + "00000000 00000000", "201", "UNREADABLE_REST"),
        row("1 byte behind", RR + "00", "201", "TRAILING_BYTES"),
        row("3 bytes behind", RR + "80C900", "201", "TRAILING_BYTES"),
        row("length 0", RR + "80CB0000", "201 203", ""),
        row("length 0 of an SR", SR + "80C80000", "200 200", "SHORT_PACKET"),
        row("a lonely header", "80C90000", "201", "SHORT_PACKET"),
        row("RC larger than the room", "83C90001 00000009", "201", "COUNT_TOO_LARGE"),
        row(
            "a BYE of more sources than it has",
            RR + "9FCB0001 00000007",
            "201 203",
            "COUNT_TOO_LARGE"),
        row(
            "more SDES chunks than there are",
            RR + "82CA0002 00000009 00000000",
            "201 202",
            "COUNT_TOO_LARGE"),
        row("SDES first", "81CA0002 00000009 00000000", "202", "NO_LEADING_REPORT"),
        row("reduced size (RFC 5506)", "81CE0002 00000009 00000007", "206", "NO_LEADING_REPORT"),
        row("BYE alone", "81CB0001 00000007", "203", "NO_LEADING_REPORT"),
        row(
            "padding in the first packet", "A0C90002 00000009 00000004 81CB0001 00000007",
            "201 203", "PADDING_BEFORE_LAST"),
        row("padding of 0 bytes", "A0C90002 00000009 00000000", "201", "PADDING_COUNT"),
        row("padding longer than the packet", "A0C90002 00000009 000000FF", "201", "PADDING_COUNT"),
        row(
            "SDES item past the end",
            RR + "81CA0002 00000009 01FF6162",
            "201 202",
            "SDES_ITEM_CUT"),
        row(
            "SDES item without a length",
            RR + "81CA0003 00000009 01016100 00000001",
            "201 202",
            ""),
        row(
            "SDES without end (Hanwha QNV-8080R)", "81CA0003 00000009 0106 4142434445 46",
            "202", "NO_LEADING_REPORT SDES_WITHOUT_END"),
        row(
            "SDES without end in a compound (Hanwha QNV-8080R)",
            SR + "81CA0003 00000009 0106 4142434445 46",
            "200 202",
            "SDES_WITHOUT_END"),
        row(
            "SDES without end, its last word cut",
            SR + "81CA0003 00000009 0105 4142434445",
            "200 202",
            "LAST_WORD_CUT SDES_WITHOUT_END"),
        row(
            "a chunk of nothing but its source",
            RR + "81CA0001 00000009",
            "201 202",
            "SDES_WITHOUT_END"),
        row("BYE reason past the end", RR + "81CB0002 00000007 FF616263", "201 203", "REASON_CUT"),
        row("APP too short for its name", RR + "80CC0001 00000007", "201 204", "SHORT_PACKET"),
        row(
            "APP, XR and unknown types",
            RR + "80CC0002 00000007 41424344 80CF0001 00000007" + "80D00000 80DF0001 12345678",
            "201 204 207 208 223",
            ""));
  }

  private static Arguments row(String what, String bytes, String types, String deviations) {
    return Arguments.of(what, bytes, types, deviations);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("deviations")
  void readsWhatCanBeReadAndSaysWhatIsWrong(
      String what, String bytes, String types, String deviations) {
    assertThat(wrap(bytes)).isTrue();

    assertThat(types().stream().map(String::valueOf)).containsExactly(types.split(" "));
    Set<RtcpDeviation> expected = EnumSet.noneOf(RtcpDeviation.class);
    for (String name : deviations.split(" ")) {
      if (!name.isEmpty()) {
        expected.add(RtcpDeviation.valueOf(name));
      }
    }
    assertThat(compound.deviations()).isEqualTo(expected);
    assertThat(compound.conforming()).isEqualTo(expected.isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "80C900",
        "40C90001 00000009", // version 1
        "C0C90001 00000009", // version 3
        "80600001 00000009 00000000", // RTP
        "80C90009 00000009", // longer than there is
        "80C90002 00000009" // by a whole word
      })
  void dropsWhatHasNoReadablePacket(String bytes) {
    assertThat(wrap(bytes)).isFalse();
    assertThat(compound.packetCount()).isZero();
    assertThat(compound.next()).isFalse();
    assertThat(compound.length()).isZero();
  }

  @Test
  void readsTheNameOfAnSdesWithoutEnd() {
    wrap("81CA0003 00000009 0106 4142434445 46");
    compound.next();
    RtcpSourceDescription items = compound.sourceDescription();
    assertThat(items.next()).isTrue();
    assertThat(items.text()).isEqualTo("ABCDEF");
    assertThat(items.next()).isFalse();
  }

  @Test
  void keepsTheItemsBeforeOneThatIsCut() {
    wrap(RR + "81CA0003 00000009 01014102 FF424344");
    compound.next();
    compound.next();
    RtcpSourceDescription items = compound.sourceDescription();
    assertThat(items.next()).isTrue();
    assertThat(items.text()).isEqualTo("A");
    assertThat(items.next()).isFalse();
  }

  @Test
  void readsTheReportBlocksThatAreThere() {
    wrap("9FC90007 00000009 0000000A 00000000 00000000 00000000 00000000 00000000");
    compound.next();
    assertThat(compound.count()).isEqualTo(31);
    assertThat(compound.reportBlockCount()).isEqualTo(1);
    assertThat(compound.reportBlock(0).ssrc()).isEqualTo(10);
  }

  @Test
  void readsAReasonThatIsCutAsFarAsItGoes() {
    wrap(RR + "81CB0002 00000007 FF616263");
    compound.next();
    compound.next();
    assertThat(compound.byeReason()).isEqualTo("abc");
    assertThat(compound.byeSsrc(0)).isEqualTo(7);
  }

  @Test
  void hasNoSenderInfoInAnSrThatIsTooShort() {
    wrap(SR + "80C80001 00000009");
    compound.next();
    assertThat(compound.hasSenderInfo()).isTrue();
    compound.next();
    assertThat(compound.hasSenderInfo()).isFalse();
    assertThat(compound.ssrc()).isEqualTo(9);
    assertThat(compound.reportBlockCount()).isZero();
  }

  @Provide
  Arbitrary<byte[]> rtcpLike() {
    Arbitrary<byte[]> any = Arbitraries.bytes().array(byte[].class).ofMaxSize(96);
    Arbitrary<Integer> types = Arbitraries.integers().between(199, 208);
    return any.flatMap(
        bytes ->
            types
                .array(int[].class)
                .ofSize(4)
                .flatMap(
                    four ->
                        Arbitraries.integers()
                            .between(0, 6)
                            .array(int[].class)
                            .ofSize(4)
                            .map(lengths -> asRtcp(bytes, four, lengths))));
  }

  private static byte[] asRtcp(byte[] bytes, int[] types, int[] lengths) {
    int at = 0;
    for (int i = 0; i < types.length && at + 4 <= bytes.length; i++) {
      bytes[at] = (byte) (bytes[at] & 0x3F | 0x80);
      bytes[at + 1] = (byte) types[i];
      bytes[at + 2] = 0;
      bytes[at + 3] = (byte) lengths[i];
      at += 4 + lengths[i] * 4;
    }
    return bytes;
  }

  @Property(tries = 3000)
  void anyBytesAreReadWithinTheirBounds(@ForAll("rtcpLike") byte[] bytes) {
    PacketLaws.rtcp(bytes);
  }
}
