package io.rtsper.camera;

/** What a sender report may have wrong (RFC 3550 §6.4.1 and appendix A.2). */
public enum ReportFault {
  /** The SR comes alone, without the SDES that each compound has to have. */
  NO_DESCRIPTION,
  /** The compound begins with SDES, and the SR comes second. */
  DESCRIPTION_FIRST,
  /** The last packet is cut in its middle, its length isn't. */
  TRUNCATED,
  /** The SDES claims to be longer than what is left. */
  LENGTH_TOO_LARGE,
  /** The SDES is of version 1. */
  WRONG_VERSION,
  /** The SR has a word of padding, which only the last packet may have. */
  PADDING_IN_FIRST,
  /** The SR claims a report block that isn't there. */
  COUNT_TOO_LARGE,
  /** Three bytes follow the last packet. */
  TRAILING_BYTES,
  /** The SR is of another SSRC than the media. */
  OTHER_SSRC,
  /** The NTP time is zero: the sender has no clock (RFC 3550 §6.4.1). */
  NO_TIME
}
