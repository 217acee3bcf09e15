package io.rtsper.api;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

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

  /** {@return packets that came after a later one and were put back in their place} */
  long reordered();

  /**
   * Returns how many packets came after a later one when their place was gone: they were waited for
   * long enough, or there was no room to wait. They are dropped where packets are put in order, and
   * handed on late where they aren't; they no longer count as lost in either case.
   *
   * @return the packets
   */
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

  /** {@return bits a second of the RTP packets over the last one to two seconds} */
  long bitRate();

  /** {@return the time since the last packet, or empty before the first one} */
  Optional<Duration> sinceLastPacket();

  /**
   * Returns the size of the system's receive buffer that the track was given.
   *
   * @return bytes, or empty where the track has no buffer of its own, as over TCP
   */
  OptionalInt receiveBuffer();

  /**
   * Returns how many packets the system dropped because that buffer was full: of those that are
   * lost, these came as far as this machine, and a larger buffer or less work in callbacks would
   * have saved them. RTCP counts as well.
   *
   * @return datagrams since the track was set up last, or empty where the system doesn't say
   */
  OptionalLong systemDrops();

  /**
   * Returns by how much the sender's clock of this track is faster than this machine's, from its
   * sender reports.
   *
   * @return parts in a million, negative if it is slower; empty until reports of 10 s say so
   */
  OptionalDouble driftPpm();

  /**
   * Returns how many frames were put together, damaged ones included. Frames are put together while
   * somebody takes them, or nobody takes packets and the session keeps them for {@link
   * RtspSession#frames()}.
   *
   * @return the frames
   */
  long frames();

  /** {@return those of the frames with which decoding can start} */
  long keyFrames();

  /**
   * Returns how many frames that came were left out: a consumer was too slow for them, they were
   * damaged or needed a frame that was, or they were too large. A frame that two consumers didn't
   * get counts twice; one that came before the first key frame doesn't count.
   *
   * @return the frames
   */
  long framesDropped();

  /** {@return frames of which a part is missing, or may be} */
  long framesDamaged();

  /**
   * Returns the time from the start of the last connection to the first frame on it with which
   * decoding can start.
   *
   * @return the time, or empty before that frame
   */
  Optional<Duration> timeToFirstFrame();
}
