package io.rtsper.payload.audio;

import io.rtsper.api.media.AudioParameters;
import java.nio.ByteBuffer;

/** Reads frames that begin with a synchronization word and say how long they are. */
interface SyncFormat {

  /** Returns the length of the payload's own header. */
  int headerLength();

  /**
   * Returns whether a packet goes on with a frame that another one began.
   *
   * @param bytes holds the packet
   * @param payload the index of its payload's first byte
   * @param to the index behind the last one
   * @param amid whether a frame is begun that has the packet's timestamp
   */
  boolean isContinuation(ByteBuffer bytes, int payload, int to, boolean amid);

  /** Reads the header of a frame; returns the frame's length, 0 if none begins there. */
  int read(ByteBuffer bytes, int at, int to);

  /** Returns the samples of the frame that was read last. */
  int samples();

  /** Returns the sample rate of the frame that was read last. */
  int rate();

  /**
   * Returns a number that stays the same as long as the {@link #parameters()} do, so that they need
   * not be made for each frame.
   */
  int signature();

  /** Returns the parameters of the frame that was read last. */
  AudioParameters parameters();
}
