package io.rtsper.api;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a session did and received so far: one consistent snapshot. */
@DoNotImplement
public interface SessionStatistics {

  /** {@return the state} */
  SessionState state();

  /** {@return control connections opened, the first one included} */
  long connections();

  /** {@return how often the session played again after a loss} */
  long reconnects();

  /** {@return bytes read from control connections, interleaved media included} */
  long bytesReceived();

  /** {@return requests sent} */
  long requests();

  /** {@return responses read} */
  long responses();

  /** {@return requests that the server sent} */
  long serverRequests();

  /** {@return responses dropped because nothing waited for them any more} */
  long lateResponses();

  /** {@return interleaved packets on a channel that no track has, dropped} */
  long unknownChannelPackets();

  /** {@return bytes skipped to find the next message} */
  long garbageBytes();

  /** {@return keepalive requests answered well} */
  long keepalives();

  /** {@return how long the last keepalive took to be answered, or empty before the first one} */
  Optional<Duration> roundTrip();

  /**
   * Returns what the session was lost for, and how often; a loss counts once, however many attempts
   * it takes to come back.
   *
   * @return the causes that there were; immutable
   */
  Map<LossCause, Long> losses();

  /** {@return the time from the start of the last connect to its first RTP packet, if one came} */
  Optional<Duration> timeToFirstPacket();

  /** {@return one for each track of the description that was set up} */
  List<TrackStatistics> tracks();

  /** {@return the RTP packets of all tracks} */
  default long packets() {
    return tracks().stream().mapToLong(TrackStatistics::packets).sum();
  }

  /** {@return the bytes of the RTP packets of all tracks} */
  default long mediaBytes() {
    return tracks().stream().mapToLong(TrackStatistics::bytes).sum();
  }

  /** {@return the missing packets of all tracks} */
  default long lost() {
    return tracks().stream().mapToLong(TrackStatistics::lost).sum();
  }
}
