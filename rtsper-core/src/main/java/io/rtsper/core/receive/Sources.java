package io.rtsper.core.receive;

import io.rtsper.api.rtp.RtpPacket;
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
 * The packet that waits to be confirmed isn't lost either: see {@link Probation}.
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

  /** How long after its answer a PLAY while playing may make the numbers leap. */
  static final long SEEK_NANOS = 1_000_000_000L;

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
  private int candidateSequence;
  private long candidateTimestamp;
  private int candidatePackets;

  /** Whether the next packet of the source is the first one after a pause. */
  private boolean resuming;

  /** Whether PLAY was sent while it played, and the numbers may leap once for that reason. */
  private boolean seeking;

  /** Whether that PLAY was answered, so that the leap comes soon or not at all. */
  private boolean seekAnswered;

  private long seekUntil;

  private Sources(TrackFormat format, long highestBefore, long sourceBefore) {
    this.ordered = format.ordered();
    this.highestBefore = highestBefore;
    this.sourceBefore = sourceBefore;
    tracker = new SequenceTracker(ordered, format.clockRate());
  }

  /** Creates an empty set of sources. */
  Sources(TrackFormat format) {
    this(format, -1, NONE);
  }

  /** Returns an empty set of sources, whose extended numbers go on above these. */
  Sources restarted(TrackFormat format) {
    return new Sources(format, highest(), began() ? ssrc : sourceBefore);
  }

  /** Takes how packets come, before the first one. */
  void agreed(TrackFormat format) {
    ordered = format.ordered();
    tracker.agreed(ordered, format.clockRate());
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

  /** Is told that media goes on after a pause, in which the source may have counted on. */
  void resumed() {
    resuming = began();
    seeking = false;
  }

  /** Is told that PLAY is sent while media plays. */
  void sought() {
    seeking = true;
    seekAnswered = false;
  }

  /** Is told what became of a PLAY while media plays. */
  void seekAnswered(boolean accepted, long nanoTime) {
    seeking &= accepted;
    seekAnswered = true;
    seekUntil = nanoTime + SEEK_NANOS;
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
    /** It has the number of the one before, but is another one. */
    UNCOUNTED,
    /** It is the first one after a pause or a leap that was asked for. */
    RESUMED,
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
   * Takes a packet. If it counts for the track, {@link #extended()} and {@link #gap()} are about
   * it.
   */
  Decision accept(RtpPacket packet, long nanoTime) {
    long of = packet.ssrc();
    if (of != ssrc) {
      return acceptOther(packet, of, nanoTime);
    }
    lastNanoTime = nanoTime;
    candidateSsrc = NONE;
    if (resuming) {
      return resume(packet, nanoTime);
    }
    return switch (tracker.accept(packet, nanoTime)) {
      case FORWARD -> {
        if (seeking && tracker.gap() > 0 && leapsAsAsked(nanoTime)) {
          tracker.passOver();
          yield Decision.RESUMED;
        }
        yield Decision.FORWARD;
      }
      case UNCOUNTED -> Decision.UNCOUNTED;
      case LATE -> Decision.LATE;
      case DUPLICATE -> Decision.DUPLICATE;
      case SUSPECT -> {
        if (seeking && leapsAsAsked(nanoTime)) {
          start(packet, nanoTime);
          yield Decision.RESUMED;
        }
        yield Decision.NOT_YET;
      }
      case RESTART -> {
        boolean asked = seeking && leapsAsAsked(nanoTime);
        start(packet, nanoTime);
        yield asked ? Decision.RESUMED : Decision.NEW_NUMBERS;
      }
    };
  }

  private Decision resume(RtpPacket packet, long nanoTime) {
    resuming = false;
    if (!tracker.resume(packet, nanoTime)) {
      start(packet, nanoTime);
    }
    return Decision.RESUMED;
  }

  /** Returns whether a leap is what PLAY asked for; that is one leap at most. */
  private boolean leapsAsAsked(long nanoTime) {
    seeking = false;
    return !seekAnswered || nanoTime - seekUntil < 0;
  }

  private Decision acceptOther(RtpPacket packet, long of, long nanoTime) {
    if (!began()) {
      start(packet, nanoTime);
      return Decision.FIRST;
    }
    if (of == barredSsrc && nanoTime - lastNanoTime < STICKY_NANOS) {
      return Decision.OTHER_SOURCE;
    }
    if (!ordered && !sequential(packet, of)) {
      return Decision.NOT_YET;
    }
    boolean returns = of == previousSsrc && nanoTime - changeNanoTime < RETURN_NANOS;
    barredSsrc = returns ? ssrc : NONE;
    previousSsrc = ssrc;
    changeNanoTime = nanoTime;
    start(packet, nanoTime);
    return Decision.NEW_SOURCE;
  }

  /** Returns whether enough packets of another source came in sequence to take it for one. */
  private boolean sequential(RtpPacket packet, long of) {
    int sequence = packet.sequenceNumber();
    // Some sources never count: their packets differ by the timestamp alone.
    boolean follows =
        of == candidateSsrc
            && (sequence == RtpSequence.next(candidateSequence)
                || (sequence == candidateSequence && packet.timestamp() != candidateTimestamp));
    candidatePackets = follows ? candidatePackets + 1 : 1;
    candidateSsrc = of;
    candidateSequence = sequence;
    candidateTimestamp = packet.timestamp();
    return candidatePackets >= MIN_SEQUENTIAL;
  }

  private void start(RtpPacket packet, long nanoTime) {
    lostBefore = lost();
    highestBefore = highest();
    ssrc = packet.ssrc();
    lastNanoTime = nanoTime;
    candidateSsrc = NONE;
    resuming = false;
    // The next cycle above all numbers so far; 0 at first, since -1 is the end of the one before.
    tracker.start(packet, (highestBefore | 0xFFFF) + 1, nanoTime);
  }

  /**
   * Takes the number of a packet that isn't the listener's.
   *
   * @return its extended number, if it is the one behind all that came; -1 otherwise
   */
  long skip(long ssrc, int sequence) {
    return began() && ssrc == this.ssrc ? tracker.skip(sequence) : -1;
  }

  /**
   * Takes the packet on probation that the last one has confirmed, which is the first one now.
   *
   * @return whether it is of the source and comes right before it
   */
  boolean confirm(RtpPacket packet, long nanoTime) {
    return packet.ssrc() == ssrc
        && tracker.highest() - 1 > highestBefore
        && tracker.accept(packet, nanoTime) == SequenceTracker.Arrival.LATE;
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
