package io.rtsper.api.rtp;

import java.nio.ByteBuffer;

/**
 * Finds elements of a header extension (RFC 8285 §4.2 and §4.3).
 *
 * <pre>
 *   one-byte header      two-byte header
 *    0 1 2 3 4 5 6 7      0                   1
 *   +-+-+-+-+-+-+-+-+     0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5
 *   |  ID   | len-1 |    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *   +-+-+-+-+-+-+-+-+    |      ID       |     length    |
 *                        +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * </pre>
 */
final class RtpExtension {

  /** What {@link #find} returns when there is no such element. */
  static final long ABSENT = -1;

  /** Stands for a byte of padding between elements. */
  private static final int PADDING_ID = 0;

  /** Ends the elements with one-byte headers; what follows is for a later RFC to define. */
  private static final int STOP_ID = 15;

  private RtpExtension() {}

  /** Returns the element's offset in the high and its length in the low 32 bits, or ABSENT. */
  static long find(RtpPacket packet, int id) {
    int profile = packet.extensionProfile();
    if (profile == RtpPacket.ONE_BYTE_EXTENSION_PROFILE) {
      return findOneByte(packet, id);
    }
    // -1, for no extension, doesn't match: its masked value has the high bits set.
    if ((profile & ~0xF) == RtpPacket.TWO_BYTE_EXTENSION_PROFILE) {
      return findTwoByte(packet, id);
    }
    return ABSENT;
  }

  private static long findOneByte(RtpPacket packet, int id) {
    ByteBuffer buffer = packet.buffer();
    int at = packet.extensionOffset();
    int end = packet.payloadOffset();
    while (at < end) {
      int header = buffer.get(at++) & 0xFF;
      int elementId = header >>> 4;
      if (elementId == PADDING_ID) {
        // Of an ID 0 with a length RFC 8285 says nothing but that it must not be; the byte is
        // skipped like one of padding.
        continue;
      }
      int length = (header & 0xF) + 1;
      if (elementId == STOP_ID || length > end - at) {
        return ABSENT;
      }
      if (elementId == id) {
        return ((long) at << 32) | length;
      }
      at += length;
    }
    return ABSENT;
  }

  private static long findTwoByte(RtpPacket packet, int id) {
    ByteBuffer buffer = packet.buffer();
    int at = packet.extensionOffset();
    int end = packet.payloadOffset();
    while (at < end) {
      int elementId = buffer.get(at++) & 0xFF;
      if (elementId == PADDING_ID) {
        continue;
      }
      if (at == end) {
        return ABSENT;
      }
      int length = buffer.get(at++) & 0xFF;
      if (length > end - at) {
        return ABSENT;
      }
      if (elementId == id) {
        return ((long) at << 32) | length;
      }
      at += length;
    }
    return ABSENT;
  }
}
