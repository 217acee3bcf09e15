package io.rtsper.api;

import java.time.Duration;
import java.util.Optional;

/**
 * What one track received, counted over all connections of the session.
 *
 * @param trackIndex the track's index in the description
 * @param packets RTP packets handed on
 * @param bytes bytes of those packets, RTP headers included
 * @param lost packets that are missing by their sequence numbers, less those that came late
 * @param duplicates packets that came again, dropped
 * @param late packets that came after a later one
 * @param malformed packets that can't be read, dropped
 * @param discarded well-formed packets dropped for another reason, such as a foreign source
 * @param rtcpPackets compound RTCP packets read
 * @param rtcpMalformed RTCP packets that can't be read, wholly or in part
 * @param ssrc the synchronization source now, or empty before the first packet
 * @param ssrcChanges how often the source changed or started anew
 * @param highestSequence the highest extended sequence number, or -1 before the first packet
 * @param jitter the interarrival jitter (RFC 3550 §6.4.1)
 */
public record TrackStatistics(
    int trackIndex,
    long packets,
    long bytes,
    long lost,
    long duplicates,
    long late,
    long malformed,
    long discarded,
    long rtcpPackets,
    long rtcpMalformed,
    Optional<Long> ssrc,
    long ssrcChanges,
    long highestSequence,
    Duration jitter) {

  /**
   * Returns these statistics with another number of discarded packets.
   *
   * @param count how many
   * @return new statistics
   */
  public TrackStatistics withDiscarded(long count) {
    return new TrackStatistics(
        trackIndex,
        packets,
        bytes,
        lost,
        duplicates,
        late,
        malformed,
        count,
        rtcpPackets,
        rtcpMalformed,
        ssrc,
        ssrcChanges,
        highestSequence,
        jitter);
  }
}
