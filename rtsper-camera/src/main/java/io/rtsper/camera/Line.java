package io.rtsper.camera;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What becomes of a track's packets between the camera and its client, as a bad network has it. An
 * immutable value: each method returns a line that does that, too.
 *
 * <pre>{@code
 * Camera.builder().seed(1).recordPackets()
 *     .line(Line.perfect().loss(0.02).drop(100, 119).reorder(0.05, 3).jitter(Duration.ofMillis(20)))
 * }</pre>
 *
 * <p>Packets of a track are counted from 0, whatever becomes of them. Chance comes from the
 * camera's {@linkplain CameraBuilder#seed seed}, the track and the packet's number alone: for the
 * same seed the same packets are lost, in every session and at any speed. RTCP isn't lost, and
 * takes as long as the packets do.
 */
public final class Line {

  /** Where packets come from that look like the camera's and aren't. */
  public enum Forgery {
    /** Another address, but the port that the camera's come from. */
    OTHER_ADDRESS,
    /** The camera's address, but another port. */
    OTHER_PORT
  }

  /** Packets that are lost, first and last included. */
  private record Burst(long first, long last) {}

  private static final Line PERFECT = new Line();

  private final List<Burst> bursts = new ArrayList<>();
  private double loss;
  private double reordered;
  private int distance;
  private double duplicated;
  private long delayNanos;
  private long jitterNanos;
  private double forged;
  private Forgery forgery = Forgery.OTHER_PORT;

  private Line() {}

  /** Returns a line that passes on every packet at once. */
  public static Line perfect() {
    return PERFECT;
  }

  /** Loses that share of the packets, from 0 to 1. Default: none. */
  public Line loss(double share) {
    Line line = copy();
    line.loss = checked(share);
    return line;
  }

  /** Loses the packets from one number to another, both included. Each call adds such a burst. */
  public Line drop(long first, long last) {
    if (first < 0 || last < first) {
      throw new IllegalArgumentException("no packets are from " + first + " to " + last);
    }
    Line line = copy();
    line.bursts.add(new Burst(first, last));
    return line;
  }

  /**
   * Lets that share of the packets come behind as many later ones as the distance says. What is
   * still held when the media stops comes then. Default: none.
   */
  public Line reorder(double share, int packets) {
    if (packets < 1) {
      throw new IllegalArgumentException("a packet comes behind one other at least");
    }
    Line line = copy();
    line.reordered = checked(share);
    line.distance = packets;
    return line;
  }

  /** Passes on that share of the packets twice. Default: none. */
  public Line duplicate(double share) {
    Line line = copy();
    line.duplicated = checked(share);
    return line;
  }

  /** Takes that long for each packet. Default: no time. */
  public Line delay(Duration time) {
    Line line = copy();
    line.delayNanos = time.toNanos();
    return line;
  }

  /**
   * Takes up to that much more or less time, but not less than none, and keeps the order: see
   * {@link #reorder} for the other thing that varying delays do. Default: always the same time.
   */
  public Line jitter(Duration time) {
    Line line = copy();
    line.jitterNanos = time.toNanos();
    return line;
  }

  /**
   * Puts a forgery before that share of the packets: the same header, a payload of zeros, and
   * another source. Over UDP and multicast only; the other address is 127.0.0.2, which is the
   * loopback interface's on Linux. Default: none.
   */
  public Line forgeries(double share, Forgery from) {
    Line line = copy();
    line.forged = checked(share);
    line.forgery = from;
    return line;
  }

  private static double checked(double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("a share is from 0 to 1, not " + share);
    }
    return share;
  }

  private Line copy() {
    Line line = new Line();
    line.bursts.addAll(bursts);
    line.loss = loss;
    line.reordered = reordered;
    line.distance = distance;
    line.duplicated = duplicated;
    line.delayNanos = delayNanos;
    line.jitterNanos = jitterNanos;
    line.forged = forged;
    line.forgery = forgery;
    return line;
  }

  // ---- for the camera

  /** Returns whether a packet is lost, by its number and by chance, from 0 to 1. */
  boolean loses(long number, double chance) {
    return chance < loss
        || bursts.stream().anyMatch(burst -> burst.first() <= number && number <= burst.last());
  }

  /** Returns behind how many later packets one comes; 0 if it keeps its place. */
  int distance(double chance) {
    return chance < reordered ? distance : 0;
  }

  boolean duplicates(double chance) {
    return chance < duplicated;
  }

  boolean forges(double chance) {
    return chance < forged;
  }

  Forgery forgery() {
    return forgery;
  }

  boolean takesTime() {
    return delayNanos > 0 || jitterNanos > 0;
  }

  /** Returns how long a packet takes. */
  long nanos(double chance) {
    return Math.max(0, delayNanos + (long) ((2 * chance - 1) * jitterNanos));
  }
}
