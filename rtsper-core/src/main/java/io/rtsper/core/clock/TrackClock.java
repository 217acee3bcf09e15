package io.rtsper.core.clock;

import io.rtsper.api.media.MediaKind;
import io.rtsper.api.media.Track;
import io.rtsper.api.rtp.MediaTimeline;
import io.rtsper.api.rtp.NtpTime;
import io.rtsper.api.rtp.RtpPacket;
import io.rtsper.api.rtp.RtpSequence;
import io.rtsper.api.rtp.WallClockSource;
import io.rtsper.api.spi.QuirkReporter;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the clock of one track's sender, and where its timestamps lie on the session's
 * clock. Packets, reports and answers to PLAY go in; nobody is asked for a time but when somebody
 * wants to know one.
 *
 * <p>A track begins where {@code RTP-Info} says, if that agrees with the time of arrival to 5 s, or
 * else where it arrives. Reports correct that ({@link Placement}), and a correction that can be
 * seen is told with the next packet. From another source, or where timestamps leap, it goes on by
 * the time that passed, or by the timestamps if these agree.
 *
 * <p>Confined to the session's event loop.
 */
public final class TrackClock implements MediaTimeline {

  /** How far timestamps may be from the time that passed. */
  static final long LEAP_NANOS = 5_000_000_000L;

  private static final long ALIGN_INTERVAL_NANOS = 1_000_000_000L;

  private final SessionClock session;
  private final QuirkReporter quirks;
  private final String where;
  private final Placement place;
  private final WallClock wallClock = new WallClock();
  private final PlayTime playTime = new PlayTime();
  private final SenderDrift drift = new SenderDrift();

  private SenderClock sender = new SenderClock(0);
  private TimeExtensions extensions = TimeExtensions.NONE;
  private int clockRate;
  private long leap = Long.MAX_VALUE;

  /** Whether a packet has come at any time, whose time on the session's clock is known. */
  private boolean placed;

  /** Whether a packet has come since PLAY, after a stop. */
  private boolean playing;

  /** Whether the next packet is the first one of another source or numbering. */
  private boolean beginning = true;

  /** Whether PLAY was answered after that stop. */
  private boolean answered;

  private long lastTimestamp;
  private long lastNanos;
  private long alignedNanos;

  /** The timestamp that RTP-Info names; null where it says nothing, or was used. */
  private @Nullable Long informed;

  /**
   * Makes the clock of a track of which nothing is known.
   *
   * @param session what it has in common with the session's other tracks
   * @param quirks takes what is tolerated
   * @param where says which track it is
   */
  public TrackClock(SessionClock session, QuirkReporter quirks, String where) {
    this.session = session;
    this.place = new Placement(session);
    this.quirks = quirks;
    this.where = where;
  }

  /**
   * Takes the track as it is described, before its media comes.
   *
   * @param track the track
   */
  public void described(Track track) {
    clockRate = Math.max(0, track.clockRate());
    leap = clockRate == 0 ? Long.MAX_VALUE : Ticks.toUnits(LEAP_NANOS, clockRate);
    place.described(track.index(), clockRate, track.kind() == MediaKind.VIDEO);
    extensions = TimeExtensions.of(track.description());
    wallClock.clockRate(clockRate);
    wallClock.forget();
    sender = new SenderClock(clockRate);
    playTime.forget();
    beginning = true;
  }

  /** PLAY is about to be sent, and nothing flowed before it. */
  public void expected() {
    if (placed) {
      session.goOnFrom(lastNanos, place.at(lastTimestamp));
    }
    playing = false;
    answered = false;
    informed = null;
    wallClock.forget();
    playTime.forget();
  }

  /**
   * PLAY was answered.
   *
   * @param timestamp the timestamp that {@code RTP-Info} names for the track; null if it names none
   * @param start where play starts
   */
  public void answered(@Nullable Long timestamp, PlayStart start) {
    boolean seeking = answered;
    answered = true;
    informed = timestamp;
    playTime.answered(start);
    if (!playing || clockRate == 0) {
      return;
    }
    long here = place.at(lastTimestamp);
    long since = sinceInformed(lastTimestamp, lastNanos, here);
    boolean known = since != UNKNOWN;
    playTime.begin(known ? here - since : here, known || timestamp == null);
    if (known && place.isByArrival()) {
      place.follow(lastTimestamp, since);
    }
    if (known || !seeking) {
      informed = null;
    }
    if (!known && !seeking && timestamp != null) {
      // These packets came before the answer. Those of a range that is sought may still be to come.
      quirks.report(ClockQuirks.RTP_INFO_TIME, where);
    }
  }

  /** The next packet is the first one of a source, a numbering or a part that plays. */
  public void begins() {
    beginning = true;
  }

  /**
   * Takes a packet that is handed on. Nothing is done where it goes on as expected.
   *
   * @param packet the packet
   * @param timestamp its extended timestamp
   * @param nanoTime when it came
   * @return whether its place on the session's clock doesn't follow from that of the one before
   */
  public boolean accept(RtpPacket packet, long timestamp, long nanoTime) {
    long step = timestamp - lastTimestamp;
    if (beginning) {
      beginning = false;
      begin(packet.ssrc(), timestamp, nanoTime);
    } else if (step > leap || step < -leap) {
      lookAtLeap(packet, timestamp, nanoTime);
    }
    lastTimestamp = timestamp;
    lastNanos = nanoTime;
    if (packet.hasExtension()) {
      read(packet, timestamp, nanoTime);
    }
    return place.isMoved() && place.takeMoved();
  }

  private void begin(long ssrc, long timestamp, long nanoTime) {
    if (clockRate == 0) {
      return;
    }
    wallClock.begin(ssrc, timestamp);
    alignedNanos = nanoTime - ALIGN_INTERVAL_NANOS;
    boolean first = !session.isPlaced();
    if (playing) {
      place.goOn(lastTimestamp, timestamp, nanoTime - lastNanos);
    } else {
      place.arrive(timestamp, session.byArrival(nanoTime));
    }
    long since = sinceInformed(timestamp, nanoTime, place.at(timestamp));
    if (since != UNKNOWN) {
      place.beginInformed(timestamp, since, nanoTime, first);
    } else if (informed != null) {
      quirks.report(ClockQuirks.RTP_INFO_TIME, where);
    }
    informed = null;
    if (playTime.isDue()) {
      playTime.begin(place.at(timestamp) - (since == UNKNOWN ? 0 : since), true);
    }
    playing = true;
    placed = true;
    lastTimestamp = timestamp;
    lastNanos = nanoTime;
    align(nanoTime, true);
    // A beginning is told as such, where it is one for the application.
    place.takeMoved();
  }

  /**
   * Returns how long after the moment of RTP-Info a packet is; UNKNOWN if nothing says so, or that
   * can't be.
   */
  private long sinceInformed(long timestamp, long nanoTime, long estimate) {
    Long named = informed;
    if (named == null) {
      return UNKNOWN;
    }
    long units = RtpSequence.timestampDifference(timestamp, named);
    long since = Ticks.toNanos(units, clockRate);
    long waited = nanoTime - session.askedNanos();
    long elsewhere = session.isInformed() ? session.informedOffset() + since - estimate : 0;
    return since < -LEAP_NANOS || since > waited + LEAP_NANOS || Math.abs(elsewhere) > LEAP_NANOS
        ? UNKNOWN
        : since;
  }

  private void lookAtLeap(RtpPacket packet, long timestamp, long nanoTime) {
    long byTimestamps = Ticks.toNanos(timestamp - lastTimestamp, clockRate);
    boolean fits = Math.abs(byTimestamps - (nanoTime - lastNanos)) <= LEAP_NANOS;
    // What is replayed faster than it was recorded leaps by itself, and dates each picture.
    if (fits || playTime.scale() != 1 || TimeExtensions.isReplayed(packet)) {
      return;
    }
    if (informed != null) {
      begin(packet.ssrc(), timestamp, nanoTime); // The range that was sought.
      place.setMoved();
      return;
    }
    place.leap(lastTimestamp, timestamp, nanoTime - lastNanos);
    wallClock.forget();
    quirks.report(ClockQuirks.TIMESTAMP_LEAP, where);
  }

  private void read(RtpPacket packet, long timestamp, long nanoTime) {
    boolean dated = extensions.read(packet, timestamp, wallClock, session.ownNanos());
    if (dated && nanoTime - alignedNanos >= ALIGN_INTERVAL_NANOS) {
      align(nanoTime, false);
    }
  }

  /**
   * Takes a sender report.
   *
   * @param ssrc the source that it is of
   * @param ntp its time; {@link NtpTime#UNKNOWN} if the sender doesn't know it
   * @param rtpTimestamp the timestamp that belongs to that time
   * @param nanoTime when the report came
   * @return whether the sender's clock leapt against the timestamps; it is taken all the same
   */
  public boolean report(long ssrc, long ntp, long rtpTimestamp, long nanoTime) {
    boolean leapt = sender.accept(ssrc, ntp, rtpTimestamp, nanoTime);
    if (ntp == NtpTime.UNKNOWN || clockRate == 0) {
      return leapt;
    }
    long wall = NtpTime.toEpochNanos(ntp);
    drift.accept(wall, nanoTime);
    long timestamp =
        playing ? RtpSequence.extendTimestamp(rtpTimestamp, lastTimestamp) : rtpTimestamp;
    if (playing && !isNear(timestamp, nanoTime)) {
      quirks.report(ClockQuirks.SENDER_REPORT_TIMESTAMP, where);
      return leapt;
    }
    wallClock.report(ssrc, timestamp, wall);
    if (playing) {
      align(nanoTime, false);
    }
    return leapt;
  }

  /** Returns whether a report is of a time near that of the packets. */
  private boolean isNear(long timestamp, long nanoTime) {
    long ahead = Ticks.toNanos(timestamp - lastTimestamp, clockRate);
    return ahead >= -WallClock.NEAR_NANOS && ahead <= nanoTime - lastNanos + WallClock.NEAR_NANOS;
  }

  /**
   * Holds the track against the sender's clock.
   *
   * @param begins whether no packet was handed on yet that would show a correction
   */
  private void align(long nanoTime, boolean begins) {
    WallClockSource source = wallClock.source(lastTimestamp, false);
    boolean recorded = source == WallClockSource.ONVIF_REPLAY && playTime.scale() == 1;
    boolean reported =
        source == WallClockSource.NTP_EXTENSION || source == WallClockSource.SENDER_REPORT;
    if (source == null || !(recorded || reported)) {
      return;
    }
    alignedNanos = nanoTime;
    // An extension of RFC 6051 is as good as a report, of the same clock.
    WallClockSource clock = recorded ? source : WallClockSource.SENDER_REPORT;
    long wall = wallClock.nanos(source, lastTimestamp, 1);
    if (begins) {
      place.beginAligned(lastTimestamp, wall, clock);
    }
    if (!place.align(lastTimestamp, wall, clock, lastNanos) && reported) {
      quirks.report(ClockQuirks.SENDER_REPORTS_APART, where);
    }
  }

  /**
   * Returns what the sender's last report says, to be answered.
   *
   * @return the report
   */
  public SenderClock sender() {
    return sender;
  }

  /**
   * Returns by how much the sender's clock is faster than ours. May be called from any thread.
   *
   * @return parts in a million; empty until reports of ten seconds say so
   */
  public OptionalDouble driftPpm() {
    return drift.ppm();
  }

  @Override
  public int clockRate() {
    return clockRate;
  }

  @Override
  public long presentationNanos(long extendedTimestamp) {
    return placed && clockRate > 0 ? place.at(extendedTimestamp) : UNKNOWN;
  }

  @Override
  public long wallClockNanos(long extendedTimestamp) {
    WallClockSource source = sourceOf(extendedTimestamp);
    if (source == null) {
      return UNKNOWN;
    }
    return source == WallClockSource.PLAY_RANGE
        ? playTime.wallNanos(place.at(extendedTimestamp))
        : wallClock.nanos(source, extendedTimestamp, playTime.scale());
  }

  @Override
  public Optional<WallClockSource> wallClockSource(long extendedTimestamp) {
    return Optional.ofNullable(sourceOf(extendedTimestamp));
  }

  /**
   * Does what {@link #wallClockSource} does, without allocating.
   *
   * @param timestamp the RTP timestamp, extended to 64 bits
   * @return the source; null until the time is known
   */
  public @Nullable WallClockSource sourceOf(long timestamp) {
    return wallClock.source(timestamp, placed && playTime.isDated(place.at(timestamp)));
  }

  @Override
  public Optional<Duration> normalPlayTime(long extendedTimestamp) {
    return placed && clockRate > 0 ? playTime.npt(place.at(extendedTimestamp)) : Optional.empty();
  }
}
