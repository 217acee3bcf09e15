package io.rtsper.api.rtp;

/** Where the wall-clock time of media comes from, the most exact source first. */
public enum WallClockSource {

  /**
   * ONVIF's replay extension (0xABAC), which dates each access unit of a recording: when it was
   * recorded.
   */
  ONVIF_REPLAY,

  /** An NTP timestamp in the packet's header extension (RFC 6051 §3.3). */
  NTP_EXTENSION,

  /** A sender report, which says which RTP timestamp belongs to which time (RFC 3550 §6.4.1). */
  SENDER_REPORT,

  /** The range that the answer to PLAY names on the wall clock (RFC 2326 §3.7). */
  PLAY_RANGE,

  /**
   * The time of sending in the packet's header extension {@code abs-send-time}. It says the time
   * modulo 64 s; the rest is this machine's clock, so it is right only if that is less than 32 s
   * off the sender's.
   */
  ABS_SEND_TIME
}
