package io.rtsper.api;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a session did and received so far: one consistent snapshot.
 *
 * @param state the state
 * @param connections control connections opened, the first one included
 * @param reconnects how often the session played again after a loss
 * @param bytesReceived bytes read from control connections, interleaved media included
 * @param requests requests sent
 * @param responses responses read
 * @param serverRequests requests that the server sent
 * @param lateResponses responses dropped because nothing waited for them any more
 * @param unknownChannelPackets interleaved packets on a channel that no track has, dropped
 * @param garbageBytes bytes skipped to find the next message
 * @param keepalives keepalive requests answered well
 * @param timeToFirstPacket from the start of the last connect to its first RTP packet
 * @param tracks one for each track of the description that was set up
 */
public record SessionStatistics(
    SessionState state,
    long connections,
    long reconnects,
    long bytesReceived,
    long requests,
    long responses,
    long serverRequests,
    long lateResponses,
    long unknownChannelPackets,
    long garbageBytes,
    long keepalives,
    Optional<Duration> timeToFirstPacket,
    List<TrackStatistics> tracks) {

  /** Copies the list. */
  public SessionStatistics {
    tracks = List.copyOf(tracks);
  }

  /**
   * Returns the RTP packets of all tracks.
   *
   * @return how many
   */
  public long packets() {
    return tracks.stream().mapToLong(TrackStatistics::packets).sum();
  }

  /**
   * Returns the bytes of the RTP packets of all tracks.
   *
   * @return how many
   */
  public long mediaBytes() {
    return tracks.stream().mapToLong(TrackStatistics::bytes).sum();
  }

  /**
   * Returns the missing packets of all tracks.
   *
   * @return how many
   */
  public long lost() {
    return tracks.stream().mapToLong(TrackStatistics::lost).sum();
  }
}
