package io.rtsper.core.receive;

import static io.rtsper.core.receive.Receiving.A;
import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.rtp.RtcpCompound;
import io.rtsper.api.rtp.RtcpReportBlock;
import io.rtsper.core.rtcp.ReceiverReports;
import java.nio.ByteBuffer;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;

/**
 * What a report says of packets that were lost, repeated and put out of order, against the formulas
 * of RFC 3550 appendices A.3 and A.8, reckoned here with numbers of any size and with fractions.
 */
class ReportedReceptionTest {

  private final ByteBuffer buffer = ByteBuffer.allocate(ReceiverReports.MAX_LENGTH);
  private final RtcpCompound compound = new RtcpCompound();

  private RtcpReportBlock report(ReceiverReports reports, Receiving r) {
    buffer.clear();
    int length = reports.write(buffer, r.receiver, r.now);
    reports.sent(r.receiver);
    assertThat(compound.wrap(buffer, 0, length)).isTrue();
    compound.next();
    return compound.reportBlock(0);
  }

  @Property(tries = 100)
  void lossIsThatOfTheModelForBurstsOfAnyLength(
      @ForAll @IntRange(max = 65_535) int first,
      @ForAll @IntRange(min = 1, max = 60_000) int burst,
      @ForAll @IntRange(max = 30) int percentLost,
      @ForAll Random random) {
    Receiving r = Receiving.overTcp();
    ReceiverReports reports = new ReceiverReports("c", new Random(1));
    Model model = new Model(first);
    int number = first;
    send(r, model, number, 1);
    for (int i = 0; i < 1_500; i++) {
      // A long loss after 500 packets, which take as long as they would have.
      int step = i == 500 ? burst + 1 : 1;
      number += step;
      r.now += Receiving.MILLI * (step - 1);
      if (i != 500 && random.nextInt(100) < percentLost) {
        r.now += Receiving.MILLI;
        continue;
      }
      send(r, model, number, random.nextInt(50) == 0 ? 2 : 1);
      if (random.nextInt(100) == 0) {
        model.assertMatches(report(reports, r));
      }
    }
    model.assertMatches(report(reports, r));
  }

  private static void send(Receiving r, Model model, int number, int copies) {
    for (int copy = 0; copy < copies; copy++) {
      r.now += copy == 0 ? Receiving.MILLI : 0;
      r.onRtp(Receiving.rtp(A, number & 0xFFFF, number * 90L, 96));
      model.came(number);
    }
  }

  /** Appendix A.3 on numbers that never wrap. */
  private static final class Model {
    private final long base;
    private long highest;
    private long received;
    private long expectedBefore;
    private long receivedBefore;

    Model(int first) {
      base = first;
      highest = first;
    }

    void came(long number) {
      highest = Math.max(highest, number);
      received++;
    }

    void assertMatches(RtcpReportBlock block) {
      long expected = highest - base + 1;
      long expectedNow = expected - expectedBefore;
      long lostNow = expectedNow - (received - receivedBefore);
      expectedBefore = expected;
      receivedBefore = received;
      assertThat(block.highestSequence()).isEqualTo(highest);
      assertThat(block.cumulativeLost()).isEqualTo((int) (expected - received));
      assertThat(block.fractionLost())
          .isEqualTo(
              expectedNow == 0 ? 0 : (int) Math.min(255, Math.max(0, lostNow * 256 / expectedNow)));
    }
  }

  /** Appendix A.8 with fractions; ours has whole units of time and sixteenths of jitter. */
  @Property(tries = 200)
  void jitterIsThatOfTheModel(
      @ForAll @IntRange(min = 1, max = 40) int reach, @ForAll Random random) {
    Receiving r = Receiving.overTcp();
    double jitter = 0;
    double transitBefore = 0;
    for (int i = 0; i < 300; i++) {
      r.now += random.nextInt(reach * 1_000_000);
      long timestamp = i * 1_800L;
      r.onRtp(Receiving.rtp(A, i, timestamp, 96));
      double transit = (r.now - (Long.MAX_VALUE - 10_000 * Receiving.MILLI)) * 9e-5 - timestamp;
      if (i > 0) {
        jitter += (Math.abs(transit - transitBefore) - jitter) / 16;
      }
      transitBefore = transit;
    }
    assertThat((double) r.receiver.jitterUnits()).isCloseTo(jitter, Offset.offset(2.0));
  }
}
