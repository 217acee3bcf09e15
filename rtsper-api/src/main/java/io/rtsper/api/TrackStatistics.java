package io.rtsper.api;

import java.time.Duration;
import java.util.Optional;

/** What one track received, counted over all connections of the session. */
@DoNotImplement
public interface TrackStatistics {

  /** {@return the track's index in the description} */
  int trackIndex();

  /** {@return RTP packets handed on} */
  long packets();

  /** {@return bytes of those packets, RTP headers included} */
  long bytes();

  /** {@return packets that are missing by their sequence numbers, less those that came late} */
  long lost();

  /** {@return packets that came again, dropped} */
  long duplicates();

  /** {@return packets that came after a later one} */
  long late();

  /** {@return packets that can't be read, dropped} */
  long malformed();

  /** {@return well-formed packets dropped for another reason, such as a foreign source} */
  long discarded();

  /** {@return compound RTCP packets read} */
  long rtcpPackets();

  /** {@return RTCP packets that can't be read, wholly or in part} */
  long rtcpMalformed();

  /** {@return the synchronization source now, or empty before the first packet} */
  Optional<Long> ssrc();

  /** {@return how often the source changed or started anew} */
  long ssrcChanges();

  /** {@return the highest extended sequence number, or -1 before the first packet} */
  long highestSequence();

  /** {@return the interarrival jitter (RFC 3550 §6.4.1)} */
  Duration jitter();
}
