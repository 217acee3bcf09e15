package io.rtsper.it.reception;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the numbers of one source's packets say of the way they took, counted the plain way: all
 * numbers are kept.
 */
public final class Arrivals {

  private static final int MODULUS = 1 << 16;

  private record Arrival(long number, double seconds) {}

  private final Set<Long> seen = new HashSet<>();
  private final List<Arrival> inOrderOfArrival = new ArrayList<>();
  private long highest = -1;
  private int misordered;
  private int duplicates;

  /** Counts packets in the order in which they came. */
  public static Arrivals of(List<Integer> sequences) {
    Arrivals arrivals = new Arrivals();
    sequences.forEach(sequence -> arrivals.add(sequence, 0));
    return arrivals;
  }

  /** Counts a packet and when it came. */
  public void add(int sequence, double seconds) {
    long number = highest < 0 ? MODULUS + sequence : extended(sequence);
    if (!seen.add(number)) {
      duplicates++;
      return;
    }
    inOrderOfArrival.add(new Arrival(number, seconds));
    if (number < highest) {
      misordered++;
    }
    highest = Math.max(highest, number);
  }

  /** Returns the number nearest to the highest one so far. */
  private long extended(int sequence) {
    int ahead = (short) (sequence - (int) highest);
    return highest + ahead;
  }

  /** Returns the sequence numbers in their order. */
  public List<Integer> inOrder() {
    return new TreeSet<>(seen).stream().map(number -> (int) (number % MODULUS)).toList();
  }

  /** Returns how many came, each counted once. */
  public int distinct() {
    return seen.size();
  }

  /** Returns how many came again. */
  public int duplicates() {
    return duplicates;
  }

  /** Returns how many came behind a later one. */
  public int misordered() {
    return misordered;
  }

  /** Returns how many numbers between the lowest and the highest one are missing. */
  public int missing() {
    long lowest = seen.stream().mapToLong(Long::longValue).min().orElse(0);
    return (int) (highest - lowest + 1 - seen.size());
  }

  /** Returns the packets that came behind the first one and are before it. */
  public List<Integer> beforeTheFirst() {
    return seen.stream()
        .filter(number -> number < first())
        .map(number -> (int) (number % MODULUS))
        .toList();
  }

  private long first() {
    return inOrderOfArrival.isEmpty() ? 0 : inOrderOfArrival.get(0).number();
  }

  /** Returns the packets behind the first one that had been overtaken for that time or longer. */
  public List<Integer> overtakenFor(double seconds) {
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < inOrderOfArrival.size(); i++) {
      Arrival late = inOrderOfArrival.get(i);
      double overtaken =
          inOrderOfArrival.subList(0, i).stream()
              .filter(other -> other.number() > late.number())
              .mapToDouble(Arrival::seconds)
              .min()
              .orElse(late.seconds());
      if (late.number() > first() && late.seconds() - overtaken >= seconds) {
        all.add((int) (late.number() % MODULUS));
      }
    }
    return all;
  }
}
