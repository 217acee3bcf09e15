package io.rtsper.core.clock;

import io.rtsper.api.rtp.WallClockSource;

/**
 * Where one track lies on the session's clock, and how sure that is. A track that lies where it
 * arrived is moved by the first one who knows better, another one by two who agree.
 */
final class Placement {

  /** A smaller error is left as it is: reports aren't more exact than that. */
  static final long DEAD_NANOS = 10_000_000L;

  /** A larger error can be seen and heard, so it is made up for at once. */
  static final long STEP_NANOS = 100_000_000L;

  /** Two errors that differ by less agree. */
  static final long AGREEMENT_NANOS = 50_000_000L;

  /** Clocks that are farther apart have nothing to do with each other. */
  static final long APART_NANOS = 10_000_000_000L;

  /** Timestamps of a new source that are this near to those before go on. */
  static final long CONTINUED_NANOS = 200_000_000L;

  private static final long NO_ERROR = Long.MAX_VALUE / 2;

  private final SessionClock session;
  private final Timeline timeline = new Timeline();

  private int clockRate;
  private int index;
  private boolean leads;

  /** Whether nothing but times of arrival says where the track lies. */
  private boolean byArrival = true;

  private boolean moved;
  private long lastError = NO_ERROR;

  Placement(SessionClock session) {
    this.session = session;
  }

  /**
   * Takes what the track is.
   *
   * @param video whether the others follow this one rather than the other way around
   */
  void described(int trackIndex, int unitsPerSecond, boolean video) {
    index = trackIndex;
    clockRate = unitsPerSecond;
    leads = video;
  }

  /** Returns where a timestamp lies. */
  long at(long timestamp) {
    return timeline.at(timestamp);
  }

  /** Returns whether nothing but times of arrival says where the track lies. */
  boolean isByArrival() {
    return byArrival;
  }

  /** Returns whether it was moved since this was asked last. */
  boolean takeMoved() {
    boolean was = moved;
    moved = false;
    return was;
  }

  /** Says that the next packet doesn't follow from the one before. */
  void setMoved() {
    moved = true;
  }

  boolean isMoved() {
    return moved;
  }

  /** Takes the track to where it arrives. */
  void arrive(long timestamp, long presentation) {
    timeline.begin(clockRate, timestamp, presentation);
    byArrival = true;
    lastError = NO_ERROR;
  }

  /** Goes on from a packet with another: by the timestamps, if they do, or by the time between. */
  void goOn(long fromTimestamp, long timestamp, long nanos) {
    long byTime = timeline.at(fromTimestamp) + nanos;
    lastError = NO_ERROR;
    if (Math.abs(timeline.at(timestamp) - byTime) > CONTINUED_NANOS) {
      arrive(timestamp, byTime);
    }
  }

  /** Goes on from a packet with another whose timestamp leapt. */
  void leap(long fromTimestamp, long timestamp, long nanos) {
    arrive(timestamp, timeline.at(fromTimestamp) + nanos);
    moved = true;
  }

  /**
   * Begins where RTP-Info says.
   *
   * @param since how long after its moment the packet is
   * @param first whether the session begins with this
   */
  void beginInformed(long timestamp, long since, long nanoTime, boolean first) {
    if (first) {
      session.inform(0);
      session.placeAt(nanoTime, since);
    } else if (!session.isInformed()) {
      session.inform(timeline.at(timestamp) - since);
    }
    timeline.begin(clockRate, timestamp, session.informedOffset() + since);
    byArrival = false;
  }

  /** Goes to where RTP-Info says, which came behind the packet. */
  void follow(long timestamp, long since) {
    long here = timeline.at(timestamp);
    if (session.isInformed()) {
      correct(timestamp, session.informedOffset() + since - here);
    } else {
      session.inform(here - since);
    }
    byArrival = false;
  }

  /**
   * Holds the track against a clock of the sender's.
   *
   * @param timestamp that of the last packet
   * @param wall its time on the sender's clock
   * @param source which clock that is
   * @param nanoTime when the packet came
   * @return false if the reference's clock has nothing to do with this one
   */
  boolean align(long timestamp, long wall, WallClockSource source, long nanoTime) {
    long here = timeline.at(timestamp);
    if (session.refersTo(index, leads)) {
      session.refer(index, leads, here - wall, source);
      session.placeAt(nanoTime, here);
      return true;
    }
    if (!session.isReferred(source)) {
      return true;
    }
    long error = session.referenceOffset() + wall - here;
    if (Math.abs(error) > APART_NANOS) {
      return false;
    }
    correct(timestamp, error);
    return true;
  }

  /** Goes to where the sender's clock says, before a packet shows where it was. */
  void beginAligned(long timestamp, long wall, WallClockSource source) {
    long error = session.referenceOffset() + wall - timeline.at(timestamp);
    if (byArrival
        && !session.refersTo(index, leads)
        && session.isReferred(source)
        && Math.abs(error) <= APART_NANOS) {
      timeline.shift(timestamp, error);
      byArrival = false;
    }
  }

  private void correct(long timestamp, long error) {
    boolean agrees = Math.abs(error - lastError) <= AGREEMENT_NANOS;
    lastError = error;
    if (Math.abs(error) > STEP_NANOS) {
      if (!byArrival && !agrees) {
        return;
      }
      timeline.shift(timestamp, error);
      moved = true;
    } else if (Math.abs(error) > DEAD_NANOS) {
      timeline.bend(timestamp, error);
    }
    byArrival = false;
  }
}
