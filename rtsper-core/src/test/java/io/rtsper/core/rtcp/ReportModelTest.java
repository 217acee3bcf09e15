package io.rtsper.core.rtcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.rtp.RtcpCompound;
import io.rtsper.api.rtp.RtcpReportBlock;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** The fields of RFC 3550 §6.4.1 and appendix A.3 against a model that counts without a bound. */
class ReportModelTest {

  private static final BigInteger MOST = BigInteger.valueOf(0x7F_FFFF);
  private static final BigInteger LEAST = BigInteger.valueOf(-0x80_0000);

  private final FakeReception reception = new FakeReception();
  private final ReceiverReports reports = new ReceiverReports("c", new Random(3));
  private final ByteBuffer buffer = ByteBuffer.allocate(ReceiverReports.MAX_LENGTH);
  private final RtcpCompound compound = new RtcpCompound();

  private RtcpReportBlock block() {
    buffer.clear();
    int length = reports.write(buffer, reception, 0);
    reports.sent(reception);
    assertThat(compound.wrap(buffer, 0, length)).isTrue();
    compound.next();
    return compound.reportBlock(0);
  }

  /** Each pair is how many packets were expected since the last report, and how many came. */
  @Property(tries = 500)
  void fractionAndCumulativeLossAreTheModels(
      @ForAll @Size(min = 1, max = 30) List<@IntRange(max = 2_000_000) Integer> expected,
      @ForAll @Size(30) List<@IntRange(max = 2_000_000) Integer> came) {
    reception.expected = 0;
    reception.received = 0;
    ReceiverReports fresh = new ReceiverReports("c", new Random(3));
    BigInteger lost = BigInteger.ZERO;
    for (int i = 0; i < expected.size(); i++) {
      long due = expected.get(i);
      long got = came.get(i);
      reception.expected += due;
      reception.received += got;
      lost = lost.add(BigInteger.valueOf(due - got));
      buffer.clear();
      int length = fresh.write(buffer, reception, 0);
      fresh.sent(reception);
      compound.wrap(buffer, 0, length);
      compound.next();
      RtcpReportBlock block = compound.reportBlock(0);
      // Of 256 parts those that are lost, rounded down, and all of them are 255.
      int fraction = due == 0 ? 0 : (int) Math.min(255, Math.max(0, (due - got) * 256 / due));
      assertThat(block.fractionLost()).isEqualTo(fraction);
      assertThat(block.cumulativeLost()).isEqualTo(lost.min(MOST).max(LEAST).intValueExact());
    }
  }

  @Test
  void theCumulativeLossStopsAtTheEndsOf24Bits() {
    reception.expected = 20_000_000;
    assertThat(block().cumulativeLost()).isEqualTo(0x7F_FFFF);
    reception.received = 40_000_000;
    assertThat(block().cumulativeLost()).isEqualTo(-0x80_0000);
  }

  @Test
  void allThatIsLostIs255Of256Parts() {
    reception.expected = 60_000;
    assertThat(block().fractionLost()).isEqualTo(255);
  }

  @Test
  void anIntervalInWhichNothingIsExpectedHasNoLoss() {
    reception.expected = 100;
    reception.received = 60;
    block();
    reception.received = 50; // what was taken for received turned out to be none
    assertThat(block().fractionLost()).isZero();
  }
}
