package io.rtsper.transport.replay;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads pcapng: sections, each with its byte order and interfaces, and packets in blocks of three
 * kinds. Blocks of other kinds are left out.
 */
final class PcapngPackets extends CapturedPackets {

  static final int SECTION_HEADER = 0x0A0D0D0A;

  private static final int INTERFACE_DESCRIPTION = 1;
  private static final int PACKET = 2;
  private static final int SIMPLE_PACKET = 3;
  private static final int ENHANCED_PACKET = 6;

  private static final int BYTE_ORDER_MAGIC = 0x1A2B3C4D;

  /** Type, length, and the length again at the end. */
  private static final int FRAME_BYTES = 12;

  private static final int PACKET_FIELDS = 20;
  private static final int INTERFACE_FIELDS = 8;

  private static final int OPTION_TIME_RESOLUTION = 9;
  private static final int MOST_INTERFACES = 4096;
  private static final long MICROSECONDS = 1_000_000;

  private ByteOrder order = ByteOrder.BIG_ENDIAN;
  private final List<Interface> interfaces = new ArrayList<>();
  private boolean inSection;
  private long lastNanos;

  /** What packets were taken from. */
  private record Interface(int linkType, int longest, long ticksPerSecond) {}

  /** Makes it; the type of the first block has been read. */
  PcapngPackets(InputStream in) {
    super(in);
  }

  @Override
  boolean next() throws IOException {
    while (true) {
      int type;
      if (!inSection) {
        type = SECTION_HEADER;
        inSection = true;
      } else {
        ByteBuffer start = few(4, order);
        if (!start.hasRemaining()) {
          return false;
        }
        type = start.getInt();
      }
      if (type == SECTION_HEADER) {
        if (!section()) {
          return false;
        }
        continue;
      }
      ByteBuffer length = few(4, order);
      if (!length.hasRemaining()) {
        return false;
      }
      int body = bodyLength(length.getInt());
      ByteBuffer block = block(body + 4, order);
      if (!block.hasRemaining()) {
        return false;
      }
      block.limit(body);
      if (isPacket(type, block)) {
        return true;
      }
    }
  }

  private static int bodyLength(int length) throws IOException {
    if (length < FRAME_BYTES || length % 4 != 0 || length > LONGEST_BLOCK) {
      throw new UnreadableCaptureException("a block's length can't be: " + length);
    }
    return length - FRAME_BYTES;
  }

  /** Begins a section; returns whether it is there as a whole. */
  private boolean section() throws IOException {
    ByteBuffer fields = few(8, ByteOrder.BIG_ENDIAN);
    if (!fields.hasRemaining()) {
      return false;
    }
    int magic = fields.getInt(4);
    if (magic != BYTE_ORDER_MAGIC && Integer.reverseBytes(magic) != BYTE_ORDER_MAGIC) {
      throw new UnreadableCaptureException("a section has no byte order");
    }
    order = magic == BYTE_ORDER_MAGIC ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    int body = bodyLength(fields.order(order).getInt(0));
    if (body < 4) {
      throw new UnreadableCaptureException("a section's header is too short");
    }
    interfaces.clear();
    return block(body, order).hasRemaining(); // the magic is read, the length again isn't
  }

  /** Reads the body of a block; returns whether it is a packet's. */
  private boolean isPacket(int type, ByteBuffer block) throws IOException {
    switch (type) {
      case INTERFACE_DESCRIPTION -> {
        description(block);
        return false;
      }
      case ENHANCED_PACKET, PACKET -> {
        if (block.remaining() < PACKET_FIELDS) {
          throw new UnreadableCaptureException("a packet's block is too short");
        }
        int number = type == PACKET ? block.getShort(0) & 0xFFFF : block.getInt(0);
        long ticks = ((long) block.getInt(4) << 32) | (block.getInt(8) & 0xFFFFFFFFL);
        Interface from = of(number);
        lastNanos = nanos(ticks, from.ticksPerSecond);
        int original = block.getInt(16);
        int length = block.getInt(12);
        packet(block.position(PACKET_FIELDS), length, original, from);
        return true;
      }
      case SIMPLE_PACKET -> {
        if (block.remaining() < 4) {
          throw new UnreadableCaptureException("a packet's block is too short");
        }
        Interface from = of(0);
        int original = block.getInt();
        int longest = from.longest == 0 ? Integer.MAX_VALUE : from.longest;
        int length = original < 0 ? longest : Math.min(original, longest);
        packet(block, Math.min(length, block.remaining()), original, from);
        return true;
      }
      default -> {
        return false;
      }
    }
  }

  private void packet(ByteBuffer block, int length, int original, Interface from)
      throws IOException {
    if (length < 0 || length > block.remaining()) {
      throw new UnreadableCaptureException("a packet's length can't be: " + length);
    }
    found(block, length, original, from.linkType, lastNanos);
  }

  private Interface of(int number) throws IOException {
    if (number < 0 || number >= interfaces.size()) {
      throw new UnreadableCaptureException(
          "a packet is of interface " + number + ", which isn't there");
    }
    return interfaces.get(number);
  }

  private void description(ByteBuffer block) throws IOException {
    if (block.remaining() < INTERFACE_FIELDS || interfaces.size() == MOST_INTERFACES) {
      throw new UnreadableCaptureException("an interface's block can't be");
    }
    int linkType = block.getShort() & 0xFFFF;
    int longest = Math.max(0, block.getInt(4));
    long ticks = MICROSECONDS;
    block.position(INTERFACE_FIELDS);
    while (block.remaining() >= 4) {
      int code = block.getShort() & 0xFFFF;
      int length = block.getShort() & 0xFFFF;
      if (code == 0 || length > block.remaining()) {
        break;
      }
      if (code == OPTION_TIME_RESOLUTION && length > 0) {
        ticks = ticksPerSecond(block.get(block.position()));
      }
      block.position(Math.min(block.limit(), block.position() + ((length + 3) & ~3)));
    }
    interfaces.add(new Interface(linkType, longest, ticks));
  }

  /** A power of ten, or with the first bit of two. */
  private static long ticksPerSecond(byte resolution) throws IOException {
    int exponent = resolution & 0x7F;
    boolean binary = resolution < 0;
    if (exponent > (binary ? 62 : 18)) {
      throw new UnreadableCaptureException("an interface's clock is finer than can be read");
    }
    if (binary) {
      return 1L << exponent;
    }
    long ticks = 1;
    for (int i = 0; i < exponent; i++) {
      ticks *= 10;
    }
    return ticks;
  }
}
