package io.rtsper.core.message;

import java.nio.ByteBuffer;

/** Takes the interleaved frames that a {@link MessageReader} finds. */
public interface FrameEvents {

  /**
   * Takes the packet of a frame. The bytes are valid during the call only, and the buffer's
   * position and limit say nothing about them.
   *
   * @param channel the channel, 0 to 255
   * @param buffer what the packet lies in, in big-endian order
   * @param offset the index of its first byte
   * @param length its length, 1 to 65535
   */
  void packet(int channel, ByteBuffer buffer, int offset, int length);

  /**
   * Returns whether a channel is in use; asked only in the search for a frame after garbage.
   *
   * @param channel the channel, 0 to 255
   * @return true if it is
   */
  boolean isKnown(int channel);
}
