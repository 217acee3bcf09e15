package io.rtsper.core.message;

import java.nio.ByteBuffer;

/** Frames of a test that has none. */
enum Frameless implements FrameEvents {
  INSTANCE;

  @Override
  public void packet(int channel, ByteBuffer buffer, int offset, int length) {
    throw new AssertionError("a frame on channel " + channel);
  }

  @Override
  public boolean isKnown(int channel) {
    return false;
  }
}
