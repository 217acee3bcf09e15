package io.rtsper.api.header;

import io.rtsper.api.RtspValidationException;

/**
 * Two ports (RFC 2326 §12.39).
 *
 * @param first the port of RTP, 0 to 65535
 * @param second the port of RTCP, 0 to 65535
 */
public record PortPair(int first, int second) {

  /**
   * Checks the numbers.
   *
   * @param first the port of RTP, 0 to 65535
   * @param second the port of RTCP, 0 to 65535
   * @throws RtspValidationException if one isn't from 0 to 65535
   */
  public PortPair {
    if (first < 0 || first > 0xFFFF || second < 0 || second > 0xFFFF) {
      throw new RtspValidationException(
          "not a pair of ports: " + first + "-" + second + "; they go from 0 to 65535");
    }
  }

  /** Returns the pair as it goes on the wire, such as {@code 5000-5001}. */
  @Override
  public String toString() {
    return first + "-" + second;
  }
}
