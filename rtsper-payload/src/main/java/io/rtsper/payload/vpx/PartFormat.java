package io.rtsper.payload.vpx;

import java.nio.ByteBuffer;

/** Reads the descriptors before the parts of frames, and the frames' own headers. */
interface PartFormat {

  /**
   * Reads a descriptor.
   *
   * @return the index of the first byte behind it; -1 if it doesn't fit
   */
  int read(ByteBuffer bytes, int from, int to);

  /** Returns whether the part that was read last is the first one of a frame. */
  boolean isFirst();

  /** Returns whether the part that was read last begins another layer of the same picture. */
  boolean isFirstOfLayer();

  /** Takes the first bytes of a frame. */
  void begin(ByteBuffer bytes, int from, int to);

  /** Is told that another layer begins behind so many bytes of the frame. */
  void beginLayer(int length);

  /** Returns what is to be added to a frame of so many bytes. */
  byte[] trailer(int length);

  /** Returns whether decoding can start at the frame that was begun last. */
  boolean isKeyFrame();
}
