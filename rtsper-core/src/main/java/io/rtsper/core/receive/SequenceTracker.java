package io.rtsper.core.receive;

import io.rtsper.api.rtp.RtpPacket;
import io.rtsper.api.rtp.RtpSequence;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Follows the sequence numbers of one source (RFC 3550 appendix A.1): extends them, and tells
 * packets that are in order from those that are late, come again, or begin anew.
 *
 * <p>Beyond the RFC:
 *
 * <ul>
 *   <li>The last numbers are remembered one by one, so that a packet that comes again isn't taken
 *       for one that comes late.
 *   <li>On a way that may change their order, a packet may be late by as many numbers as {@link
 *       #LATENESS_NANOS} bring, and not by a hundred alone.
 *   <li>A step forward of {@link #MAX_DROPOUT} and more is a loss where the {@link Pace} of the
 *       source says so. The RFC's number is of the year 1996: at 400 Mbit/s it passes in 90 ms.
 *   <li>A packet with the number of the one before is the same one only if it looks the same. Some
 *       senders never count.
 * </ul>
 */
final class SequenceTracker {

  /** A step forward of fewer numbers is a loss; one of as many or more has to fit the pace. */
  static final int MAX_DROPOUT = 3000;

  /** A leap fits if it isn't so many times shorter or longer than expected. */
  static final int PACE_FACTOR = 4;

  /**
   * A step back of at least this many numbers is no late packet but a new beginning, or of as many
   * as {@link #LATENESS_NANOS} bring, where that is more.
   */
  static final int MAX_MISORDER = 100;

  /** A network that delays a packet for longer than this has lost it. */
  static final long LATENESS_NANOS = 250_000_000L;

  /**
   * Packets that come again with one number after the other mean that a short clip has begun anew,
   * on a transport that keeps the order: nothing on the way repeats them.
   */
  static final int ORDERED_REPEATS = 3;

  /** The same on a transport that may repeat packets itself. */
  static final int UNORDERED_REPEATS = 64;

  /** No sequence number. */
  private static final int NONE = -1;

  /** How many numbers are remembered; powers of two. */
  private static final int ORDERED_WINDOW = 128;

  private static final int UNORDERED_WINDOW = 8192;

  private final Pace pace;
  private boolean ordered;

  private long start;
  private long base;
  private long highest;
  private long received;
  private long duplicates;
  private int badNext;
  private int skipped;
  private int repeatNext;
  private int repeats;

  /** Whether each of the last numbers came; a number has its place by its low bits. */
  private long[] window = new long[0];

  private long extended;
  private int gap;

  /** What is added to the numbers that a sender forgot to count on. */
  private int uncounted;

  /** How many numbers up to the highest were never meant to come. */
  private long passedOver;

  /** Which of the last numbers these are, like {@link #window}; null until there is one. */
  private long @Nullable [] passed;

  /** What the packet with the highest number looks like, beside its timestamp. */
  private int lastLength;

  private long lastHead;

  /**
   * Creates a tracker, to be used after {@link #start}.
   *
   * @param ordered whether the transport keeps the order, so that a leap is what the sender did
   * @param clockRate units of the timestamp a second; 0 if unknown
   */
  SequenceTracker(boolean ordered, int clockRate) {
    pace = new Pace(clockRate);
    agreed(ordered, clockRate);
  }

  /** Takes how packets come, before the first one. */
  void agreed(boolean keepsOrder, int clockRate) {
    ordered = keepsOrder;
    pace.clockRate(clockRate);
    int words = (keepsOrder ? ORDERED_WINDOW : UNORDERED_WINDOW) / Long.SIZE;
    if (window.length != words) {
      window = new long[words];
    }
  }

  /** What a packet's number says of it. */
  enum Arrival {
    /** It is ahead of all before it. */
    FORWARD,
    /** It is behind another one and wasn't there yet. */
    LATE,
    /** It was there already. */
    DUPLICATE,
    /** It is another packet with the number of the one before, and is numbered on. */
    UNCOUNTED,
    /** It is far from where it should be; the next one tells whether the sender began anew. */
    SUSPECT,
    /** The sender began anew: the tracker is to be started with this packet. */
    RESTART
  }

  /**
   * Begins with the first packet of a source, which counts as received.
   *
   * @param packet the packet
   * @param cycle what is added to extend its number, a multiple of 65536
   */
  void start(RtpPacket packet, long cycle, long nanoTime) {
    start = cycle;
    base = cycle + packet.sequenceNumber();
    highest = base;
    received = 1;
    duplicates = 0;
    badNext = NONE;
    skipped = 0;
    repeatNext = NONE;
    repeats = 0;
    Arrays.fill(window, 0);
    came(base);
    extended = base;
    gap = 0;
    uncounted = 0;
    passedOver = 0;
    passed = null;
    remember(packet);
    pace.start(highest, packet.timestamp(), nanoTime);
  }

  /**
   * Takes a packet.
   *
   * @return what its number says; for FORWARD, UNCOUNTED and LATE the packet counts as received,
   *     and {@link #extended()} and {@link #gap()} are about it
   */
  Arrival accept(RtpPacket packet, long nanoTime) {
    int delta = delta(packet);
    gap = 0;
    if (delta == 1) {
      advance(1, packet, nanoTime);
      return Arrival.FORWARD;
    }
    return acceptOutOfTurn(packet, delta, nanoTime);
  }

  /** Takes a packet that isn't the next one. */
  private Arrival acceptOutOfTurn(RtpPacket packet, int delta, long nanoTime) {
    int steps = steps(delta, packet.timestamp(), nanoTime);
    if (steps > 0) {
      advance(steps, packet, nanoTime);
      return Arrival.FORWARD;
    }
    int sequence = packet.sequenceNumber();
    if (delta == 0) {
      if (looksLikeLast(packet)) {
        return repeated(sequence);
      }
      uncounted++;
      advance(1, packet, nanoTime);
      return Arrival.UNCOUNTED;
    }
    int behind = RtpSequence.SEQUENCE_MODULUS - delta;
    if (behind >= maxMisorder(packet.timestamp())) {
      if (ordered || sequence == badNext) {
        return Arrival.RESTART;
      }
      badNext = RtpSequence.next(sequence);
      return Arrival.SUSPECT;
    }
    if (hasCome(highest - behind)) {
      return repeated(sequence);
    }
    received++;
    extended = highest - behind;
    came(extended);
    base = Math.min(base, extended);
    long[] never = passed;
    if (never != null && (never[word(extended)] & 1L << extended) != 0) {
      never[word(extended)] &= ~(1L << extended);
      passedOver--;
    }
    return Arrival.LATE;
  }

  /**
   * Takes the first packet after a pause. What is missing before it was never meant to come.
   *
   * @return false if it isn't ahead of what was before, and the tracker is to be started with it
   */
  boolean resume(RtpPacket packet, long nanoTime) {
    int delta = delta(packet);
    int steps = delta == 1 ? 1 : steps(delta, packet.timestamp(), nanoTime);
    if (steps == 0) {
      return false;
    }
    advance(steps, packet, nanoTime);
    passOver();
    return true;
  }

  /** Takes the gap before the last packet for none: it was never meant to come. */
  void passOver() {
    long[] never = passed != null ? passed : new long[window.length];
    passed = never;
    for (long number = Math.max(highest - gap, highest - (long) window.length * Long.SIZE + 1);
        number < highest;
        number++) {
      never[word(number)] |= 1L << number;
    }
    passedOver += gap;
    gap = 0;
    pace.start(highest, pace.timestamp(), pace.nanos());
  }

  private int delta(RtpPacket packet) {
    return (packet.sequenceNumber() + uncounted - (int) highest) & 0xFFFF;
  }

  /**
   * Returns by how many numbers a packet is ahead that is {@code delta} ahead but for whole cycles;
   * 0 if it isn't ahead, or too far for the time that passed.
   */
  private int steps(int delta, long timestamp, long nanoTime) {
    if (delta > 0 && delta < MAX_DROPOUT) {
      return delta;
    }
    double expected = pace.expected(timestamp, nanoTime);
    // Up to two cycles, one number at most is that near to what is expected. It counts even if it
    // looks late or repeated: such a packet's timestamp isn't that far ahead.
    int near = (int) atLeast(expected - RtpSequence.SEQUENCE_MODULUS / 2.0, delta);
    if (expected < 2 * RtpSequence.SEQUENCE_MODULUS
        && Math.abs(near - expected) <= expected / PACE_FACTOR) {
      return near;
    }
    if (delta == 0 || RtpSequence.SEQUENCE_MODULUS - delta < maxMisorder(timestamp)) {
      return 0;
    }
    double smallest = atLeast(expected / PACE_FACTOR, delta);
    return smallest <= expected * PACE_FACTOR ? (int) smallest : 0;
  }

  /** Returns the smallest number from a minimum on that is {@code delta} and whole cycles. */
  private static double atLeast(double minimum, int delta) {
    double cycles = Math.ceil((minimum - delta) / RtpSequence.SEQUENCE_MODULUS);
    return delta + Math.max(0, cycles) * RtpSequence.SEQUENCE_MODULUS;
  }

  private void remember(RtpPacket packet) {
    lastLength = packet.length();
    lastHead = head(packet);
  }

  private boolean looksLikeLast(RtpPacket packet) {
    return packet.timestamp() == pace.timestamp()
        && packet.length() == lastLength
        && head(packet) == lastHead;
  }

  /** Returns the first eight bytes of a payload. */
  private static long head(RtpPacket packet) {
    ByteBuffer buffer = packet.buffer();
    int offset = packet.payloadOffset();
    int length = packet.payloadLength();
    if (length >= Long.BYTES) {
      return buffer.getLong(offset);
    }
    long head = 0;
    for (int i = 0; i < length; i++) {
      head = head << Byte.SIZE | (buffer.get(offset + i) & 0xFF);
    }
    return head;
  }

  /**
   * Takes the number of a packet that is not for this track's listener, so that it isn't missed if
   * it turns out to be of the same numbering.
   *
   * @return its extended number, if it is behind all that came; -1 otherwise
   */
  long skip(int sequence) {
    long number = highest + 1 + skipped;
    if (((sequence + uncounted) & 0xFFFF) != (number & 0xFFFF)) {
      return -1;
    }
    skipped++;
    return number;
  }

  private void advance(int delta, RtpPacket packet, long nanoTime) {
    int notForUs = Math.min(skipped, delta - 1);
    if (delta > 1) {
      takeOut(window, delta - 1);
      for (int i = 1; i <= notForUs; i++) {
        came(highest + i);
      }
    }
    came(highest + delta);
    if (passed != null) {
      takeOut(passed, delta);
    }
    highest += delta;
    extended = highest;
    received += 1 + notForUs;
    gap = delta - 1 - notForUs;
    skipped = 0;
    repeats = 0;
    repeatNext = NONE;
    remember(packet);
    pace.advance(highest, packet.timestamp(), nanoTime);
  }

  /** Returns how many numbers a late packet is behind at most, not included. */
  private int maxMisorder(long timestamp) {
    if (ordered || !pace.isBehind(timestamp, 2 * LATENESS_NANOS)) {
      return MAX_MISORDER;
    }
    double late = pace.numbersIn(LATENESS_NANOS);
    return late > MAX_MISORDER ? (int) Math.min(late, UNORDERED_WINDOW) : MAX_MISORDER;
  }

  /** Takes the numbers behind the highest one out of a set of the last ones. */
  private void takeOut(long[] set, int count) {
    if (count >= set.length * Long.SIZE) {
      Arrays.fill(set, 0);
    } else {
      for (long number = highest + 1; number <= highest + count; number++) {
        set[word(number)] &= ~(1L << number);
      }
    }
  }

  private void came(long number) {
    window[word(number)] |= 1L << number;
  }

  private boolean hasCome(long number) {
    return (window[word(number)] & 1L << number) != 0;
  }

  private int word(long number) {
    return (int) (number >>> 6) & (window.length - 1);
  }

  private Arrival repeated(int sequence) {
    repeats = sequence == repeatNext ? repeats + 1 : 1;
    repeatNext = RtpSequence.next(sequence);
    if (repeats >= (ordered ? ORDERED_REPEATS : UNORDERED_REPEATS)) {
      return Arrival.RESTART;
    }
    duplicates++;
    return Arrival.DUPLICATE;
  }

  /** Returns the extended number of the last packet that counted as received. */
  long extended() {
    return extended;
  }

  /** Returns how many numbers are missing before the last packet. */
  int gap() {
    return gap;
  }

  /** Returns the highest extended number. */
  long highest() {
    return highest;
  }

  /** Returns the highest number that came as RTCP has it: with cycles since the source began. */
  long highestInReport() {
    return (highest - uncounted - start) & 0xFFFF_FFFFL;
  }

  /** Returns what was added to extend the first number. */
  long startCycle() {
    return start;
  }

  /** Returns how many packets there should have been. */
  long expected() {
    return highest - base + 1 - passedOver;
  }

  /** Returns how many packets came, each counted once. */
  long received() {
    return received;
  }

  /** Returns how many packets came, counted as often as they came (RFC 3550 appendix A.3). */
  long receivedInReport() {
    return received + duplicates;
  }

  /** Returns how many packets are missing still. */
  long lost() {
    return expected() - received;
  }
}
