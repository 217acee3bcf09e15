package io.rtsper.core.receive;

import static io.rtsper.core.receive.Receiving.A;
import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.TrackStatistics;
import io.rtsper.api.rtp.RtpPacket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What holds for whatever comes, in whatever order. */
class ReceptionPropertiesTest {

  private static final int STREAM = 300;

  /**
   * A stream is sent with packets lost, repeated and delayed by up to 40 places; a model that keeps
   * every number says what the counts must be.
   */
  @Property(tries = 300)
  void countsAreExactForAnyLossRepetitionAndOrder(
      @ForAll boolean ordered,
      @ForAll @IntRange(max = 65535) int first,
      @ForAll @IntRange(max = 30) int percentLost,
      @ForAll @IntRange(max = 20) int percentRepeated,
      @ForAll @IntRange(max = 40) int reach,
      @ForAll Random random) {
    // Sorted by its time of arrival, which is up to so many places late.
    SortedMap<Integer, List<Integer>> arrivals = new TreeMap<>();
    for (int i = 0; i < STREAM; i++) {
      if (i > 0 && random.nextInt(100) < percentLost) {
        continue;
      }
      int copies = random.nextInt(100) < percentRepeated ? 2 : 1;
      for (int copy = 0; copy < copies; copy++) {
        arrivals.computeIfAbsent(i + random.nextInt(reach + 1), time -> new ArrayList<>()).add(i);
      }
    }
    List<Integer> sent = arrivals.values().stream().flatMap(List::stream).toList();

    Receiving r = ordered ? Receiving.overTcp() : Receiving.overUdp();
    BitSet seen = new BitSet();
    int base = -1;
    int highest = -1;
    long duplicates = 0;
    long late = 0;
    long gaps = 0;
    for (int number : sent) {
      r.send(A, (first + number) & 0xFFFF);
      if (base < 0) {
        base = number;
        highest = number;
      } else if (number > highest) {
        gaps += number - highest - 1;
        highest = number;
      } else if (seen.get(number)) {
        duplicates++;
        continue;
      } else {
        late++;
        base = Math.min(base, number);
      }
      seen.set(number);
    }

    TrackStatistics counts = r.counts();
    // Three repeats in a row are how a clip begins anew over TCP: not what is tested here.
    Assume.that(counts.ssrcChanges() == 0);
    int distinct = seen.cardinality();
    assertThat(counts.packets()).isEqualTo(distinct);
    assertThat(counts.bytes()).isEqualTo(distinct * 14L);
    assertThat(counts.duplicates()).isEqualTo(duplicates);
    assertThat(counts.late()).isEqualTo(late);
    assertThat(counts.lost()).isEqualTo(highest - base + 1 - distinct);
    assertThat(counts.discarded() + counts.malformed()).isZero();
    assertThat(
            r.log.stream()
                .filter(line -> line.startsWith("loss "))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf('x') + 1)))
                .sum())
        .isEqualTo(gaps);
    assertThat(r.packets.stream().map(RtpPacket::extendedSequence).distinct()).hasSize(distinct);
    for (RtpPacket packet : r.packets) {
      assertThat(packet.extendedSequence() & 0xFFFF).isEqualTo(packet.sequenceNumber());
    }
  }

  /** Over TCP nothing is dropped but duplicates, whatever numbers a sender uses. */
  @Property(tries = 300)
  void everyPacketOverTcpIsHandedOnOrCounted(
      @ForAll @Size(max = 60) List<@IntRange(max = 65535) Integer> sequences,
      @ForAll @Size(60) List<@IntRange(max = 3) Integer> sources) {
    Receiving r = Receiving.overTcp();
    for (int i = 0; i < sequences.size(); i++) {
      r.after(sources.get(i) * 300L).send(A + sources.get(i), sequences.get(i));
    }
    TrackStatistics counts = r.counts();
    assertThat(counts.packets() + counts.duplicates() + counts.discarded())
        .isEqualTo(sequences.size());
    assertThat(counts.packets()).isEqualTo(r.packets.size());
    assertThat(counts.lost()).isNotNegative();
  }

  @Property(tries = 1000)
  void anyBytesAreCountedAndNothingIsThrown(
      @ForAll @Size(max = 20) List<@Size(max = 60) byte[]> input, @ForAll boolean ordered) {
    Receiving r = ordered ? Receiving.overTcp() : Receiving.overUdp();
    long fed = 0;
    for (byte[] bytes : input) {
      if (bytes.length > 1) {
        bytes[0] = (byte) ((bytes[0] & 0x3F) | 0x80);
      }
      r.receiver.onRtp(ByteBuffer.wrap(bytes), 0, bytes.length, r.now);
      r.receiver.onRtcp(ByteBuffer.wrap(bytes), 0, bytes.length, r.now);
      fed += 2;
    }
    TrackStatistics c = r.counts();
    long rtcpReadInPart = c.rtcpPackets() + c.rtcpMalformed();
    long rtp = c.packets() + c.duplicates() + c.malformed() + c.discarded();
    assertThat(rtp + rtcpReadInPart).isGreaterThanOrEqualTo(fed);
    assertThat(rtp + c.rtcpPackets()).isLessThanOrEqualTo(fed);
  }
}
