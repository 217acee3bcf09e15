package io.rtsper.api.spi;

/**
 * Makes frames of the RTP payloads of one payload format. {@link #name()} is the encoding name of
 * {@code a=rtpmap}, such as {@code PCMU}.
 */
public interface DepacketizerProvider extends Provider {

  /**
   * Returns a depacketizer for a track.
   *
   * @param context the track, and where its frames go
   * @return a depacketizer with a state of its own
   */
  Depacketizer depacketizer(DepacketizerContext context);
}
