package io.rtsper.transport.replay;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads the older form of captures: a header of the file, and one before each packet. */
final class PcapPackets extends CapturedPackets {

  private static final int MICROSECONDS = 0xA1B2C3D4;
  private static final int NANOSECONDS = 0xA1B23C4D;

  /** What follows the magic: version (4), zone (4), accuracy (4), longest packet (4), link (4). */
  private static final int REST_OF_HEADER = 20;

  /** Seconds (4), their fraction (4), bytes in the file (4), bytes on the wire (4). */
  private static final int PACKET_HEADER = 16;

  /** Above it, the field has flags. */
  private static final int LINK_TYPE = 0xFFFF;

  private final ByteOrder order;
  private final long ticksPerSecond;
  private final int linkType;

  /**
   * Reads the file's header.
   *
   * @param magic the first four bytes, big-endian
   */
  PcapPackets(InputStream in, int magic) throws IOException {
    super(in);
    int turned = Integer.reverseBytes(magic);
    boolean big = magic == MICROSECONDS || magic == NANOSECONDS;
    if (!big && turned != MICROSECONDS && turned != NANOSECONDS) {
      throw new UnreadableCaptureException(
          "it starts with neither of the magic numbers of pcapng and pcap; save it as pcapng");
    }
    this.order = big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    boolean nanoseconds = magic == NANOSECONDS || turned == NANOSECONDS;
    this.ticksPerSecond = nanoseconds ? 1_000_000_000 : 1_000_000;
    ByteBuffer rest = few(REST_OF_HEADER, order);
    if (!rest.hasRemaining()) {
      throw new UnreadableCaptureException("it ends in the midst of its header");
    }
    this.linkType = rest.getInt(REST_OF_HEADER - 4) & LINK_TYPE;
  }

  @Override
  boolean next() throws IOException {
    ByteBuffer header = few(PACKET_HEADER, order);
    if (!header.hasRemaining()) {
      return false;
    }
    long seconds = header.getInt() & 0xFFFFFFFFL;
    long ticks = header.getInt() & 0xFFFFFFFFL;
    int length = header.getInt();
    int original = header.getInt();
    if (length < 0 || length > LONGEST_BLOCK) {
      throw new UnreadableCaptureException("a packet's length can't be: " + length);
    }
    ByteBuffer packet = block(length, order);
    if (packet.remaining() < length) {
      return false;
    }
    found(
        packet, length, original, linkType, seconds * 1_000_000_000 + nanos(ticks, ticksPerSecond));
    return true;
  }
}
