package io.rtsper.core.rtcp;

import io.rtsper.api.rtp.RtcpCompound;
import io.rtsper.api.rtp.RtcpType;
import io.rtsper.api.spi.QuirkReporter;
import io.rtsper.core.clock.TrackClock;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads what comes of a track's sender beside its media: reports on its clock, and its goodbye.
 * What can't be read is counted. Confined to the session's event loop.
 */
public final class SenderReports {

  private final QuirkReporter quirks;
  private final String where;
  private final RtcpCompound compound = new RtcpCompound();
  private final ReferenceTime referenceTime = new ReferenceTime();

  private @Nullable String goodbye;
  private long packets;
  private long malformed;

  /**
   * Makes the reader of one track.
   *
   * @param quirks takes what is tolerated
   * @param where says which track it is
   */
  public SenderReports(QuirkReporter quirks, String where) {
    this.quirks = quirks;
    this.where = where;
  }

  /**
   * Reads a compound packet.
   *
   * @param ssrc the source that sends the track's media; {@link Reception#NO_SOURCE} if none yet
   * @param clock takes what it reports of its clock
   * @param nanoTime when the packet came
   * @return the packets, before the first one; null if they can't be read
   */
  public @Nullable RtcpCompound read(
      ByteBuffer buffer, int offset, int length, long ssrc, TrackClock clock, long nanoTime) {
    goodbye = null;
    if (!compound.wrap(buffer, offset, length)) {
      malformed++;
      return null;
    }
    packets++;
    if (!compound.conforming()) {
      if (RtcpDeviations.isMalformed(compound)) {
        malformed++;
      }
      RtcpDeviations.report(compound, quirks, where);
    }
    while (compound.next()) {
      if (compound.type() == RtcpType.SENDER_REPORT) {
        takeReport(ssrc, clock, nanoTime);
      } else if (compound.type() == RtcpType.EXTENDED_REPORT) {
        referenceTime.read(compound, nanoTime);
      } else if (compound.type() == RtcpType.GOODBYE && isGoodbye(ssrc, clock)) {
        goodbye = compound.byeReason();
      }
    }
    compound.rewind();
    return compound;
  }

  private void takeReport(long ssrc, TrackClock clock, long nanoTime) {
    if (!compound.hasSenderInfo()) {
      return;
    }
    // Some cameras report before their first packet.
    if (ssrc != Reception.NO_SOURCE && compound.ssrc() != ssrc) {
      quirks.report(RtcpQuirks.RTCP_UNKNOWN_SSRC, where);
      return;
    }
    var info = compound.senderInfo();
    if (clock.report(compound.ssrc(), info.ntp(), info.rtpTimestamp(), nanoTime)) {
      quirks.report(RtcpQuirks.SENDER_REPORT_JUMP, where);
    }
  }

  private boolean isGoodbye(long ssrc, TrackClock clock) {
    int named = compound.byeSsrcCount();
    boolean zero = false;
    for (int i = 0; i < named; i++) {
      if (ssrc != Reception.NO_SOURCE && compound.byeSsrc(i) == ssrc) {
        return true;
      }
      zero |= compound.byeSsrc(i) == 0;
    }
    // VLC 3.0.24 copies its source from its last sender report, and says 0 before the first one.
    if (zero && ssrc != Reception.NO_SOURCE && !clock.sender().knows(ssrc)) {
      quirks.report(RtcpQuirks.BYE_WITHOUT_SSRC, where);
      return true;
    }
    if (named > 0) {
      quirks.report(RtcpQuirks.RTCP_UNKNOWN_SSRC, where);
    }
    return false;
  }

  /**
   * Returns what the source said of why it leaves, if it said goodbye in the packet read last.
   *
   * @return the reason, which may be empty; null if it didn't say goodbye
   */
  public @Nullable String goodbye() {
    return goodbye;
  }

  /**
   * Returns what is to be answered of extended reports.
   *
   * @return the last reference time
   */
  public ReferenceTime referenceTime() {
    return referenceTime;
  }

  /**
   * Returns how many compound packets were read.
   *
   * @return the count
   */
  public long packets() {
    return packets;
  }

  /**
   * Returns how many can't be read, wholly or in part.
   *
   * @return the count
   */
  public long malformed() {
    return malformed;
  }
}
