package io.rtsper.api.header;

import io.rtsper.api.RtspValidationException;

/**
 * Two interleaved channels (RFC 2326 §10.12). They are mostly adjacent; the same number twice means
 * that both kinds of packet share a channel.
 *
 * @param first the channel of RTP, 0 to 255
 * @param second the channel of RTCP, 0 to 255
 */
public record ChannelPair(int first, int second) {

  /**
   * Checks the numbers.
   *
   * @param first the channel of RTP, 0 to 255
   * @param second the channel of RTCP, 0 to 255
   * @throws RtspValidationException if one isn't from 0 to 255
   */
  public ChannelPair {
    if (first < 0 || first > 0xFF || second < 0 || second > 0xFF) {
      throw new RtspValidationException(
          "not a pair of interleaved channels: "
              + first
              + "-"
              + second
              + "; they go from 0 to 255");
    }
  }

  /** Returns the pair as it goes on the wire, such as {@code 0-1}. */
  @Override
  public String toString() {
    return first + "-" + second;
  }
}
