package io.rtsper.core.rtcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.rtp.NtpTime;
import io.rtsper.api.rtp.RtcpCompound;
import io.rtsper.api.rtp.RtcpReportBlock;
import io.rtsper.api.sdp.MediaDescription;
import io.rtsper.api.sdp.MediaDescriptionBuilder;
import io.rtsper.api.sdp.SdpAttribute;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each byte of what a receiver sends. */
class ReportBytesTest {

  private static final long SECOND = 1_000_000_000L;

  /** Numbers that count up, so that the bytes are known. */
  private static final class Counting extends Random {
    private static final long serialVersionUID = 1L;
    private int next = 0x0101_0100;

    @Override
    public int nextInt() {
      return ++next;
    }
  }

  private final FakeReception reception = new FakeReception();
  private final ReceiverReports reports = new ReceiverReports("0123456789abcdef", new Counting());
  private final ByteBuffer buffer = ByteBuffer.allocate(ReceiverReports.MAX_LENGTH);

  private static final String SDES =
      "81CA0006 01010101 01103031 32333435 36373839 61626364 65660000";

  private String written(int length) {
    assertThat(buffer.position()).isEqualTo(length);
    RtcpCompound compound = new RtcpCompound();
    assertThat(compound.wrap(buffer, 0, length)).isTrue();
    String hex = HexFormat.of().withUpperCase().formatHex(buffer.array(), 0, length);
    return hex.replaceAll("(.{8})(?!$)", "$1 ");
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }

  @Test
  void aReportHasEachFieldInItsPlace() {
    reception.expected = 100;
    reception.received = 75;
    reception.highest = 0x0001_FFFE;
    reception.jitter = 0x1234;
    reception.senderClock.accept(FakeReception.SOURCE, 0xB44D_B705_2000_0000L, 90_000, 0);
    assertThat(written(reports.write(buffer, reception, 5_250_000_000L)))
        .isEqualTo(
            "81C90007 01010101 AAAAAAAA 40000019 0001FFFE 00001234 B7052000 00054000 " + SDES);
  }

  /** RFC 3611 §4.5, in answer to §4.4; the block of an unknown type before it is skipped. */
  @Test
  void aReferenceTimeIsAnsweredOnceItIsSent() {
    reception.ssrc = Reception.NO_SOURCE;
    read("80CF0006 BBBBBBBB 09000001 00000000 04000002 B44DB705 20000000", 0);
    String first = written(reports.write(buffer, reception, 1_500_000_000L));
    String answer = "80CF0005 01010101 05000003 BBBBBBBB B7052000 00018000";
    assertThat(first).isEqualTo("80C90001 01010101 " + SDES + " " + answer);
    buffer.clear();
    assertThat(written(reports.write(buffer, reception, 1_500_000_000L))).endsWith(answer);
    reports.sent(reception);
    buffer.clear();
    assertThat(written(reports.write(buffer, reception, 1_500_000_000L))).endsWith(SDES);
  }

  private void read(String digits, long nanoTime) {
    byte[] bytes = hex(digits);
    RtcpCompound compound = new RtcpCompound();
    assertThat(compound.wrap(ByteBuffer.wrap(bytes), 0, bytes.length)).isTrue();
    assertThat(compound.next()).isTrue();
    reception.referenceTime.read(compound, nanoTime);
  }

  @ParameterizedTest
  @CsvSource({
    "80CF0004 BBBBBBBB 04000009 B44DB705 20000000", // longer than the packet
    "80CF0004 BBBBBBBB 04000001 B44DB705 04000000", // shorter than a time
    "80CF0001 BBBBBBBB", // no block
    "80CF0002 BBBBBBBB 04000002" // cut
  })
  void aReferenceTimeThatIsCutIsNoneToAnswer(String digits) {
    read(digits, 0);
    assertThat(reception.referenceTime.isDue()).isFalse();
  }

  @Property(tries = 500)
  void anyExtendedReportIsReadOrSkipped(@ForAll @Size(max = 60) byte[] body) {
    int words = body.length / 4;
    ByteBuffer packet = ByteBuffer.allocate(8 + words * 4);
    packet.putInt(0x80CF_0000 | (words + 1)).putInt(0xBBBB_BBBB).put(body, 0, words * 4);
    RtcpCompound compound = new RtcpCompound();
    assertThat(compound.wrap(packet, 0, packet.capacity())).isTrue();
    compound.next();
    ReferenceTime time = new ReferenceTime();
    time.read(compound, 0);
    assertThat(!time.isDue() || words >= 3).isTrue();
  }

  @Property
  void theDelayIsIn65536thsOfASecond(@ForAll @LongRange(max = 1L << 45) long nanos) {
    read("80CF0004 BBBBBBBB 04000002 B44DB705 20000000", Long.MAX_VALUE - 5);
    long delay = reception.referenceTime.delay(Long.MAX_VALUE - 5 + nanos);
    assertThat(delay / 65_536.0).isCloseTo(nanos / 1e9, org.assertj.core.data.Offset.offset(2e-5));
    assertThat(reception.referenceTime.middle()).isEqualTo(NtpTime.middle(0xB44D_B705_2000_0000L));
  }

  /** RFC 3550 §6.6; who comes back afterwards is somebody else. */
  @Test
  void aGoodbyeStandsBehindAReport() {
    reception.ssrc = Reception.NO_SOURCE;
    assertThat(written(reports.writeGoodbye(buffer, reception, 0)))
        .isEqualTo("80C90001 01010101 " + SDES + " 81CB0001 01010101");
    buffer.clear();
    assertThat(written(reports.write(buffer, reception, 0))).startsWith("80C90001 01010102 ");
  }

  // A report that isn't sent

  @Test
  void theIntervalOfTheFractionEndsWithTheReportThatIsSent() {
    reception.expected = 100;
    reception.received = 50;
    assertThat(fraction()).isEqualTo(128);
    reception.expected = 200;
    reception.received = 150;
    assertThat(fraction()).as("the first one wasn't sent").isEqualTo(64);
    reports.sent(reception);
    assertThat(fraction()).isZero();
  }

  private int fraction() {
    buffer.clear();
    reports.write(buffer, reception, 0);
    return block().fractionLost();
  }

  private RtcpReportBlock block() {
    RtcpCompound compound = new RtcpCompound();
    assertThat(compound.wrap(buffer, 0, buffer.position())).isTrue();
    compound.next();
    return compound.reportBlock(0);
  }

  // Requests for key frames

  private static MediaDescription media(String... feedback) {
    MediaDescriptionBuilder media =
        MediaDescription.builder("video").protocol("RTP/AVPF").formats(List.of("96", "97"));
    for (String value : feedback) {
      media.attribute(
          value.equals("rtcp-rsize")
              ? new SdpAttribute(value, null)
              : new SdpAttribute("rtcp-fb", value));
    }
    return media.build();
  }

  private String request(KeyFrameRequests requests) {
    buffer.clear();
    return written(reports.writeRequest(buffer, reception, 0, requests));
  }

  @ParameterizedTest
  @CsvSource({
    "96 nack pli, true",
    "97 nack pli, true",
    "* nack pli, true",
    "* NACK  PLI, true",
    "* ccm fir, true",
    "96 ccm fir smaxpr=120, true",
    "98 nack pli, false",
    "96 nack, false",
    "96 nack sli, false",
    "96 ccm tmmbr, false",
    "96 pli, false",
    "x nack pli, false"
  })
  void aKeyFrameCanBeAskedForWhereTheDescriptionOffersIt(String feedback, boolean offered) {
    MediaDescription media = media(feedback);
    assertThat(KeyFrameRequests.isOffered(media)).isEqualTo(offered);
    assertThat(KeyFrameRequests.of(media).isDue(0)).isEqualTo(offered);
  }

  @Test
  void aMediaWithoutFeedbackOffersNone() {
    assertThat(KeyFrameRequests.isOffered(media())).isFalse();
  }

  /** RFC 4585 §6.1: a compound packet with a report and a CNAME, and the feedback last. */
  @Test
  void aPictureLossIndicationStandsBehindAReport() {
    assertThat(request(KeyFrameRequests.of(media("* nack pli", "* ccm fir"))))
        .startsWith("81C90007 01010101 AAAAAAAA ")
        .endsWith(SDES + " 81CE0002 01010101 AAAAAAAA");
  }

  @Test
  void aRequestGoesAloneWhereTheDescriptionAllowsThat() {
    assertThat(request(KeyFrameRequests.of(media("* nack pli", "rtcp-rsize"))))
        .isEqualTo("81CE0002 01010101 AAAAAAAA");
  }

  /** RFC 5104 §4.3.1: the source stands in the entry, and each new request has the next number. */
  @Test
  void aFullIntraRequestIsCounted() {
    KeyFrameRequests requests = KeyFrameRequests.of(media("* ccm fir", "rtcp-rsize"));
    assertThat(request(requests)).isEqualTo("84CE0004 01010101 00000000 AAAAAAAA 00000000");
    requests.sent(0);
    assertThat(request(requests)).isEqualTo("84CE0004 01010101 00000000 AAAAAAAA 01000000");
    for (int i = 1; i < 256; i++) {
      requests.sent(0);
    }
    assertThat(request(requests)).endsWith(" 00000000");
  }

  @Test
  void aSenderIsAskedOnceASecondAtMost() {
    KeyFrameRequests requests = KeyFrameRequests.of(media("* nack pli"));
    requests.sent(Long.MAX_VALUE);
    assertThat(requests.isDue(Long.MAX_VALUE + SECOND - 1)).isFalse();
    assertThat(requests.isDue(Long.MAX_VALUE + SECOND)).isTrue();
  }

  @Test
  void aRequestThatGoesAloneIsNotOfTheSourceItIsAbout() {
    reception.ssrc = reports.ssrc();
    assertThat(request(KeyFrameRequests.of(media("* nack pli", "rtcp-rsize"))))
        .isEqualTo("81CE0002 01010102 01010101");
  }
}
