package io.rtsper.api.media;

/** Why what comes next doesn't continue what came before. */
public enum Discontinuity {

  /** Packets are missing. */
  LOSS,

  /** Another source sends, or the same one with new numbers (RFC 3550 §8.2). */
  NEW_SOURCE,

  /** The timestamps, or what they mean on the session's clock, leapt; the pictures go on. */
  TIME_LEAP,

  /** The session lost its connection and came back. */
  RECONNECTED,

  /** Another range is played. */
  SEEK
}
