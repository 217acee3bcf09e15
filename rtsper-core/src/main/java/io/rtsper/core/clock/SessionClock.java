package io.rtsper.core.clock;

import io.rtsper.api.rtp.WallClockSource;
import java.time.Clock;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * What the tracks of a session have in common: where its clock lies against the times of arrival,
 * against what {@code RTP-Info} says, and against the clock of the sender's reports. Each of these
 * is settled by the first track that can tell, and the others follow.
 *
 * <p>One track is the reference: the first one whose sender reported, but a video track rather than
 * another one. The session's clock runs at the pace of its timestamps, and each of its reports says
 * anew which time of the sender's clock that is; the other tracks are led there.
 *
 * <p>Confined to the session's event loop.
 */
public final class SessionClock {

  private static final int NONE = -1;

  private final InstantSource own;

  private boolean stopped = true;
  private long askedNanos;

  private boolean placed;
  private long originNanos;

  private boolean informed;
  private long informedOffset;

  private int reference = NONE;
  private boolean referenceLeads;
  private long referenceOffset;
  private @Nullable WallClockSource referenceSource;

  /** Makes the clock of a session that hasn't played. */
  public SessionClock() {
    this(Clock.systemUTC());
  }

  /**
   * Makes the clock of a session that hasn't played.
   *
   * @param own this machine's wall clock, for what senders leave out of a time
   */
  SessionClock(InstantSource own) {
    this.own = own;
  }

  /** Media doesn't flow any more: what comes next is a part of its own. */
  public void stopped() {
    stopped = true;
  }

  /**
   * PLAY is about to be sent.
   *
   * @param nanoTime the time now
   */
  public void asked(long nanoTime) {
    askedNanos = nanoTime;
    if (stopped) {
      stopped = false;
      placed = false;
      informed = false;
      reference = NONE;
    }
  }

  /** PLAY was answered: what {@code RTP-Info} says of the tracks is of one moment. */
  public void answered() {
    informed = false;
  }

  /** Returns when PLAY was sent last. */
  long askedNanos() {
    return askedNanos;
  }

  /** Returns this machine's wall clock in nanoseconds since 1970, to the millisecond. */
  long ownNanos() {
    return own.millis() * 1_000_000L;
  }

  // By the times of arrival

  /**
   * A track goes on: none may go back, so the one that is farthest ahead of its arrivals counts.
   */
  void goOnFrom(long nanoTime, long presentation) {
    long origin = nanoTime - presentation;
    if (!placed || origin - originNanos < 0) {
      placed = true;
      originNanos = origin;
    }
  }

  /** Returns whether a track has settled where the clock lies against the times of arrival. */
  boolean isPlaced() {
    return placed;
  }

  /** Returns where on the clock it is now; 0 for the first one who asks. */
  long byArrival(long nanoTime) {
    if (!placed) {
      placeAt(nanoTime, 0);
    }
    return nanoTime - originNanos;
  }

  /** Settles where on the clock it is now. */
  void placeAt(long nanoTime, long presentation) {
    placed = true;
    originNanos = nanoTime - presentation;
  }

  // By RTP-Info

  /** Returns whether a track has settled where the moment of RTP-Info lies. */
  boolean isInformed() {
    return informed;
  }

  void inform(long offset) {
    informed = true;
    informedOffset = offset;
  }

  /** Returns where on the clock the moment of RTP-Info lies. */
  long informedOffset() {
    return informedOffset;
  }

  // By the reports

  /** Returns whether a track is the reference, or takes over from the one that is. */
  boolean refersTo(int track, boolean leads) {
    return reference == NONE || reference == track || (leads && !referenceLeads);
  }

  /** Takes where the sender's clock lies, as the reference says. */
  void refer(int track, boolean leads, long offset, WallClockSource source) {
    reference = track;
    referenceLeads = leads;
    referenceOffset = offset;
    referenceSource = source;
  }

  /** Returns whether there is a reference, whose times are of the same kind. */
  boolean isReferred(WallClockSource source) {
    return reference != NONE && source == referenceSource;
  }

  /** Returns what is added to the sender's time to have the session's. */
  long referenceOffset() {
    return referenceOffset;
  }
}
