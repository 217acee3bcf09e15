package io.rtsper.core.capture;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/**
 * Writes blocks of a pcapng file (draft-ietf-opsawg-pcapng) into a buffer, big-endian, as the
 * section's byte-order magic says. Each block is
 *
 * <pre>
 *   type (4)  total length (4)  body, padded to 4  total length (4)
 * </pre>
 *
 * <p>Pure.
 */
final class PcapngBlocks {

  /** Packets begin with an IPv4 or IPv6 header (LINKTYPE_RAW). */
  static final int LINK_TYPE_RAW = 101;

  private static final int SECTION_HEADER = 0x0A0D0D0A;
  private static final int INTERFACE_DESCRIPTION = 1;
  private static final int INTERFACE_STATISTICS = 5;
  private static final int ENHANCED_PACKET = 6;

  private static final int BYTE_ORDER_MAGIC = 0x1A2B3C4D;
  private static final long UNKNOWN_LENGTH = -1;

  /** Type, length and length again. */
  private static final int FRAME_BYTES = 12;

  /** Interface, time (8), captured length, original length. */
  private static final int PACKET_FIELDS = 20;

  private static final int OPTION_END = 0;
  private static final int OPTION_COMMENT = 1;
  private static final int SECTION_APPLICATION = 4;
  private static final int INTERFACE_NAME = 2;
  private static final int INTERFACE_TIME_RESOLUTION = 9;
  private static final int PACKET_FLAGS = 2;
  private static final int STATISTICS_RECEIVED = 4;
  private static final int STATISTICS_DROPPED = 5;

  private static final byte NANOSECONDS = 9;
  private static final int INBOUND = 1;
  private static final int OUTBOUND = 2;

  /** Code and length. */
  private static final int OPTION_FIELDS = 4;

  private static final int FLAGS_OPTION = OPTION_FIELDS + 4;

  private PcapngBlocks() {}

  /** Writes what a file begins with: the section, and the one interface that its packets are of. */
  static void begin(ByteBuffer out, String application, String comment) {
    int start = out.position();
    out.putInt(SECTION_HEADER).putInt(0).putInt(BYTE_ORDER_MAGIC);
    out.putShort((short) 1).putShort((short) 0).putLong(UNKNOWN_LENGTH);
    text(out, OPTION_COMMENT, comment.getBytes(UTF_8));
    text(out, SECTION_APPLICATION, application.getBytes(UTF_8));
    end(out, start);

    start = out.position();
    out.putInt(INTERFACE_DESCRIPTION).putInt(0);
    out.putShort((short) LINK_TYPE_RAW).putShort((short) 0).putInt(0);
    text(out, INTERFACE_NAME, application.getBytes(UTF_8));
    out.putShort((short) INTERFACE_TIME_RESOLUTION).putShort((short) 1);
    out.put(NANOSECONDS).put((byte) 0).putShort((short) 0);
    end(out, start);
  }

  /** Returns how long the block of a packet is. */
  static int packetLength(int packet, byte[] comment) {
    int comments = comment.length == 0 ? 0 : OPTION_FIELDS + padded(comment.length);
    return FRAME_BYTES + PACKET_FIELDS + padded(packet) + comments + FLAGS_OPTION + OPTION_FIELDS;
  }

  /**
   * Begins the block of a packet, whose bytes are to follow.
   *
   * @param nanos since 1970
   * @param packet the length of the packet
   * @return where the block starts, for {@link #endPacket}
   */
  static int beginPacket(ByteBuffer out, long nanos, int packet) {
    int start = out.position();
    out.putInt(ENHANCED_PACKET).putInt(0).putInt(0).putLong(nanos).putInt(packet).putInt(packet);
    return start;
  }

  /** Ends the block of a packet. */
  static void endPacket(ByteBuffer out, int start, boolean inbound, byte[] comment) {
    pad(out, out.position() - start);
    if (comment.length > 0) {
      text(out, OPTION_COMMENT, comment);
    }
    out.putShort((short) PACKET_FLAGS).putShort((short) 4).putInt(inbound ? INBOUND : OUTBOUND);
    end(out, start);
  }

  /** Writes what a file ends with: how many packets there were, and how many of them it lacks. */
  static void statistics(ByteBuffer out, long nanos, long packets, long dropped, String comment) {
    int start = out.position();
    out.putInt(INTERFACE_STATISTICS).putInt(0).putInt(0).putLong(nanos);
    if (!comment.isEmpty()) {
      text(out, OPTION_COMMENT, comment.getBytes(UTF_8));
    }
    out.putShort((short) STATISTICS_RECEIVED).putShort((short) 8).putLong(packets);
    out.putShort((short) STATISTICS_DROPPED).putShort((short) 8).putLong(dropped);
    end(out, start);
  }

  private static void text(ByteBuffer out, int code, byte[] text) {
    int start = out.position();
    out.putShort((short) code).putShort((short) text.length).put(text);
    pad(out, out.position() - start);
  }

  private static void end(ByteBuffer out, int start) {
    out.putShort((short) OPTION_END).putShort((short) 0);
    int length = out.position() - start + 4;
    out.putInt(length).putInt(start + 4, length);
  }

  private static void pad(ByteBuffer out, int written) {
    for (int i = written; i < padded(written); i++) {
      out.put((byte) 0);
    }
  }

  private static int padded(int length) {
    return (length + 3) & ~3;
  }
}
