package io.rtsper.payload.assembly;

import java.nio.ByteBuffer;

/** Tells whether a frame begins with a packet. */
@FunctionalInterface
public interface UnitStart {

  /** How sure it is. */
  enum Certainty {
    /** No frame begins so. */
    NONE,
    /** A frame begins so, or goes on. */
    POSSIBLE,
    /** Nothing of a frame comes before it. */
    CERTAIN
  }

  /**
   * Returns whether a frame begins.
   *
   * @param bytes holds the packet's part of the frame
   * @param from the index of its first byte
   * @param to the index behind its last one
   */
  Certainty of(ByteBuffer bytes, int from, int to);
}
