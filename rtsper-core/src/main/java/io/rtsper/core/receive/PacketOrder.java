package io.rtsper.core.receive;

import io.rtsper.api.rtp.RtpPacket;
import java.nio.ByteBuffer;

/**
 * Hands the packets of one track on in their order. Over a way that may change it, one that is
 * ahead waits for those before it, up to the time and the room that there is; what is still missing
 * then is told as lost. Elsewhere, and while all is in order, packets are handed on as they come.
 */
final class PacketOrder {

  /** A call that comes this much too late means that this side didn't read what came, either. */
  private static final long STALL_NANOS = 10_000_000L;

  /** Enough for many turns of the loop, each of which reads some packets. */
  private static final long CATCH_UP_NANOS = 10_000_000L;

  /** PLAY isn't answered yet. */
  static final int NOT_ANSWERED = -2;

  /** PLAY's answer doesn't say which packet is the first. */
  static final int NOT_ANNOUNCED = -1;

  private final PacketDelivery delivery;
  private final TrackEvents events;
  private final ReorderLimits limits;
  private final ReorderBuffer waiting;
  private final RtpPacket held = new RtpPacket();

  private boolean reorders;

  /** Whether the events were asked for a call when the first packet has waited for long enough. */
  private boolean timed;

  private long wakeNanos;

  /** Whether the first packets of all are still waited for. */
  private boolean opening;

  /** Whether that call comes after a stall of this side. */
  private boolean catchingUp;

  private long reordered;
  private long late;

  PacketOrder(PacketDelivery delivery, TrackEvents events, ReorderLimits limits) {
    this.delivery = delivery;
    this.events = events;
    this.limits = limits;
    this.waiting = new ReorderBuffer(limits.memory());
  }

  /** Takes whether the way of the packets keeps their order. */
  void agreed(boolean ordered) {
    reorders = limits.nanos() > 0 && !ordered;
  }

  /**
   * Takes the first packet of all. The packets of a key picture leave in one burst and may overtake
   * each other, and all of them the answer to PLAY that says which is the first. So the first to
   * come waits for those before it, as long as others do: for those that were announced, and until
   * that is known, for whatever may come. Where none comes, nothing is missing, for a server may
   * announce what it has sent others.
   *
   * @param number its extended sequence number
   * @param start the number that PLAY's answer announces; {@link #NOT_ANSWERED} or {@link
   *     #NOT_ANNOUNCED}
   */
  void first(RtpPacket packet, long number, int start, long nanoTime) {
    long from = start == NOT_ANSWERED ? earliest(number) : announced(number, start);
    if (!reorders || from == number) {
      delivery.handOver(packet, number, nanoTime);
      return;
    }
    opening = true;
    waiting.await(from);
    hold(packet, number, nanoTime);
  }

  /** Takes the number that PLAY's answer announces, or that it doesn't. */
  void startsAt(int start) {
    if (opening && !waiting.isEmpty()) {
      long lowest = waiting.lowest();
      waiting.await(announced(lowest, start));
      handOverNext();
    }
  }

  private static long earliest(long number) {
    return Math.max(0, number - SequenceTracker.MAX_MISORDER + 1);
  }

  /** Returns the extended number that was announced, if it is not far before another one. */
  private static long announced(long number, int start) {
    long before = start < 0 ? 0 : (number - start) & 0xFFFF;
    return number - before >= earliest(number) ? number - before : number;
  }

  /**
   * Takes a packet that is ahead of all before it.
   *
   * @param number its extended sequence number
   * @param gap how many are missing between it and the one before it
   */
  void forward(RtpPacket packet, long number, int gap, long nanoTime) {
    if (waiting.isEmpty()) {
      if (gap == 0) {
        delivery.handOver(packet, number, nanoTime);
        return;
      }
      if (!reorders) {
        events.onLoss(number - gap, gap);
        delivery.handOver(packet, number, nanoTime);
        return;
      }
      waiting.await(number - gap);
    }
    hold(packet, number, nanoTime);
  }

  /** Takes a packet that is behind another one. */
  void late(RtpPacket packet, long number, long nanoTime) {
    if (!reorders) {
      late++;
      delivery.handOver(packet, number, nanoTime);
    } else if (waiting.isEmpty() || number < waiting.next()) {
      late++;
    } else {
      reordered++;
      hold(packet, number, nanoTime);
    }
  }

  /** Takes the number of a packet that isn't for this track, so that nobody waits for it. */
  void pass(long number, long nanoTime) {
    if (!waiting.isEmpty()) {
      waiting.pass(number, nanoTime);
    }
  }

  /** Has a packet wait for those before it, unless it is the one that others wait for. */
  private void hold(RtpPacket packet, long number, long nanoTime) {
    while (number != waiting.next() && !waiting.offer(number, packet, nanoTime)) {
      if (waiting.isEmpty()) {
        if (!opening) {
          events.onLoss(waiting.next(), (int) (number - waiting.next()));
        }
        waiting.await(number);
      } else {
        giveUpFirst();
      }
    }
    if (number == waiting.next()) {
      opening = false;
      waiting.await(number + 1);
      delivery.handOver(packet, number, nanoTime);
      handOverNext();
    }
    // Nothing is given up here: after a callback or a collection that took long, the packets that
    // are waited for may be the next ones to be read.
    if (!waiting.isEmpty() && !timed) {
      wakeAt(waiting.waitingSince() + limits.nanos(), nanoTime);
    }
  }

  private void wakeAt(long time, long nanoTime) {
    timed = true;
    wakeNanos = time;
    events.onWaiting(Math.max(1, time - nanoTime));
  }

  /** The time that {@link TrackEvents#onWaiting} named has passed. */
  void waited(long nanoTime) {
    timed = false;
    if (!catchingUp && nanoTime - wakeNanos > STALL_NANOS) {
      catchingUp = true;
      wakeAt(nanoTime + CATCH_UP_NANOS, nanoTime);
      return;
    }
    catchingUp = false;
    while (!waiting.isEmpty() && nanoTime - waiting.waitingSince() >= limits.nanos()) {
      giveUpFirst();
    }
    if (!waiting.isEmpty()) {
      wakeAt(waiting.waitingSince() + limits.nanos(), nanoTime);
    }
  }

  /** Gives up on the packets before the first one that waits. */
  private void giveUpFirst() {
    long missing = waiting.next();
    int count = waiting.giveUp();
    if (count > 0 && !opening) {
      events.onLoss(missing, count);
    }
    opening = false;
    handOverNext();
  }

  /** Hands on what waits up to the next one that is missing. */
  private void handOverNext() {
    ReorderBuffer.Held next = waiting.poll();
    while (next != null) {
      opening = false;
      ByteBuffer bytes = next.packet();
      if (bytes != null) {
        held.wrap(bytes, 0, bytes.limit());
        delivery.handOver(held, next.number, next.arrivalNanos);
      }
      next = waiting.poll();
    }
    waiting.waitAgain();
  }

  /** Hands on all that waits, whatever is missing: what comes next doesn't continue it. */
  void flush() {
    while (!waiting.isEmpty()) {
      giveUpFirst();
    }
  }

  /** Hands on all that waits and frees the memory, also where strict mode refuses a packet. */
  void close() {
    try {
      flush();
    } finally {
      waiting.clear();
      opening = false;
      timed = false;
      catchingUp = false;
    }
  }

  /** Returns how many came after a later one and were put back in their place. */
  long reordered() {
    return reordered;
  }

  /** Returns how many came when their place was gone. */
  long late() {
    return late;
  }
}
