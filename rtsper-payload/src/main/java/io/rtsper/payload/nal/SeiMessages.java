package io.rtsper.payload.nal;

import java.nio.ByteBuffer;

/** Looks through supplemental enhancement information (H.264 §7.3.2.3, H.265 §7.3.5). */
public final class SeiMessages {

  /** The payload type of a recovery point, of both codecs. */
  public static final int RECOVERY_POINT = 6;

  private SeiMessages() {}

  /**
   * {@return whether a message of a type is there}
   *
   * @param type its payload type
   * @param bytes holds the unit
   * @param from the index of the first byte behind the unit's header
   * @param to the index behind its last byte
   */
  public static boolean contain(int type, ByteBuffer bytes, int from, int to) {
    int i = from;
    // A message has two bytes at least, and the byte of the trailing bits is behind all of them.
    while (i + 2 < to) {
      int payloadType = 0;
      while (i < to && (bytes.get(i) & 0xFF) == 0xFF) {
        payloadType += 255;
        i++;
      }
      payloadType += i < to ? bytes.get(i++) & 0xFF : 0;
      if (payloadType == type) {
        return true;
      }
      int size = 0;
      while (i < to && (bytes.get(i) & 0xFF) == 0xFF) {
        size += 255;
        i++;
      }
      size += i < to ? bytes.get(i++) & 0xFF : 0;
      i = skip(bytes, i, to, size);
    }
    return false;
  }

  /** Skips bytes of a payload, with those that keep start codes from appearing in it. */
  private static int skip(ByteBuffer bytes, int from, int to, int count) {
    int zeros = 0;
    int left = count;
    int i = from;
    while (i < to && left > 0) {
      byte b = bytes.get(i++);
      if (zeros >= 2 && b == 3) {
        zeros = 0;
        continue;
      }
      zeros = b == 0 ? zeros + 1 : 0;
      left--;
    }
    return i;
  }
}
