package io.rtsper.api.media;

/** Why what comes next doesn't continue what came before. */
public enum Discontinuity {

  /** Packets are missing. */
  LOSS,

  /** Another source sends, or the same one with new numbers (RFC 3550 §8.2). */
  NEW_SOURCE,

  /** The session lost its connection and came back. */
  RECONNECTED,

  /** Another range is played. */
  SEEK
}
