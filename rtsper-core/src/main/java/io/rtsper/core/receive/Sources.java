package io.rtsper.core.receive;

import io.rtsper.api.rtp.RtpSequence;
import io.rtsper.core.rtcp.Reception;
import java.util.Optional;

/**
 * Decides whose packets are a track's, when more than one source sends, and follows the sequence
 * numbers of that one.
 *
 * <p>A track has one source. Cameras change it: some with each group of pictures (Uniview), some
 * when they begin anew. On a transport that keeps the order another source is taken at once; else
 * after {@link #MIN_SEQUENTIAL} packets in sequence (RFC 3550 appendix A.1), for a single one may
 * be a stray. The first source of all is taken at once in either case, since there is nothing yet
 * that a stray could harm, and the first packet is often the one that a picture can't do without.
 *
 * <p>When the source before comes back soon, the two are sending at the same time. Then the first
 * one stays, and the other one is left out until the first has been silent for two seconds.
 */
final class Sources {

  /** Packets in sequence that make a source. */
  static final int MIN_SEQUENTIAL = 2;

  /** A source that comes back within this time was never gone. */
  static final long RETURN_NANOS = 500_000_000L;

  /** How long the first of two sources must be silent before the other one is taken. */
  static final long STICKY_NANOS = 2_000_000_000L;

  /** No source; sources are unsigned. */
  private static final long NONE = Reception.NO_SOURCE;

  /** How long the source that sent before PLAY is kept out, for the one that PLAY starts. */
  static final long SUSPICION_NANOS = 2_000_000_000L;

  private boolean ordered;
  private final SequenceTracker tracker;

  /** The source of the connection before, or none. */
  private final long sourceBefore;

  /** The source of a session before, which the server said won't be this one's. */
  private long staleSsrc = NONE;

  /** The source that sent although nothing was played yet, after a reconnection. */
  private long suspectSsrc = NONE;

  private long suspectedUntil;

  /** The highest extended number of the sources before the current one; -1 if there were none. */
  private long highestBefore;

  private long lostBefore;
  private long ssrc = NONE;
  private long lastNanoTime;
  private long previousSsrc = NONE;
  private long changeNanoTime;
  private long barredSsrc = NONE;
  private long candidateSsrc = NONE;
  private int candidateNext;
  private int candidatePackets;

  private Sources(boolean ordered, long highestBefore, long sourceBefore) {
    this.ordered = ordered;
    this.highestBefore = highestBefore;
    this.sourceBefore = sourceBefore;
    tracker = new SequenceTracker(ordered);
  }

  /**
   * Creates an empty set of sources.
   *
   * @param ordered whether the transport keeps the order of packets
   */
  Sources(boolean ordered) {
    this(ordered, -1, NONE);
  }

  /** Returns an empty set of sources, whose extended numbers go on above these. */
  Sources restarted() {
    return new Sources(ordered, highest(), began() ? ssrc : sourceBefore);
  }

  /** Takes whether the transport keeps the order of packets, before the first one. */
  void ordered(boolean keepsOrder) {
    ordered = keepsOrder;
    tracker.ordered(keepsOrder);
  }

  /** Takes the source that the server announces; another one of before is stale then. */
  void announced(Optional<Long> announced) {
    staleSsrc = announced.isPresent() && announced.get() != sourceBefore ? sourceBefore : NONE;
  }

  /**
   * Takes the source of a packet that came before PLAY. After a reconnection it is most likely that
   * of the session before; on a session's first connection there is none before.
   */
  void cameEarly(long early) {
    if (sourceBefore != NONE && !began()) {
      suspectSsrc = early;
    }
  }

  /** Is told that media is expected from now on. */
  void expected(long nanoTime) {
    suspectedUntil = nanoTime + SUSPICION_NANOS;
  }

  /** Returns whether a packet is of the media of a session before. */
  boolean isOfBefore(long of, long nanoTime) {
    if (staleSsrc == NONE && suspectSsrc == NONE) {
      return false;
    }
    if (of == suspectSsrc && !began() && nanoTime - suspectedUntil >= 0) {
      suspectSsrc = NONE; // nobody else came, so it is the one
    }
    return of == staleSsrc || of == suspectSsrc;
  }

  /** What becomes of a packet. */
  enum Decision {
    /** It is the first one of all. */
    FIRST,
    /** It is in order, perhaps after a gap. */
    FORWARD,
    /** It is behind another one. */
    LATE,
    /** It was there already: it is dropped. */
    DUPLICATE,
    /** It may be the first one of another source or numbering: it is dropped. */
    NOT_YET,
    /** It is of a second source: it is dropped. */
    OTHER_SOURCE,
    /** It is the first one of another source. */
    NEW_SOURCE,
    /** It is the first one of a new numbering of the same source. */
    NEW_NUMBERS
  }

  /**
   * Takes a packet's source and number. If it is taken, {@link #extended()} and {@link #gap()} are
   * about it.
   */
  Decision accept(long ssrc, int sequence, long nanoTime) {
    if (ssrc != this.ssrc) {
      return acceptOther(ssrc, sequence, nanoTime);
    }
    lastNanoTime = nanoTime;
    candidateSsrc = NONE;
    return switch (tracker.accept(sequence)) {
      case FORWARD -> Decision.FORWARD;
      case LATE -> Decision.LATE;
      case DUPLICATE -> Decision.DUPLICATE;
      case SUSPECT -> Decision.NOT_YET;
      case RESTART -> {
        start(ssrc, sequence, nanoTime);
        yield Decision.NEW_NUMBERS;
      }
    };
  }

  private Decision acceptOther(long ssrc, int sequence, long nanoTime) {
    if (!began()) {
      start(ssrc, sequence, nanoTime);
      return Decision.FIRST;
    }
    if (ssrc == barredSsrc && nanoTime - lastNanoTime < STICKY_NANOS) {
      return Decision.OTHER_SOURCE;
    }
    if (!ordered && !sequential(ssrc, sequence)) {
      return Decision.NOT_YET;
    }
    boolean returns = ssrc == previousSsrc && nanoTime - changeNanoTime < RETURN_NANOS;
    barredSsrc = returns ? this.ssrc : NONE;
    previousSsrc = this.ssrc;
    changeNanoTime = nanoTime;
    start(ssrc, sequence, nanoTime);
    return Decision.NEW_SOURCE;
  }

  /** Returns whether enough packets of another source came in sequence to take it for one. */
  private boolean sequential(long ssrc, int sequence) {
    boolean follows = ssrc == candidateSsrc && sequence == candidateNext;
    candidatePackets = follows ? candidatePackets + 1 : 1;
    candidateSsrc = ssrc;
    candidateNext = RtpSequence.next(sequence);
    return candidatePackets >= MIN_SEQUENTIAL;
  }

  private void start(long ssrc, int sequence, long nanoTime) {
    lostBefore = lost();
    highestBefore = highest();
    this.ssrc = ssrc;
    lastNanoTime = nanoTime;
    candidateSsrc = NONE;
    // The next cycle above all numbers so far; 0 at first, since -1 is the end of the one before.
    tracker.start(sequence, (highestBefore | 0xFFFF) + 1);
  }

  /** Takes the number of a packet that isn't the listener's. */
  void skip(long ssrc, int sequence) {
    if (began() && ssrc == this.ssrc) {
      tracker.skip(sequence);
    }
  }

  /** Returns whether there is a source. */
  boolean began() {
    return ssrc != NONE;
  }

  /** Returns the current source; -1 if there is none. */
  long ssrc() {
    return ssrc;
  }

  /** Returns the extended number of the last packet taken. */
  long extended() {
    return tracker.extended();
  }

  /** Returns how many packets are missing before the last one taken. */
  int gap() {
    return tracker.gap();
  }

  /** Returns the highest extended number; -1 if there is none. */
  long highest() {
    return began() ? tracker.highest() : highestBefore;
  }

  /** Returns how many packets are missing of all sources. */
  long lost() {
    return began() ? lostBefore + tracker.lost() : lostBefore;
  }

  /** Returns the numbers of the current source. */
  SequenceTracker tracker() {
    return tracker;
  }
}
