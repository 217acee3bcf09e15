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
  /**
   * What was played came to its end, though the server didn't say goodbye: media stopped where the
   * range ends, by the answer to PLAY, by what was asked for, or by the description. It is known
   * when media has been silent for {@link RtspSessionBuilder#mediaStallTimeout}, or when the
   * connection ends.
   */
  END,
  /** The server ended the session with a TEARDOWN request. */
  TEARDOWN,
  /** The session failed; the error says how. */
  ERROR
}
