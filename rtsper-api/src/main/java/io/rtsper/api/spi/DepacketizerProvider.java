package io.rtsper.api.spi;

import io.rtsper.api.media.Track;

/**
 * Makes frames of the RTP payloads of one payload format. {@link #name()} is the encoding name of
 * {@code a=rtpmap}, such as {@code PCMU}.
 */
public interface DepacketizerProvider extends Provider {

  /**
   * Returns a depacketizer for a track.
   *
   * @param track the track, whose encoding is this provider's
   * @return a depacketizer with a state of its own
   */
  Depacketizer depacketizer(Track track);
}
