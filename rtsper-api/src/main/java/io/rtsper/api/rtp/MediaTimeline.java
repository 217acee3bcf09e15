package io.rtsper.api.rtp;

import io.rtsper.api.DoNotImplement;
import java.time.Duration;
import java.util.Optional;

/**
 * What the RTP timestamps of a track mean: the time on the session's clock, on the wall clock and
 * in the presentation.
 *
 * <p><b>The session's clock</b> starts with 0 where play starts, and all tracks of a session are on
 * it. What PLAY's answer says of each track's timestamps ({@code RTP-Info}) aligns them, and sender
 * reports do as soon as two tracks have sent one; until then, and where neither is there, the times
 * of arrival do. The clock runs at the pace of the video's timestamps, or at that of the only
 * track. The other tracks follow: a difference from what the reports say of up to 100 ms is spread,
 * by 1 ms a second at most; a larger one is made up for at once, and the next packet of the track
 * is a {@linkplain RtpPacket#discontinuity() discontinuity}. The clock goes on over a change of the
 * source, a leap of its timestamps, a pause, a seek and a reconnection, by the time that passed
 * between the packets.
 *
 * <p>The engine's timeline changes with each report, and is confined to the session's event loop:
 * ask it during a callback. That of a {@linkplain RtpPacket#copy() copy} stays as it was.
 */
@DoNotImplement
public interface MediaTimeline {

  /** Stands for a time that isn't known. */
  long UNKNOWN = Long.MIN_VALUE;

  /** {@return units of the RTP timestamp a second; 0 if unknown, then no time is known} */
  int clockRate();

  /**
   * Returns the time on the session's clock.
   *
   * @param extendedTimestamp the RTP timestamp, extended to 64 bits
   * @return nanoseconds since the start of play; {@link #UNKNOWN} before the track's first packet
   */
  long presentationNanos(long extendedTimestamp);

  /**
   * Returns the time on the sender's wall clock at which the media was captured or recorded, as far
   * as the sender says so; it is as right as the sender's clock. A later report may correct it.
   *
   * @param extendedTimestamp the RTP timestamp, extended to 64 bits
   * @return nanoseconds since 1970 without leap seconds; {@link #UNKNOWN} until it is known
   */
  long wallClockNanos(long extendedTimestamp);

  /**
   * Returns where the wall-clock time comes from.
   *
   * @param extendedTimestamp the RTP timestamp, extended to 64 bits
   * @return the source; empty until the time is known
   */
  Optional<WallClockSource> wallClockSource(long extendedTimestamp);

  /**
   * Returns the normal play time (RFC 2326 §3.6): where in the presentation the media is, counted
   * from the start of the range that the answer to PLAY names, at the scale that it names.
   *
   * @param extendedTimestamp the RTP timestamp, extended to 64 bits
   * @return the time, which may be negative where a key frame before the range was sent; empty if
   *     the server didn't say, as for what is live
   */
  Optional<Duration> normalPlayTime(long extendedTimestamp);
}
