package io.rtsper.camera;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** What was sent, written by the camera's thread and read by tests. */
final class PacketLog {

  /** Some minutes of real time; at full speed, some seconds. */
  private static final int MAX_PACKETS = 1 << 20;

  private static final int SEQUENCE_OFFSET = 2;
  private static final int TIMESTAMP_OFFSET = 4;
  private static final int SSRC_OFFSET = 8;

  private final List<SentPacket> packets = new ArrayList<>();
  private long missing;

  synchronized void add(int track, ByteBuffer rtp, SentPacket.Fate fate) {
    if (packets.size() == MAX_PACKETS) {
      missing++;
      return;
    }
    int at = rtp.position();
    packets.add(
        new SentPacket(
            track,
            rtp.getInt(at + SSRC_OFFSET),
            rtp.getShort(at + SEQUENCE_OFFSET) & 0xffff,
            rtp.getInt(at + TIMESTAMP_OFFSET),
            rtp.remaining(),
            fate));
  }

  synchronized List<SentPacket> packets() {
    if (missing > 0) {
      throw new IllegalStateException(
          "the camera keeps " + MAX_PACKETS + " packets, and " + missing + " more came");
    }
    return List.copyOf(packets);
  }
}
