package io.rtsper.transport.replay;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reads the packets of a capture one after another: a pcapng file (draft-ietf-opsawg-pcapng) or one
 * of the older form (draft-ietf-opsawg-pcap), in either byte order. A file that ends in the midst
 * of a packet, as that of a program that was killed, ends before it.
 */
abstract class CapturedPackets {

  /** What no packet, and no block of one, is longer than. */
  static final int LONGEST_BLOCK = 1 << 20;

  private final InputStream in;
  private final byte[] small = new byte[24];
  private ByteBuffer block = ByteBuffer.allocate(64 << 10);

  // The packet that next() found; its bytes until the next call.
  private ByteBuffer bytes = block;
  private int missing;
  private int linkType;
  private long nanos;

  CapturedPackets(InputStream in) {
    this.in = in;
  }

  /**
   * Goes to the next packet.
   *
   * @return false if there is none
   * @throws UnreadableCaptureException if what comes isn't of a capture
   * @throws IOException if the file can't be read
   */
  abstract boolean next() throws IOException;

  /** Returns the packet, from its position to its limit; until the next call of {@link #next}. */
  ByteBuffer bytes() {
    return bytes;
  }

  /** Returns how many bytes of the packet the capture left out. */
  int missing() {
    return missing;
  }

  /** Returns what the packet begins with: a LINKTYPE of tcpdump.org. */
  int linkType() {
    return linkType;
  }

  /**
   * Returns when the packet was seen, in nanoseconds since 1970; only differences are relied on.
   */
  long nanos() {
    return nanos;
  }

  /** Takes a packet that lies in the buffer. */
  void found(ByteBuffer in, int length, int original, int type, long time) {
    bytes = in.slice(in.position(), length).order(ByteOrder.BIG_ENDIAN);
    missing = Math.max(0, original - length);
    linkType = type;
    nanos = time;
  }

  /** Returns a few bytes, or an empty buffer at the end of the file. */
  ByteBuffer few(int length, ByteOrder order) throws IOException {
    int count = in.readNBytes(small, 0, length);
    return ByteBuffer.wrap(small, 0, count < length ? 0 : length).order(order);
  }

  /** Returns that many bytes, or an empty buffer at the end of the file. */
  ByteBuffer block(int length, ByteOrder order) throws IOException {
    if (block.capacity() < length) {
      block = ByteBuffer.allocate(length);
    }
    int count = in.readNBytes(block.array(), 0, length);
    return block.clear().limit(count < length ? 0 : length).order(order);
  }

  /** Returns a time in nanoseconds; of one beyond what a long holds only the differences count. */
  static long nanos(long ticks, long ticksPerSecond) {
    long seconds = Long.divideUnsigned(ticks, ticksPerSecond);
    long rest = Long.remainderUnsigned(ticks, ticksPerSecond);
    long fraction =
        ticksPerSecond <= 1_000_000_000
            ? rest * 1_000_000_000 / ticksPerSecond
            : (long) ((double) rest / ticksPerSecond * 1e9);
    return seconds * 1_000_000_000 + fraction;
  }
}
