package io.rtsper.api.rtp;

/** The types of RTCP packets (the registry of RFC 3551 and its successors). */
public final class RtcpType {

  /** SR, a report of a sender that may receive too (RFC 3550 §6.4.1). */
  public static final int SENDER_REPORT = 200;

  /** RR, a report of a receiver (RFC 3550 §6.4.2). */
  public static final int RECEIVER_REPORT = 201;

  /** SDES, names of sources (RFC 3550 §6.5). */
  public static final int SOURCE_DESCRIPTION = 202;

  /** BYE, sources that leave (RFC 3550 §6.6). */
  public static final int GOODBYE = 203;

  /** APP, defined by the application (RFC 3550 §6.7). */
  public static final int APPLICATION_DEFINED = 204;

  /** RTPFB, transport-layer feedback (RFC 4585 §6.2). */
  public static final int TRANSPORT_FEEDBACK = 205;

  /** PSFB, payload-specific feedback (RFC 4585 §6.3). */
  public static final int PAYLOAD_FEEDBACK = 206;

  /** XR, extended reports (RFC 3611). */
  public static final int EXTENDED_REPORT = 207;

  /** The lowest number that may be an RTCP type where RTP comes over the same port. */
  public static final int FIRST = 192;

  /** The highest number that may be an RTCP type where RTP comes over the same port. */
  public static final int LAST = 223;

  private RtcpType() {}

  /**
   * Returns whether the second byte of a packet makes it RTCP where RTP comes over the same port
   * (RFC 5761 §4).
   *
   * @param secondByte the packet's second byte, from 0 to 255
   * @return true from 192 to 223, which as RTP would be the payload types 64 to 95 with the marker
   */
  public static boolean isRtcp(int secondByte) {
    return secondByte >= FIRST && secondByte <= LAST;
  }

  /**
   * Returns the short name of a type.
   *
   * @param type the type
   * @return such as {@code SR}; the number if it has none here
   */
  public static String name(int type) {
    return switch (type) {
      case SENDER_REPORT -> "SR";
      case RECEIVER_REPORT -> "RR";
      case SOURCE_DESCRIPTION -> "SDES";
      case GOODBYE -> "BYE";
      case APPLICATION_DEFINED -> "APP";
      case TRANSPORT_FEEDBACK -> "RTPFB";
      case PAYLOAD_FEEDBACK -> "PSFB";
      case EXTENDED_REPORT -> "XR";
      default -> Integer.toString(type);
    };
  }
}
