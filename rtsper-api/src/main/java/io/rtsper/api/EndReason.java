package io.rtsper.api;

/** Why media ended for good, or a session closed. */
public enum EndReason {
  /** The application closed the session. */
  CLOSED,
  /** The server ended the stream: an RTCP BYE for each playing track. */
  BYE,
  /** The server ended the session with a TEARDOWN request. */
  TEARDOWN,
  /** The session failed; the error says how. */
  ERROR
}
