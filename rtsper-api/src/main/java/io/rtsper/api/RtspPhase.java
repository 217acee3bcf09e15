package io.rtsper.api;

/** What a session was doing when something failed. */
public enum RtspPhase {
  /** Before anything was sent: an argument or a set-up of plug-ins. */
  CONFIGURATION("configuration"),
  /** Looking up the host's addresses. */
  RESOLVE("name look-up"),
  /** Opening the control connection. */
  CONNECT("connect"),
  /** The TLS handshake of an {@code rtsps} connection. */
  TLS_HANDSHAKE("TLS handshake"),
  /** A request and its response. */
  REQUEST("request"),
  /** Reading what a peer sent. */
  READ("read"),
  /** Waiting for media after PLAY was answered. */
  MEDIA("media"),
  /** Coming back after a connection was lost. */
  RECONNECT("reconnect"),
  /** Ending the session. */
  CLOSE("close");

  private final String text;

  RtspPhase(String text) {
    this.text = text;
  }

  /** Returns the phase in words. */
  @Override
  public String toString() {
    return text;
  }
}
