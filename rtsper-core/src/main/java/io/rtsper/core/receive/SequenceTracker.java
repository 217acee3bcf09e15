package io.rtsper.core.receive;

import io.rtsper.api.rtp.RtpSequence;

/**
 * Follows the sequence numbers of one source (RFC 3550 appendix A.1): extends them, and tells
 * packets that are in order from those that are late, come again, or begin anew.
 *
 * <p>Beyond the RFC, the last 128 numbers are remembered one by one, so that a packet that comes
 * again isn't taken for one that comes late.
 */
final class SequenceTracker {

  /** A step forward of at least this many numbers is no loss but a new beginning. */
  static final int MAX_DROPOUT = 3000;

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

  /**
   * Creates a tracker, to be used after {@link #start}.
   *
   * @param ordered whether the transport keeps the order, so that a leap is what the sender did
   */
  SequenceTracker(boolean ordered) {
    this.ordered = ordered;
  }

  void ordered(boolean keepsOrder) {
    ordered = keepsOrder;
  }

  /** What a packet's number says of it. */
  enum Arrival {
    /** It is ahead of all before it. */
    FORWARD,
    /** It is behind another one and wasn't there yet. */
    LATE,
    /** It was there already. */
    DUPLICATE,
    /** It is far from where it should be; the next one tells whether the sender began anew. */
    SUSPECT,
    /** The sender began anew: the tracker is to be started with this packet. */
    RESTART
  }

  /**
   * Begins with the first packet of a source, which counts as received.
   *
   * @param sequence its number
   * @param cycle what is added to extend it, a multiple of 65536
   */
  void start(int sequence, long cycle) {
    start = cycle;
    base = cycle + sequence;
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
  }

  /**
   * Takes a packet's number.
   *
   * @return what it says; for FORWARD and LATE the packet counts as received, and {@link
   *     #extended()} and {@link #gap()} are about it
   */
  Arrival accept(int sequence) {
    int delta = (sequence - (int) highest) & 0xFFFF;
    gap = 0;
    if (delta == 0) {
      return repeated(sequence);
    }
    if (delta < MAX_DROPOUT) {
      advance(delta);
      return Arrival.FORWARD;
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
    return Arrival.LATE;
  }

  /**
   * Takes the number of a packet that is not for this track's listener, so that it isn't missed if
   * it turns out to be of the same numbering.
   */
  void skip(int sequence) {
    if (sequence == (((int) highest + 1 + skipped) & 0xFFFF)) {
      skipped++;
    }
  }

  private void advance(int delta) {
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

  /** Returns the highest extended number as RTCP has it: cycles since the source began. */
  long highestInReport() {
    return (highest - start) & 0xFFFF_FFFFL;
  }

  /** Returns what was added to extend the first number. */
  long startCycle() {
    return start;
  }

  /** Returns how many packets there should have been. */
  long expected() {
    return highest - base + 1;
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
