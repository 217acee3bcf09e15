package io.rtsper.api.spi;

import io.rtsper.api.rtp.RtpPacket;
import java.nio.ByteBuffer;

/** Makes frames of one track's packets. Confined to the event loop; pure, without I/O. */
public interface Depacketizer {

  /**
   * Takes the next packet in sequence.
   *
   * @param packet the packet; valid during the call only
   * @param frames takes the frames that the packet completes
   */
  void onPacket(RtpPacket packet, FrameSink frames);

  /**
   * Is told that packets are missing before the next one, so that what was begun can't be
   * completed.
   *
   * @param count how many are missing
   */
  void onLoss(int count);

  /** Takes complete frames. */
  @FunctionalInterface
  interface FrameSink {

    /**
     * Takes a frame.
     *
     * @param timestamp the RTP timestamp
     * @param payload the frame's bytes; valid during the call only
     * @param keyFrame whether decoding can start here
     */
    void onFrame(long timestamp, ByteBuffer payload, boolean keyFrame);
  }
}
