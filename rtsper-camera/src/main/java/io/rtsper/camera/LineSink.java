package io.rtsper.camera;

import io.rtsper.camera.SentPacket.Fate;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The way of one track's packets: what a {@link Line} does to them, and then the channels or ports
 * that carry them. Confined to the camera's thread.
 */
final class LineSink implements PacketSink {

  /** What all tracks of a camera have in common. */
  record Surroundings(CameraLoop loop, @Nullable PacketLog log) {}

  /** What waits for its time. */
  private record Delayed(long due, ByteBuffer packet, Kind kind) {}

  /** What waits for later packets to overtake it. */
  private record Held(long behind, ByteBuffer packet, boolean twice, double jitter) {}

  private enum Kind {
    MEDIA,
    COPY,
    FORGERY,
    REPORT
  }

  private static final int MAX_DELAYED = 1 << 16;

  /** The chance that makes a packet take neither more nor less time than usual. */
  private static final double NO_JITTER = 0.5;

  private final Surroundings surroundings;
  private final int track;
  private final long seed;
  private final Deque<Delayed> delayed = new ArrayDeque<>();
  private final List<Held> held = new ArrayList<>();
  private PacketSink carrier;
  private Line line;
  private CameraLoop.@Nullable Timer timer;
  private long number;
  private int dropNext;
  private int duplicateNext;
  private int swapNext;

  LineSink(Surroundings surroundings, int track, Line line, long seed, PacketSink carrier) {
    this.surroundings = surroundings;
    this.track = track;
    this.line = line;
    this.seed = seed;
    this.carrier = carrier;
  }

  PacketSink carrier() {
    return carrier;
  }

  void carrier(PacketSink other) {
    carrier.close();
    carrier = other;
  }

  void line(Line other) {
    line = other;
  }

  void dropNext(int count) {
    dropNext = count;
  }

  void duplicateNext(int count) {
    duplicateNext = count;
  }

  /** Swaps the next pairs of packets. */
  void swapNext(int pairs) {
    swapNext = pairs;
  }

  @Override
  public boolean ready() {
    return delayed.size() < MAX_DELAYED && carrier.ready();
  }

  @Override
  public boolean send(ByteBuffer packet, boolean rtcp) {
    if (rtcp) {
      transmit(packet, Kind.REPORT, NO_JITTER);
    } else {
      sendMedia(packet);
    }
    return true;
  }

  private void sendMedia(ByteBuffer packet) {
    long own = number++;
    boolean lost = false;
    boolean twice = false;
    int distance = 0;
    double jitter = NO_JITTER;
    if (line != Line.perfect()) {
      SplittableRandom chances = new SplittableRandom(mixed(seed + own));
      lost = line.loses(own, chances.nextDouble());
      distance = line.distance(chances.nextDouble());
      twice = line.duplicates(chances.nextDouble());
      jitter = chances.nextDouble();
      if (line.forges(chances.nextDouble())) {
        transmit(forgery(packet), Kind.FORGERY, jitter);
      }
    }
    if (dropNext > 0) {
      dropNext--;
      lost = true;
    }
    if (lost) {
      log(packet, Fate.DROPPED);
    } else {
      if (duplicateNext > 0) {
        duplicateNext--;
        twice = true;
      }
      if (swapNext > 0 && held.isEmpty()) {
        swapNext--;
        distance = 1;
      }
      if (distance > 0) {
        held.add(new Held(own + distance, copy(packet), twice, jitter));
      } else {
        pass(packet, twice, jitter);
      }
    }
    release(own);
  }

  /** Spreads numbers that follow each other over all seeds. */
  private static long mixed(long value) {
    long mixed = (value ^ (value >>> 33)) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ (mixed >>> 33);
  }

  private void pass(ByteBuffer packet, boolean twice, double jitter) {
    ByteBuffer again = packet.duplicate();
    transmit(packet, Kind.MEDIA, jitter);
    if (twice) {
      transmit(again, Kind.COPY, jitter);
    }
  }

  /** Lets those go on that as many as they wait for have overtaken. */
  private void release(long last) {
    if (held.isEmpty()) {
      return;
    }
    for (Iterator<Held> all = held.iterator(); all.hasNext(); ) {
      Held next = all.next();
      if (next.behind() <= last) {
        all.remove();
        pass(next.packet(), next.twice(), next.jitter());
      }
    }
  }

  /** Lets everything go on that waits for later packets, since none come. */
  void release() {
    release(Long.MAX_VALUE);
  }

  private static ByteBuffer forgery(ByteBuffer packet) {
    ByteBuffer forgery = copy(packet);
    for (int at = TrackStream.RTP_HEADER; at < forgery.limit(); at++) {
      forgery.put(at, (byte) 0);
    }
    forgery.put(0, (byte) 0x80); // its extension, if there was one, is payload now
    return forgery;
  }

  private static ByteBuffer copy(ByteBuffer packet) {
    return ByteBuffer.allocate(packet.remaining()).put(packet.duplicate()).flip();
  }

  private void transmit(ByteBuffer packet, Kind kind, double jitter) {
    if (!line.takesTime() && delayed.isEmpty()) {
      handOver(packet, kind);
      return;
    }
    long due = System.nanoTime() + line.nanos(jitter);
    Delayed last = delayed.peekLast();
    if (last != null && last.due() - due > 0) {
      due = last.due();
    }
    delayed.add(new Delayed(due, copy(packet), kind));
    schedule();
  }

  private void schedule() {
    Delayed first = delayed.peekFirst();
    if (timer == null && first != null) {
      timer = surroundings.loop().scheduleAt(first.due(), this::handOverDue);
    }
  }

  private void handOverDue() {
    timer = null;
    long now = System.nanoTime();
    for (Delayed next = delayed.peekFirst();
        next != null && next.due() - now <= 0;
        next = delayed.peekFirst()) {
      delayed.removeFirst();
      handOver(next.packet(), next.kind());
    }
    schedule();
  }

  private void handOver(ByteBuffer packet, Kind kind) {
    ByteBuffer logged = packet.duplicate();
    switch (kind) {
      case REPORT -> carrier.send(packet, true);
      case MEDIA -> log(logged, carrier.send(packet, false) ? Fate.SENT : Fate.REFUSED);
      case COPY -> log(logged, carrier.send(packet, false) ? Fate.DUPLICATED : Fate.REFUSED);
      case FORGERY -> {
        if (carrier.forge(packet, line.forgery())) {
          log(logged, Fate.FORGED);
        }
      }
    }
  }

  private void log(ByteBuffer packet, Fate fate) {
    PacketLog log = surroundings.log();
    if (log != null) {
      log.add(track, packet, fate);
    }
  }

  @Override
  public void close() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
    delayed.clear();
    held.clear();
    carrier.close();
  }
}
