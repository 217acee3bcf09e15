package io.rtsper.core.clock;

import io.rtsper.api.rtp.NtpTime;
import io.rtsper.api.rtp.RtpSequence;

/** What the last sender report of a source says of its clock (RFC 3550 §6.4.1). */
public final class SenderClock {

  /** A report that is this far from where the one before it says is a leap of the clock. */
  private static final long LEAP_SECONDS = 5;

  private final int clockRate;

  private boolean known;
  private long ssrc;
  private long ntp;
  private long rtpTimestamp;
  private long nanoTime;

  /**
   * Makes the clock of a sender that hasn't reported.
   *
   * @param clockRate units of the RTP timestamp a second; 0 if unknown
   */
  public SenderClock(int clockRate) {
    this.clockRate = clockRate;
  }

  /**
   * Takes a report.
   *
   * @return whether its clock leapt against the RTP timestamps; it is taken all the same
   */
  public boolean accept(long ssrc, long ntp, long rtpTimestamp, long nanoTime) {
    boolean leapt = known && this.ssrc == ssrc && leaps(ntp, rtpTimestamp);
    known = true;
    this.ssrc = ssrc;
    this.ntp = ntp;
    this.rtpTimestamp = rtpTimestamp;
    this.nanoTime = nanoTime;
    return leapt;
  }

  private boolean leaps(long newNtp, long newRtpTimestamp) {
    if (clockRate == 0 || ntp == NtpTime.UNKNOWN || newNtp == NtpTime.UNKNOWN) {
      return false;
    }
    // Both differences are taken modulo 2^32, so the era's end is no leap; whole seconds will do.
    long byNtp = (int) ((newNtp >>> 32) - (ntp >>> 32));
    long byRtp = RtpSequence.timestampDifference(newRtpTimestamp, rtpTimestamp) / clockRate;
    return Math.abs(byNtp - byRtp) > LEAP_SECONDS;
  }

  /** Returns whether a source has reported. */
  public boolean knows(long source) {
    return known && ssrc == source;
  }

  /**
   * Returns the middle 32 bits of the last report's time for a report on that source; 0 if none.
   */
  public long lastSenderReport(long source) {
    return knows(source) ? NtpTime.middle(ntp) : 0;
  }

  /** Returns the time since the last report in 1/65536 s; 0 if there was none. */
  public long delaySinceLastSenderReport(long source, long now) {
    if (lastSenderReport(source) == 0) {
      return 0;
    }
    long nanos = Math.max(0, now - nanoTime);
    long seconds = nanos / 1_000_000_000L;
    long fraction = ((nanos % 1_000_000_000L) << 16) / 1_000_000_000L;
    return Math.min((seconds << 16) + fraction, 0xFFFF_FFFFL);
  }
}
