package io.rtsper.core.rtcp;

import io.rtsper.api.rtp.NtpTime;
import io.rtsper.api.rtp.RtcpCompound;
import java.nio.ByteBuffer;

/**
 * The last reference time of a receiver on the other side, by which it measures the round trip: its
 * extended report names a time (RFC 3611 §4.4), and the next report of ours says how long ago that
 * came. Each is answered once.
 */
public final class ReferenceTime {

  private static final int BLOCK_HEADER_LENGTH = 4;
  private static final int BLOCK_TYPE = 4;
  private static final int BLOCK_WORDS = 2;
  private static final long NANOS = 1_000_000_000L;

  private boolean due;
  private long ssrc;
  private long middle;
  private long nanoTime;

  /** Makes one of which nothing is known. */
  ReferenceTime() {}

  /** Reads the extended report that a compound's cursor is at; other blocks are skipped. */
  void read(RtcpCompound compound, long arrivalNanos) {
    ByteBuffer buffer = compound.buffer();
    int at = compound.bodyOffset();
    int end = at + compound.bodyLength();
    while (end - at >= BLOCK_HEADER_LENGTH) {
      int words = (buffer.get(at + 2) & 0xFF) << 8 | (buffer.get(at + 3) & 0xFF);
      int next = at + BLOCK_HEADER_LENGTH + 4 * words;
      if (next > end) {
        return;
      }
      if ((buffer.get(at) & 0xFF) == BLOCK_TYPE && words == BLOCK_WORDS) {
        due = true;
        ssrc = compound.ssrc();
        middle = NtpTime.middle(ntp(buffer, at + BLOCK_HEADER_LENGTH));
        nanoTime = arrivalNanos;
      }
      at = next;
    }
  }

  private static long ntp(ByteBuffer buffer, int at) {
    long ntp = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      ntp = ntp << Byte.SIZE | (buffer.get(at + i) & 0xFF);
    }
    return ntp;
  }

  /** Returns whether a time came that wasn't answered. */
  boolean isDue() {
    return due;
  }

  /** The time was answered. */
  void answered() {
    due = false;
  }

  long ssrc() {
    return ssrc;
  }

  long middle() {
    return middle;
  }

  /** Returns how long ago it came, in 1/65536 s. */
  long delay(long now) {
    long nanos = Math.max(0, now - nanoTime);
    long fraction = ((nanos % NANOS) << 16) / NANOS;
    return Math.min(((nanos / NANOS) << 16) + fraction, 0xFFFF_FFFFL);
  }
}
