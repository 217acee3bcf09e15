package io.rtsper.camera;

import java.nio.ByteBuffer;

/** Where the packets of one track go: an interleaved channel pair, UDP ports or a group. */
interface PacketSink {

  /** Returns whether another packet can be taken without growing a backlog. */
  boolean ready();

  /**
   * Sends the remaining bytes of the packet as RTP, or as RTCP.
   *
   * @return whether they were taken
   */
  boolean send(ByteBuffer packet, boolean rtcp);

  /**
   * Sends RTP to the same place from another source.
   *
   * @return whether that is possible here, and it was taken
   */
  default boolean forge(ByteBuffer packet, Line.Forgery from) {
    return false;
  }

  /** Gives up whatever was opened for this track. */
  void close();
}
