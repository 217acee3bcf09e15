package io.rtsper.core.receive;

import io.rtsper.api.rtp.RtpPacket;
import io.rtsper.api.spi.MemoryBudget;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Packets that wait for those before them, sorted by their extended sequence numbers, and the
 * number that is waited for. Bounded in packets, in bytes and by the session's memory; the time
 * that a packet may wait is for the receiver to see to. Holds nothing while packets come in order.
 */
final class ReorderBuffer {

  /** The most packets that wait: a quarter of a second at 130 Mbit/s. */
  static final int MAX_PACKETS = 4096;

  /** The most bytes that they take. */
  static final int MAX_BYTES = 4 << 20;

  /** A packet takes a multiple of this, so that memory can be used for the next one. */
  private static final int UNIT = 2048;

  /** How much is kept for the next time packets change their order. */
  private static final int MAX_SPARE = 64;

  private final MemoryBudget memory;
  private final Deque<ByteBuffer> spare = new ArrayDeque<>();

  /** A ring, its length a power of two. */
  private @Nullable Held[] ring = new Held[16];

  private int first;
  private int size;
  private int bytes;
  private long next;
  private long waitingSince;

  /** A packet that waits, or a number that is known not to be for this track. */
  static final class Held {

    final long number;
    final long arrivalNanos;
    private final @Nullable ByteBuffer packet;

    private Held(long number, long arrivalNanos, @Nullable ByteBuffer packet) {
      this.number = number;
      this.arrivalNanos = arrivalNanos;
      this.packet = packet;
    }

    /** Returns the packet's bytes, from 0 to the limit; null if there is nothing to hand on. */
    @Nullable ByteBuffer packet() {
      return packet;
    }
  }

  /**
   * Makes an empty buffer.
   *
   * @param memory of which room for the packets is taken
   */
  ReorderBuffer(MemoryBudget memory) {
    this.memory = memory;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** Returns how many wait. */
  int size() {
    return size;
  }

  /** Begins to wait for a number, where nothing waits yet. */
  void await(long number) {
    next = number;
  }

  /** Returns the number that is waited for. */
  long next() {
    return next;
  }

  /** Returns the lowest number that waits; something must. */
  long lowest() {
    return at(0).number;
  }

  /** Returns since when the first one that waits has waited, or one behind it has. */
  long waitingSince() {
    return waitingSince;
  }

  /**
   * Takes a packet that isn't the next one; it must not be there yet.
   *
   * @return false if there is no room
   */
  boolean offer(long number, RtpPacket packet, long arrivalNanos) {
    int length = packet.length();
    if (size == MAX_PACKETS || bytes + capacity(length) > MAX_BYTES) {
      return false;
    }
    ByteBuffer room = room(length);
    if (room == null) {
      return false;
    }
    room.clear().put(0, packet.buffer(), packet.offset(), length).limit(length);
    bytes += room.capacity();
    insert(new Held(number, arrivalNanos, room));
    return true;
  }

  /** Takes a number that isn't waited for: whoever has it is not of this track. */
  void pass(long number, long arrivalNanos) {
    if (size < MAX_PACKETS) {
      insert(new Held(number, arrivalNanos, null));
    }
  }

  /**
   * Returns the packet that was waited for, if it is there, and waits for the one behind it. Its
   * bytes are valid until the next call of whatever method but those that tell.
   */
  @Nullable Held poll() {
    Held head = head();
    if (head == null || head.number != next) {
      return null;
    }
    remove(head);
    next++;
    return head;
  }

  /**
   * Gives up what is waited for, and waits for the first that is there.
   *
   * @return how many are given up
   */
  int giveUp() {
    Held head = head();
    if (head == null) {
      return 0;
    }
    int missing = (int) (head.number - next);
    next = head.number;
    return missing;
  }

  /** Finds out since when it has been waited, after what was waited for has come. */
  void waitAgain() {
    if (size > 0) {
      long earliest = at(0).arrivalNanos;
      for (int i = 1; i < size; i++) {
        if (at(i).arrivalNanos - earliest < 0) {
          earliest = at(i).arrivalNanos;
        }
      }
      waitingSince = earliest;
    }
  }

  /** Frees all memory, that of packets that still wait included. */
  void clear() {
    Held head = head();
    while (head != null) {
      remove(head);
      head = head();
    }
    ByteBuffer kept = spare.poll();
    while (kept != null) {
      memory.release(kept.capacity());
      kept = spare.poll();
    }
  }

  private @Nullable Held head() {
    return ring[first];
  }

  private Held at(int index) {
    Held held = ring[(first + index) & (ring.length - 1)];
    if (held == null) {
      throw new IllegalStateException("nothing waits there");
    }
    return held;
  }

  /** Puts one where it belongs, which is at the end for almost all. */
  private void insert(Held held) {
    if (size == 0) {
      waitingSince = held.arrivalNanos;
    }
    if (size == ring.length) {
      grow();
    }
    int mask = ring.length - 1;
    int index = size;
    while (index > 0 && at(index - 1).number > held.number) {
      index--;
    }
    if (index > 0 && at(index - 1).number == held.number) {
      // The number was passed, and is this track's all the same.
      ring[(first + index - 1) & mask] = held;
      return;
    }
    for (int i = size; i > index; i--) {
      ring[(first + i) & mask] = at(i - 1);
    }
    ring[(first + index) & mask] = held;
    size++;
  }

  private void grow() {
    @Nullable Held[] larger = new Held[2 * ring.length];
    for (int i = 0; i < size; i++) {
      larger[i] = at(i);
    }
    ring = larger;
    first = 0;
  }

  private void remove(Held head) {
    ring[first] = null;
    first = (first + 1) & (ring.length - 1);
    size--;
    ByteBuffer packet = head.packet;
    if (packet != null) {
      bytes -= packet.capacity();
      if (spare.size() < MAX_SPARE && packet.capacity() == UNIT) {
        spare.push(packet);
      } else {
        memory.release(packet.capacity());
      }
    }
  }

  private static int capacity(int length) {
    return (length + UNIT - 1) / UNIT * UNIT;
  }

  private @Nullable ByteBuffer room(int length) {
    int capacity = capacity(length);
    ByteBuffer kept = capacity == UNIT ? spare.poll() : null;
    if (kept != null) {
      return kept;
    }
    return memory.reserve(capacity) ? ByteBuffer.allocate(capacity) : null;
  }
}
