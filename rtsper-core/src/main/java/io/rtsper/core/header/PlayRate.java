package io.rtsper.core.header;

import io.rtsper.api.RtspHeaders;

/**
 * How fast a presentation plays, as the answer to PLAY says it in {@code Scale} and {@code Speed}
 * (RFC 2326 §12.34 and §12.35).
 *
 * @param factor 1 for the normal rate; below zero for backwards; never zero
 */
public record PlayRate(double factor) {

  /** The rate of a server that names none. */
  public static final PlayRate NORMAL = new PlayRate(1);

  /**
   * Reads the headers of an answer; one that is missing, or no number that can be, is 1.
   *
   * @param headers the headers
   * @return the rate
   */
  public static PlayRate of(RtspHeaders headers) {
    return new PlayRate(number(headers, "Scale") * Math.abs(number(headers, "Speed")));
  }

  /**
   * Reads how fast the presentation runs against the RTP timestamps, which {@code Speed} doesn't
   * change (RFC 2326 §12.35 and appendix B).
   *
   * @param headers the headers of an answer to PLAY
   * @return the scale; never zero
   */
  public static double scaleOf(RtspHeaders headers) {
    return number(headers, "Scale");
  }

  private static double number(RtspHeaders headers, String name) {
    try {
      double number = Double.parseDouble(headers.first(name).orElse("1").strip());
      return Double.isFinite(number) && number != 0 ? number : 1;
    } catch (NumberFormatException unreadable) {
      return 1;
    }
  }
}
