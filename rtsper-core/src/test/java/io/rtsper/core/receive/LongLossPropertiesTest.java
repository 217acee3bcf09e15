package io.rtsper.core.receive;

import static io.rtsper.core.receive.Receiving.A;
import static io.rtsper.core.receive.Receiving.rtp;
import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.TrackStatistics;
import io.rtsper.api.rtp.RtpPacket;
import io.rtsper.api.spi.MediaAgreement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/**
 * Losses of many packets, and new beginnings. What was sent is known here by numbers that never
 * wrap, so the counts are those of a set and not of the arithmetic under test.
 */
class LongLossPropertiesTest {

  private static final long SECOND = 1_000_000_000L;
  private static final int PICTURES_A_SECOND = 50;

  /** A live stream, whose packets are sent at a steady rate. */
  private record Stream(int packetsPerSecond, int clockRate, int first, long firstTimestamp) {

    /** Returns when a packet is sent, in nanoseconds since the first one. */
    long nanos(long packet) {
      return packet * SECOND / packetsPerSecond;
    }

    byte[] packet(long number) {
      return packet(number, first + number, 0);
    }

    /** Returns a packet under another number, its timestamp moved by so many seconds. */
    byte[] packet(long number, long sequence, double seconds) {
      int ofPicture = Math.max(1, packetsPerSecond / PICTURES_A_SECOND);
      long picture = number / ofPicture * ofPicture;
      long units = picture * clockRate / packetsPerSecond + (long) (seconds * clockRate);
      return rtp(A, (int) sequence, firstTimestamp + units, 96);
    }

    /**
     * Returns how many packets show the pace: those of a tenth of a second, 100 at least; those of
     * a second where the clock rate has to be measured.
     */
    int beginning(boolean clockRateKnown) {
      return Math.max(100, clockRateKnown ? packetsPerSecond / 10 : packetsPerSecond);
    }

    Receiving receiving(boolean ordered, boolean clockRateKnown) {
      return Receiving.of(
          clockRateKnown ? clockRate : 0,
          ordered ? MediaAgreement.ordered() : MediaAgreement.unordered());
    }
  }

  /** A part of a stream: so many packets are lost in one piece, then so many are sent. */
  private record Part(int lost, int sent) {}

  private record Arrival(long number, long time) {}

  @Provide
  Arbitrary<Stream> streams() {
    return streamsOf(50, 1_000, 8_000, 35_000, 90_000);
  }

  @Provide
  Arbitrary<Stream> slowStreams() {
    return streamsOf(50, 200, 500);
  }

  @Provide
  Arbitrary<Stream> fastStreams() {
    return streamsOf(8_000, 35_000, 90_000);
  }

  private static Arbitrary<Stream> streamsOf(Integer... packetsPerSecond) {
    return Combinators.combine(
            Arbitraries.of(packetsPerSecond),
            Arbitraries.of(8_000, 44_100, 90_000),
            Arbitraries.integers().between(0, 65_535),
            Arbitraries.longs().between(0, 0xFFFF_FFFFL))
        .as(Stream::new);
  }

  @Provide
  Arbitrary<Part> parts() {
    return Combinators.combine(
            Arbitraries.oneOf(
                Arbitraries.integers().between(1, 200),
                Arbitraries.integers().between(2_900, 3_100),
                Arbitraries.integers().between(1, 60_000)),
            Arbitraries.integers().between(150, 1_500))
        .as(Part::new);
  }

  @Property(tries = 60)
  void aLossOfUpTo60000PacketsIsCountedWhole(
      @ForAll("streams") Stream stream,
      @ForAll boolean ordered,
      @ForAll boolean clockRateKnown,
      @ForAll @Size(min = 1, max = 6) List<@From("parts") Part> parts,
      @ForAll @IntRange(max = 20) int percentLost,
      @ForAll @IntRange(max = 5) int percentRepeated,
      @ForAll @IntRange(max = 40) int reach,
      @ForAll Random random) {
    List<Part> all = new ArrayList<>(List.of(new Part(0, stream.beginning(clockRateKnown))));
    all.addAll(parts);
    List<Arrival> arrivals = new ArrayList<>();
    long number = 0;
    for (Part part : all) {
      number += part.lost();
      // Sorted by its place, which is up to so many later.
      List<Arrival> come = new ArrayList<>();
      for (int i = 0; i < part.sent(); i++, number++) {
        if (i > 0 && i < part.sent() - 1 && random.nextInt(100) < percentLost) {
          continue;
        }
        // Where the order is kept, three repeats mean that a clip begins anew.
        int copies = !ordered && random.nextInt(100) < percentRepeated ? 2 : 1;
        for (int copy = 0; copy < copies; copy++) {
          come.add(new Arrival(number, i + random.nextInt(reach + 1)));
        }
      }
      come.sort(Comparator.comparingLong(Arrival::time));
      // Then nobody reads for a while: what the socket holds comes late, the next part is lost.
      // Without a clock rate the pace is what is measured, so it mustn't be off by much.
      int held = random.nextInt(clockRateKnown ? 100 : Math.max(1, stream.packetsPerSecond() / 20));
      int late = random.nextInt(clockRateKnown ? 400 : 50);
      long heldUntil = stream.nanos(number) + late * SECOND / 1_000;
      for (int i = 0; i < come.size(); i++) {
        long sent = stream.nanos(come.get(i).number());
        long time = i < come.size() - held ? sent : Math.max(sent, heldUntil);
        arrivals.add(new Arrival(come.get(i).number(), time));
      }
    }

    Receiving r = stream.receiving(ordered, clockRateKnown);
    long origin = r.now;
    long now = 0;
    long first = (stream.first() + arrivals.get(0).number()) & 0xFFFF;
    TreeSet<Long> came = new TreeSet<>();
    List<Long> handedOn = new ArrayList<>();
    for (Arrival arrival : arrivals) {
      now = Math.max(now, arrival.time());
      r.now = origin + now;
      r.onRtp(stream.packet(arrival.number()));
      if (came.add(arrival.number())) {
        handedOn.add(first + arrival.number() - arrivals.get(0).number());
      }
    }

    TrackStatistics counts = r.counts();
    long expected = came.last() - came.first() + 1;
    assertThat(r.quirks).isEmpty();
    assertThat(r.packets).extracting(RtpPacket::extendedSequence).isEqualTo(handedOn);
    assertThat(r.packets).noneMatch(RtpPacket::discontinuity);
    assertThat(counts.lost()).isEqualTo(expected - came.size());
    assertThat(counts.duplicates()).isEqualTo(arrivals.size() - came.size());
    assertThat(counts.ssrcChanges()).isZero();
    assertThat(r.receiver.expected()).isEqualTo(expected);
    assertThat(r.receiver.received()).isEqualTo(arrivals.size());
  }

  /** Whole cycles are found by the pace; but a few numbers ahead are just these. */
  @Property(tries = 100)
  void aLossOfMoreThanACycleIsCountedWhole(
      @ForAll("fastStreams") Stream stream,
      @ForAll boolean ordered,
      @ForAll @IntRange(min = 65_400, max = 104_000) int lost) {
    int few = lost + 1 - 65_536;
    Receiving r = stream.receiving(ordered, true);
    long origin = r.now;
    int before = stream.beginning(true);
    for (long i = 0; i < before; i++) {
      r.now = origin + stream.nanos(i);
      r.onRtp(stream.packet(i));
    }
    long behind = before + (long) lost;
    r.now = origin + stream.nanos(behind);
    r.onRtp(stream.packet(behind));
    boolean ambiguous = few > 0 && few < SequenceTracker.MAX_DROPOUT;
    assertThat(r.counts().lost()).isEqualTo(ambiguous ? few - 1 : lost);
    assertThat(r.counts().ssrcChanges()).isZero();
  }

  /** The numbers leap, and the timestamps go on: so many packets can't have been sent. */
  @Property(tries = 200)
  void moreThanCanHaveBeenSentIsANewBeginning(
      @ForAll("slowStreams") Stream stream,
      @ForAll boolean ordered,
      @ForAll boolean clockRateKnown,
      @ForAll @IntRange(min = 3_000, max = 65_400) int leap,
      @ForAll @IntRange(max = 1_000) int millis) {
    assertBeginsAnew(stream, ordered, clockRateKnown, leap, millis, 0);
  }

  /** The timestamps leap with the numbers, whatever the rate. */
  @Property(tries = 200)
  void timestampsThatDoNotFitTheTimeAreANewBeginning(
      @ForAll("streams") Stream stream,
      @ForAll boolean ordered,
      @ForAll boolean clockRateKnown,
      @ForAll @IntRange(min = 3_000, max = 65_400) int leap,
      @ForAll @IntRange(max = 1_000) int millis,
      @ForAll @IntRange(min = 3, max = 20_000) int seconds,
      @ForAll boolean back) {
    assertBeginsAnew(stream, ordered, clockRateKnown, leap, millis, back ? -seconds : seconds);
  }

  private static void assertBeginsAnew(
      Stream stream,
      boolean ordered,
      boolean clockRateKnown,
      int leap,
      int millis,
      double timestampLeap) {
    Receiving r = stream.receiving(ordered, clockRateKnown);
    long origin = r.now;
    long number = 0;
    int before = stream.beginning(clockRateKnown);
    for (; number < before; number++) {
      r.now = origin + stream.nanos(number);
      r.onRtp(stream.packet(number));
    }
    number += (long) millis * stream.packetsPerSecond() / 1_000;
    long sequence = stream.first() + before - 1 + leap;
    for (int i = 0; i < 3; i++, number++, sequence++) {
      r.now = origin + stream.nanos(number);
      r.onRtp(stream.packet(number, sequence, timestampLeap));
    }
    assertThat(r.quirks).containsExactly(PacketQuirks.SEQUENCE_RESTARTED);
    assertThat(r.packets).filteredOn(RtpPacket::discontinuity).hasSize(1);
    assertThat(r.counts().ssrcChanges()).isEqualTo(1);
    assertThat(r.counts().lost()).isZero();
    assertThat(r.counts().discarded()).as("the first waits to be confirmed").isZero();
  }
}
