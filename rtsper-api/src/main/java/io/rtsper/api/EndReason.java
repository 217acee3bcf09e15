package io.rtsper.api;

/** Why media ended for good, or a session closed. */
public enum EndReason {
  /** The application closed the session. */
  CLOSED,
  /**
   * The server ended the stream: an RTCP BYE for each playing track. When it closes the connection
   * with it, that is a loss from which the session comes back if its policy says so, unless what is
   * played has an end, by its description or by the range that was asked for: the server may be
   * restarting.
   */
  BYE,
  /** The server ended the session with a TEARDOWN request. */
  TEARDOWN,
  /** The session failed; the error says how. */
  ERROR
}
