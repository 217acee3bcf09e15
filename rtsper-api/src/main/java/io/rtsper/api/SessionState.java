package io.rtsper.api;

/** Where a session stands in its life. */
public enum SessionState {
  /** Built, and never connected. */
  NEW,
  /** The control connection is open. */
  CONNECTED,
  /** The server described the presentation. */
  DESCRIBED,
  /** One track at least is set up; no media flows. */
  READY,
  /** PLAY was answered well. */
  PLAYING,
  /** The connection was lost and the session is coming back by itself. */
  RECONNECTING,
  /** Closed or failed for good; nothing leads out of this state. */
  CLOSED
}
