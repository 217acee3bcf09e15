package io.rtsper.payload.audio;

import java.nio.ByteBuffer;

/** Tells how long a frame is that begins somewhere in a packet. */
@FunctionalInterface
interface FrameLength {

  /**
   * Returns the length of a frame in bytes; 0 if none begins there.
   *
   * @param bytes holds the packet
   * @param at the index of the frame's first byte
   * @param to the index behind the packet's last one, which is larger
   */
  int at(ByteBuffer bytes, int at, int to);
}
