package io.rtsper.core.clock;

import io.rtsper.api.rtp.MediaTimeline;
import io.rtsper.api.rtp.RtpSequence;
import io.rtsper.api.rtp.WallClockSource;
import org.jspecify.annotations.Nullable;

/**
 * What a sender says of the wall-clock time of one track's timestamps: for each source the last
 * point that it named, of which the most exact one counts.
 */
final class WallClock {

  /** A time that dates a packet is used for others up to this far from it. */
  private static final long REACH_NANOS = 10_000_000_000L;

  /** A report's timestamp that is farther from the packets' says nothing of them. */
  static final long NEAR_NANOS = 60_000_000_000L;

  private final ClockPoint recorded = new ClockPoint();
  private final ClockPoint extension = new ClockPoint();
  private final ClockPoint report = new ClockPoint();
  private final ClockPoint sending = new ClockPoint();

  private int clockRate;
  private long reach;
  private long near;
  private long reportSsrc;

  void clockRate(int unitsPerSecond) {
    clockRate = unitsPerSecond;
    reach = unitsPerSecond == 0 ? 0 : Ticks.toUnits(REACH_NANOS, unitsPerSecond);
    near = unitsPerSecond == 0 ? 0 : Ticks.toUnits(NEAR_NANOS, unitsPerSecond);
  }

  /** Forgets what was said of other timestamps. */
  void forget() {
    recorded.forget();
    extension.forget();
    report.forget();
    sending.forget();
  }

  /**
   * Forgets what was said of the timestamps of another source. A report may come before the first
   * packet; its timestamp is then extended to what is nearest to that.
   */
  void begin(long ssrc, long timestamp) {
    boolean reported = report.isKnown() && reportSsrc == ssrc;
    long extended = RtpSequence.extendTimestamp(report.timestamp(), timestamp);
    long nanos = report.nanos();
    forget();
    if (reported && Math.abs(extended - timestamp) <= near) {
      report.set(extended, nanos);
    }
  }

  void recorded(long timestamp, long nanos) {
    recorded.set(timestamp, nanos);
  }

  void extension(long timestamp, long nanos) {
    extension.set(timestamp, nanos);
  }

  void report(long ssrc, long timestamp, long nanos) {
    reportSsrc = ssrc;
    report.set(timestamp, nanos);
  }

  /** Takes a packet's time of sending, which for a frame is that of its first packet. */
  void sending(long timestamp, long nanos) {
    if (!sending.isKnown() || sending.timestamp() != timestamp) {
      sending.set(timestamp, nanos);
    }
  }

  private boolean reaches(ClockPoint point, long timestamp) {
    return point.isKnown() && Math.abs(timestamp - point.timestamp()) <= reach;
  }

  /**
   * Returns the source that counts for a timestamp; null if there is none.
   *
   * @param ranged whether the range that plays says the time, too
   */
  @Nullable WallClockSource source(long timestamp, boolean ranged) {
    if (clockRate == 0) {
      return null;
    } else if (reaches(recorded, timestamp)) {
      return WallClockSource.ONVIF_REPLAY;
    } else if (reaches(extension, timestamp)) {
      return WallClockSource.NTP_EXTENSION;
    } else if (report.isKnown()) {
      return WallClockSource.SENDER_REPORT;
    } else if (ranged) {
      return WallClockSource.PLAY_RANGE;
    }
    return reaches(sending, timestamp) ? WallClockSource.ABS_SEND_TIME : null;
  }

  /**
   * Returns the time of a timestamp by a source that counts for it; UNKNOWN by that of the range,
   * which isn't known here.
   *
   * @param scale how fast what was recorded plays
   */
  long nanos(WallClockSource source, long timestamp, double scale) {
    return switch (source) {
      case ONVIF_REPLAY -> recorded.at(timestamp, clockRate, scale);
      case NTP_EXTENSION -> extension.at(timestamp, clockRate, 1);
      case SENDER_REPORT -> report.at(timestamp, clockRate, 1);
      case ABS_SEND_TIME -> sending.at(timestamp, clockRate, 1);
      case PLAY_RANGE -> MediaTimeline.UNKNOWN;
    };
  }

  /** Returns the time that the last report named; 0 if there was none. */
  long reportedNanos() {
    return report.isKnown() ? report.nanos() : 0;
  }
}
