package io.rtsper.core.receive;

import io.rtsper.api.rtp.RtpPacket;
import io.rtsper.api.rtp.RtpSequence;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The one packet of what may be another source, or another numbering, that waits for the next one
 * to confirm it (RFC 3550 appendix A.1), so that it isn't lost when that comes.
 */
final class Probation {

  /** Larger ones are let go: no network carries them in one piece. */
  private static final int MAX_BYTES = 2048;

  private final RtpPacket packet = new RtpPacket();
  private @Nullable ByteBuffer bytes;
  private boolean waiting;
  private long arrivalNanos;

  /** Keeps a packet in the place of the one before. */
  void keep(RtpPacket candidate, long nanoTime) {
    waiting = candidate.length() <= MAX_BYTES;
    if (!waiting) {
      return;
    }
    ByteBuffer room = bytes;
    if (room == null) {
      room = ByteBuffer.allocate(MAX_BYTES);
      bytes = room;
    }
    room.clear().put(0, candidate.buffer(), candidate.offset(), candidate.length());
    packet.wrap(room, 0, candidate.length());
    arrivalNanos = nanoTime;
  }

  /**
   * Returns the packet that waits, if another one confirms it, and keeps none any more.
   *
   * @return a view that is valid until the next packet is kept; null if there is none
   */
  @Nullable RtpPacket confirmedBy(RtpPacket next) {
    boolean confirmed =
        waiting
            && next.ssrc() == packet.ssrc()
            && next.sequenceNumber() == RtpSequence.next(packet.sequenceNumber());
    waiting = false;
    return confirmed ? packet : null;
  }

  /** Returns when the packet came that was kept last. */
  long arrivalNanos() {
    return arrivalNanos;
  }
}
