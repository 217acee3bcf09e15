package io.rtsper.core.receive;

import static io.rtsper.core.receive.Receiving.A;
import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.TrackStatistics;
import io.rtsper.api.rtp.RtpPacket;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What holds of the order, for whatever a network does; beside a model that keeps each number. */
class OrderPropertiesTest {

  private static final int STREAM = 400;

  private record Arrival(int number, int millis) {}

  /** A network that loses, repeats and delays by less than the receiver waits. */
  @Property(tries = 300)
  void whatArrivesInTimeIsHandedOnOnceAndInOrderAndLossIsTheRest(
      @ForAll @IntRange(max = 65535) int first,
      @ForAll @IntRange(max = 30) int percentLost,
      @ForAll @IntRange(max = 20) int percentRepeated,
      @ForAll @IntRange(max = 90) int delay,
      @ForAll Random random) {
    List<Arrival> arrivals = network(percentLost, percentRepeated, delay, random);
    Receiving r = play(first, arrivals);

    BitSet came = new BitSet();
    arrivals.forEach(arrival -> came.set(arrival.number));
    List<String> expected = new ArrayList<>(List.of("source A"));
    for (int number = 0; number < came.length(); number++) {
      if (came.get(number)) {
        expected.add("packet " + (first + number));
      } else {
        int end = came.nextSetBit(number);
        expected.add("loss " + (first + number) + " x" + (end - number));
        number = end - 1;
      }
    }
    assertThat(r.log).isEqualTo(expected);
    TrackStatistics counts = r.counts();
    assertThat(counts.packets()).isEqualTo(came.cardinality());
    assertThat(counts.duplicates()).isEqualTo(arrivals.size() - came.cardinality());
    assertThat(counts.lost()).isEqualTo(came.length() - came.cardinality());
    assertThat(counts.reordered()).isEqualTo(behindAnother(arrivals));
    assertThat(counts.late() + counts.discarded() + counts.malformed()).isZero();
    r.receiver.receiving(false, r.now);
    assertThat(r.memory.available()).isEqualTo(Receiving.MEMORY);
  }

  /** A network that delays by more than that, too. */
  @Property(tries = 300)
  void whatArrivesTooLateIsCountedAndTheOrderHolds(
      @ForAll @IntRange(max = 65535) int first,
      @ForAll @IntRange(max = 30) int percentLost,
      @ForAll @IntRange(min = 100, max = 200) int delay,
      @ForAll Random random) {
    List<Arrival> arrivals = network(percentLost, 10, delay, random);
    Receiving r = play(first, arrivals);

    BitSet came = new BitSet();
    arrivals.forEach(arrival -> came.set(arrival.number));
    TrackStatistics counts = r.counts();
    assertThat(counts.packets() + counts.late()).isEqualTo(came.cardinality());
    assertThat(counts.lost()).isEqualTo(came.length() - came.cardinality());
    long before = -1;
    for (RtpPacket packet : r.packets) {
      assertThat(packet.extendedSequence()).isGreaterThan(before);
      before = packet.extendedSequence();
    }
    long told =
        r.log.stream()
            .filter(line -> line.startsWith("loss "))
            .mapToLong(line -> Long.parseLong(line.substring(line.indexOf('x') + 1)))
            .sum();
    assertThat(told).as("late packets were told as lost").isEqualTo(counts.lost() + counts.late());
  }

  /** Returns what arrives of a stream of one packet a millisecond, the first of all first. */
  private static List<Arrival> network(
      int percentLost, int percentRepeated, int delay, Random random) {
    List<Arrival> arrivals = new ArrayList<>(List.of(new Arrival(0, 0)));
    for (int number = 1; number < STREAM; number++) {
      if (random.nextInt(100) < percentLost) {
        continue;
      }
      int copies = random.nextInt(100) < percentRepeated ? 2 : 1;
      for (int copy = 0; copy < copies; copy++) {
        arrivals.add(new Arrival(number, number + random.nextInt(delay + 1)));
      }
    }
    arrivals.sort(Comparator.comparingInt(Arrival::millis));
    return arrivals;
  }

  private static long behindAnother(List<Arrival> arrivals) {
    BitSet came = new BitSet();
    long behind = 0;
    for (Arrival arrival : arrivals) {
      if (!came.get(arrival.number) && arrival.number < came.length()) {
        behind++;
      }
      came.set(arrival.number);
    }
    return behind;
  }

  private static Receiving play(int first, List<Arrival> arrivals) {
    Receiving r = Receiving.inOrder();
    long start = r.now;
    for (Arrival arrival : arrivals) {
      r.passUntil(start + arrival.millis * Receiving.MILLI);
      int number = first + arrival.number;
      r.onRtp(Receiving.rtp(A, number & 0xFFFF, number * 90L, 96));
    }
    return r.passUntil(r.now + 1000 * Receiving.MILLI);
  }
}
