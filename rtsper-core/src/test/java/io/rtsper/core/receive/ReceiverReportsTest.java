package io.rtsper.core.receive;

import static io.rtsper.core.receive.Receiving.A;
import static io.rtsper.core.receive.Receiving.B;
import static io.rtsper.core.receive.Receiving.MILLI;
import static io.rtsper.core.receive.Receiving.overTcp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rtsper.api.rtp.RtcpCompound;
import io.rtsper.api.rtp.RtcpReportBlock;
import io.rtsper.api.rtp.RtcpSourceDescription;
import io.rtsper.api.rtp.RtcpType;
import io.rtsper.core.rtcp.ReceiverReports;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class ReceiverReportsTest {

  private static final String CNAME = "0123456789abcdef";

  private final ReceiverReports reports = new ReceiverReports(CNAME, new Random(7));
  private final ByteBuffer buffer = ByteBuffer.allocate(200);
  private final RtcpCompound compound = new RtcpCompound();

  private RtcpCompound report(Receiving reception) {
    buffer.clear().position(3);
    int length = reports.write(buffer, reception.receiver, reception.now);
    reports.sent(reception.receiver);
    assertThat(buffer.position()).isEqualTo(3 + length);
    assertThat(length).isLessThanOrEqualTo(ReceiverReports.MAX_LENGTH);
    assertThat(compound.wrap(buffer, 3, length)).isTrue();
    assertThat(compound.deviations()).isEmpty();
    assertThat(compound.packetCount()).isEqualTo(2);
    assertThat(compound.next()).isTrue();
    assertThat(compound.type()).isEqualTo(RtcpType.RECEIVER_REPORT);
    assertThat(compound.ssrc()).isEqualTo(reports.ssrc());
    return compound;
  }

  private RtcpReportBlock block(Receiving reception) {
    RtcpCompound written = report(reception);
    assertThat(written.reportBlockCount()).isEqualTo(1);
    return written.reportBlock(0);
  }

  @Test
  void reportsNothingButItselfBeforeTheFirstPacket() {
    RtcpCompound written = report(overTcp());
    assertThat(written.count()).isZero();
    assertThat(written.packetLength()).isEqualTo(8);
    assertThat(written.next()).isTrue();
    RtcpSourceDescription items = written.sourceDescription();
    assertThat(items.next()).isTrue();
    assertThat(items.ssrc()).isEqualTo(reports.ssrc());
    assertThat(items.type()).isEqualTo(RtcpSourceDescription.CNAME);
    assertThat(items.text()).isEqualTo(CNAME);
    assertThat(items.next()).isFalse();
  }

  @Test
  void reportsOnTheSource() {
    Receiving r = overTcp().send(A, 65534, 65535, 0, 3);
    RtcpReportBlock block = block(r);
    assertThat(block.ssrc()).isEqualTo(A);
    assertThat(block.highestSequence()).isEqualTo(65536 + 3);
    assertThat(block.cumulativeLost()).isEqualTo(2);
    assertThat(block.fractionLost()).isEqualTo(2 * 256 / 6);
    assertThat(block.jitter()).isEqualTo(r.receiver.jitterUnits()).isPositive();
    assertThat(block.lastSenderReport()).isZero();
    assertThat(block.delaySinceLastSenderReport()).isZero();
  }

  /** The fraction is of the interval since the report before (RFC 3550 appendix A.3). */
  @Test
  void theFractionLostBeginsAnewWithEachReport() {
    Receiving r = overTcp().send(A, 1, 3);
    assertThat(block(r).fractionLost()).isEqualTo(256 / 3);
    assertThat(block(r).fractionLost()).isZero();
    r.send(A, 4, 5, 6, 8);
    assertThat(block(r).fractionLost()).isEqualTo(256 / 5);
    assertThat(block(r).cumulativeLost()).isEqualTo(2);
    r.send(A, 7);
    assertThat(block(r).fractionLost()).isZero();
    assertThat(block(r).cumulativeLost()).isEqualTo(1);
  }

  @Test
  void duplicatesMakeTheCumulativeLossNegative() {
    assertThat(block(overTcp().send(A, 1, 2, 2, 1)).cumulativeLost()).isEqualTo(-2);
  }

  @Test
  void aNewSourceBeginsWithCyclesAndLossOfItsOwn() {
    Receiving r = overTcp().send(A, 1, 5);
    block(r);
    r.send(B, 10, 12);
    RtcpReportBlock block = block(r);
    assertThat(block.ssrc()).isEqualTo(B);
    assertThat(block.highestSequence()).isEqualTo(12);
    assertThat(block.cumulativeLost()).isEqualTo(1);
    assertThat(block.fractionLost()).isEqualTo(256 / 3);
  }

  @Test
  void saysWhenTheLastSenderReportCame() {
    Receiving r = overTcp().send(A, 1);
    r.onRtcp("80C80006 AAAAAAAA B44DB705 20000000 00015F90 00000064 00001F40");
    r.after(5_250);
    RtcpReportBlock block = block(r);
    assertThat(block.lastSenderReport()).isEqualTo(0xB705_2000L);
    assertThat(block.delaySinceLastSenderReport()).isEqualTo(0x0005_4000L);
  }

  /** RFC 3611 §4.4 and §4.5, in a compound packet with a report. */
  @Test
  void answersAnExtendedReportOnce() {
    Receiving r = overTcp().send(A, 1);
    r.onRtcp("80C90001 AAAAAAAA 80CF0004 AAAAAAAA 04000002 B44DB705 20000000").after(500);
    buffer.clear();
    int length = reports.write(buffer, r.receiver, r.now);
    reports.sent(r.receiver);
    assertThat(compound.wrap(buffer, 0, length)).isTrue();
    assertThat(compound.deviations()).isEmpty();
    assertThat(compound.packetCount()).isEqualTo(3);
    compound.next();
    compound.next();
    compound.next();
    assertThat(compound.type()).isEqualTo(RtcpType.EXTENDED_REPORT);
    assertThat(buffer.getInt(compound.bodyOffset() + 4)).isEqualTo((int) A);
    assertThat(buffer.getInt(compound.bodyOffset() + 8)).isEqualTo(0xB705_2000);
    assertThat(buffer.getInt(compound.bodyOffset() + 12)).isEqualTo(0x8000);
    report(r); // asserts two packets
  }

  @Test
  void takesAnotherIdentifierWhenTheSourceHasTheSame() {
    long own = reports.ssrc();
    Receiving r = overTcp().send(own, 1);
    RtcpReportBlock block = block(r);
    assertThat(block.ssrc()).isEqualTo(own);
    assertThat(reports.ssrc()).isNotEqualTo(own);
  }

  @Test
  void aNameIsSixteenRandomDigits() {
    String name = ReceiverReports.randomCname(new Random(1));
    assertThat(name).matches("[0-9a-f]{16}");
    assertThat(ReceiverReports.randomCname(new Random(2))).isNotEqualTo(name);
  }

  @Test
  void refusesWhatItCannotWrite() {
    assertThatIllegalArgumentException().isThrownBy(() -> new ReceiverReports("", new Random()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ReceiverReports(CNAME + "0", new Random()));
    ByteBuffer little = ByteBuffer.allocate(100).order(ByteOrder.LITTLE_ENDIAN);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> reports.write(little, overTcp().receiver, 0));
  }

  @Property
  void aNameOfAnyLengthIsWrittenToTheLetter(
      @ForAll @AlphaChars @StringLength(min = 1, max = 16) String name) {
    ReceiverReports named = new ReceiverReports(name, new Random(3));
    ByteBuffer into = ByteBuffer.allocate(ReceiverReports.MAX_LENGTH);
    int length = named.write(into, overTcp().send(A, 1).receiver, 0);
    RtcpCompound written = new RtcpCompound();
    assertThat(written.wrap(into, 0, length)).isTrue();
    assertThat(written.conforming()).isTrue();
    written.next();
    written.next();
    RtcpSourceDescription items = written.sourceDescription();
    assertThat(items.next()).isTrue();
    assertThat(items.text()).isEqualTo(name);
  }

  @Property
  void reportsComeAtMostFiveSecondsApartAndTheFirstWithinOne(
      @ForAll @DoubleRange(max = 1, maxIncluded = false) double random) {
    assertThat(ReceiverReports.intervalNanos(random, true)).isBetween(0L, 1000 * MILLI);
    assertThat(ReceiverReports.intervalNanos(random, false)).isBetween(2000 * MILLI, 5000 * MILLI);
  }

  @Test
  void intervalsAreSpreadByChance() {
    assertThat(ReceiverReports.intervalNanos(0, false)).isCloseTo(2_052_070_000L, within(1_000));
    assertThat(ReceiverReports.intervalNanos(0.5, false)).isCloseTo(4_104_140_000L, within(1_000));
    assertThat(ReceiverReports.intervalNanos(0.9, false)).isEqualTo(5_000_000_000L);
  }

  private static org.assertj.core.data.Offset<Long> within(long nanos) {
    return org.assertj.core.data.Offset.offset(nanos);
  }
}
