package io.rtsper.core.receive;

import io.rtsper.api.rtp.RtpPacket;
import io.rtsper.api.rtp.RtpSequence;
import java.nio.ByteBuffer;

/**
 * Follows the sequence numbers of one source (RFC 3550 appendix A.1): extends them, and tells
 * packets that are in order from those that are late, come again, or begin anew.
 *
 * <p>Beyond the RFC:
 *
 * <ul>
 *   <li>The last 128 numbers are remembered one by one, so that a packet that comes again isn't
 *       taken for one that comes late.
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

  /** A step back of at least this many numbers is no late packet but a new beginning. */
  static final int MAX_MISORDER = 100;

  /**
   * Packets that come again with one number after the other mean that a short clip has begun anew,
   * on a transport that keeps the order: nothing on the way repeats them.
   */
  static final int ORDERED_REPEATS = 3;

  /** The same on a transport that may repeat packets itself. */
  static final int UNORDERED_REPEATS = 64;

  /** No sequence number. */
  private static final int NONE = -1;

  private static final int WINDOW = 128;

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

  /** Bit i says whether the number {@code highest - i} came. */
  private long recent;

  /** The same for {@code highest - 64 - i}. */
  private long older;

  private long extended;
  private int gap;

  /** What is added to the numbers that a sender forgot to count on. */
  private int uncounted;

  /** How many numbers up to the highest were never meant to come. */
  private long passedOver;

  /** The last ones of these, from here. */
  private long passedFrom;

  private long passedTo;

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
    this.ordered = ordered;
    pace = new Pace(clockRate);
  }

  void agreed(boolean keepsOrder, int clockRate) {
    ordered = keepsOrder;
    pace.clockRate(clockRate);
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
    recent = 1;
    older = 0;
    extended = base;
    gap = 0;
    uncounted = 0;
    passedOver = 0;
    passedFrom = 0;
    passedTo = 0;
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
    if (behind >= MAX_MISORDER) {
      if (ordered || sequence == badNext) {
        return Arrival.RESTART;
      }
      badNext = RtpSequence.next(sequence);
      return Arrival.SUSPECT;
    }
    if (wasThere(behind)) {
      return repeated(sequence);
    }
    mark(behind);
    received++;
    extended = highest - behind;
    base = Math.min(base, extended);
    if (extended >= passedFrom && extended < passedTo) {
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
    passedOver += gap;
    passedFrom = highest - gap;
    passedTo = highest;
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
    if (delta == 0 || RtpSequence.SEQUENCE_MODULUS - delta < MAX_MISORDER) {
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
   */
  void skip(int sequence) {
    if (((sequence + uncounted) & 0xFFFF) == (((int) highest + 1 + skipped) & 0xFFFF)) {
      skipped++;
    }
  }

  private void advance(int delta, RtpPacket packet, long nanoTime) {
    int notForUs = Math.min(skipped, delta - 1);
    shift(delta);
    for (int i = 1; i <= notForUs; i++) {
      mark(delta - i);
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

  private void shift(int count) {
    if (count < Long.SIZE) {
      older = (older << count) | (recent >>> (Long.SIZE - count));
      recent <<= count;
    } else {
      older = count < WINDOW ? recent << (count - Long.SIZE) : 0;
      recent = 0;
    }
    recent |= 1;
  }

  private void mark(int behind) {
    if (behind < Long.SIZE) {
      recent |= 1L << behind;
    } else if (behind < WINDOW) {
      older |= 1L << (behind - Long.SIZE);
    }
  }

  private boolean wasThere(int behind) {
    long bits = behind < Long.SIZE ? recent >>> behind : older >>> (behind - Long.SIZE);
    return (bits & 1) != 0;
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
