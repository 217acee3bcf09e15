package io.rtsper.payload.data;

import java.nio.ByteBuffer;

/** Tells whether a document or a unit of data begins at a packet's first byte. */
interface DocumentStart {

  /**
   * Looks at the first bytes of a packet.
   *
   * @param bytes holds the packet
   * @param from the index of its first byte
   * @param to the index behind its last one
   * @return what they say
   */
  Beginning look(ByteBuffer bytes, int from, int to);

  /**
   * Returns whether what is likely to be a beginning is one for sure where documents of the same
   * sender began like that before.
   */
  boolean isHabit();

  /** Is told that a document begins with these bytes, before it can end. */
  void begin(ByteBuffer bytes, int from, int to);
}
