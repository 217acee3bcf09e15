package io.rtsper.api;

/** What a session was lost for, in one word. */
public enum LossCause {

  /** The connection was refused, closed or broken. */
  CONNECTION,

  /** A request wasn't answered in time. */
  NO_ANSWER,

  /** No packet came, or no more. */
  NO_MEDIA,

  /** The server answered a request with a status that ends the session. */
  STATUS,

  /** The server sent what can't be read. */
  PROTOCOL,

  /** The server refused the credentials. */
  AUTHENTICATION,

  /** Something else. */
  OTHER;

  /**
   * Returns the cause that an exception stands for.
   *
   * @param loss what was lost
   * @return the cause
   */
  public static LossCause of(RtspException loss) {
    if (loss instanceof RtspTimeoutException) {
      return loss.phase() == RtspPhase.MEDIA ? NO_MEDIA : NO_ANSWER;
    }
    if (loss instanceof RtspTransportException) {
      return CONNECTION;
    }
    if (loss instanceof RtspStatusException) {
      return STATUS;
    }
    if (loss instanceof RtspProtocolException) {
      return PROTOCOL;
    }
    return loss instanceof RtspAuthException ? AUTHENTICATION : OTHER;
  }
}
