package io.rtsper.api.spi;

/**
 * What SETUP agreed on about the way of a track's packets, as far as the receiver has to know it.
 * Immutable.
 */
public final class MediaAgreement {

  private final boolean ordered;
  private final boolean multiplexed;

  private MediaAgreement(boolean ordered, boolean multiplexed) {
    this.ordered = ordered;
    this.multiplexed = multiplexed;
  }

  /**
   * Returns an agreement on a way that keeps the order of packets, such as TCP: a gap is a loss,
   * and nothing is waited for.
   *
   * @return an agreement with a way of its own for RTCP
   */
  public static MediaAgreement ordered() {
    return new MediaAgreement(true, false);
  }

  /**
   * Returns an agreement on a way that may lose, repeat and reorder packets, such as UDP.
   *
   * @return an agreement with a way of its own for RTCP
   */
  public static MediaAgreement unordered() {
    return new MediaAgreement(false, false);
  }

  /**
   * Returns the same agreement with RTP and RTCP on one port or channel (RFC 5761), or not.
   *
   * @param multiplexed whether they share it
   * @return an agreement
   */
  public MediaAgreement multiplexed(boolean multiplexed) {
    return new MediaAgreement(ordered, multiplexed);
  }

  /**
   * Returns whether packets come in the order in which they were sent.
   *
   * @return true if they do
   */
  public boolean isOrdered() {
    return ordered;
  }

  /**
   * Returns whether RTP and RTCP share a port or channel.
   *
   * @return true if they do
   */
  public boolean isMultiplexed() {
    return multiplexed;
  }

  /** Returns both, in words. */
  @Override
  public String toString() {
    return (ordered ? "ordered" : "unordered") + (multiplexed ? ", RTP and RTCP together" : "");
  }
}
