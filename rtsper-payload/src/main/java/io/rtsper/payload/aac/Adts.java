package io.rtsper.payload.aac;

import java.nio.ByteBuffer;

/**
 * The header that frames of AAC have in files (ISO/IEC 13818-7 §6.2):
 *
 * <pre>
 *   sync(12) id(1) layer(2) no_crc(1) profile(2) rate(4) private(1) channels(3) …(4)
 *   frame_length(13) fullness(11) blocks(2), then a CRC(16) unless no_crc
 * </pre>
 */
final class Adts {

  static final int SHORTEST = 7;

  private static final int CRC_LENGTH = 2;

  private Adts() {}

  /** Returns whether a header stands at the beginning. */
  static boolean isAt(ByteBuffer bytes, int from, int to) {
    return to - from >= SHORTEST
        && (bytes.getShort(from) & 0xFFF6) == 0xFFF0
        && rateIndex(bytes, from) < 13
        && frameLength(bytes, from) > headerLength(bytes, from);
  }

  static int headerLength(ByteBuffer bytes, int at) {
    return SHORTEST + ((bytes.get(at + 1) & 1) == 0 ? CRC_LENGTH : 0);
  }

  /** Returns the length of the frame with its header. */
  static int frameLength(ByteBuffer bytes, int at) {
    return (bytes.get(at + 3) & 3) << 11
        | (bytes.get(at + 4) & 0xFF) << 3
        | (bytes.get(at + 5) & 0xFF) >> 5;
  }

  private static int rateIndex(ByteBuffer bytes, int at) {
    return bytes.get(at + 2) >> 2 & 0xF;
  }

  private static int objectType(ByteBuffer bytes, int at) {
    return 1 + (bytes.get(at + 2) >> 6 & 3);
  }

  private static int channels(ByteBuffer bytes, int at) {
    return (bytes.get(at + 2) & 1) << 2 | (bytes.get(at + 3) >> 6 & 3);
  }

  static AudioSpecificConfig config(ByteBuffer bytes, int at) {
    return AudioSpecificConfig.of(objectType(bytes, at), rateIndex(bytes, at), channels(bytes, at));
  }

  /** Returns the configuration's two bytes. */
  static byte[] configBytes(ByteBuffer bytes, int at) {
    int value = objectType(bytes, at) << 11 | rateIndex(bytes, at) << 7 | channels(bytes, at) << 3;
    return new byte[] {(byte) (value >> 8), (byte) value};
  }
}
