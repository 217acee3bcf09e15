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

  private final Set<Long> seen = new HashSet<>();
  private final List<Long> inOrderOfArrival = new ArrayList<>();
  private long highest = -1;
  private int misordered;
  private int duplicates;

  /** Counts packets in the order in which they came. */
  public static Arrivals of(List<Integer> sequences) {
    Arrivals arrivals = new Arrivals();
    sequences.forEach(arrivals::add);
    return arrivals;
  }

  private void add(int sequence) {
    long number = highest < 0 ? MODULUS + sequence : extended(sequence);
    if (!seen.add(number)) {
      duplicates++;
      return;
    }
    inOrderOfArrival.add(number);
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

  /** Returns how many came behind the first one and are before it. */
  public int beforeTheFirst() {
    long first = inOrderOfArrival.isEmpty() ? 0 : inOrderOfArrival.get(0);
    return (int) seen.stream().filter(number -> number < first).count();
  }
}
