package io.rtsper.camera;

import java.nio.ByteBuffer;

/** Where the packets of one track go: an interleaved channel pair or a UDP port pair. */
interface PacketSink {

  /** Returns whether another packet can be taken without growing a backlog. */
  boolean ready();

  /** Sends the remaining bytes of the packet as RTP, or as RTCP. */
  void send(ByteBuffer packet, boolean rtcp);

  /** Gives up whatever was opened for this track. */
  void close();
}
