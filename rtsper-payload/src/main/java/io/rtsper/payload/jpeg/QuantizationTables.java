package io.rtsper.payload.jpeg;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The quantization tables of a picture: of 64 bytes, or of 128 where numbers have 16 bits. */
final class QuantizationTables {

  private static final int MAX_TABLES = 3;

  private final byte[] brightness;
  private final byte @Nullable [] colour;
  private final int count;

  private QuantizationTables(byte[] brightness, byte @Nullable [] colour, int count) {
    this.brightness = brightness;
    this.colour = colour;
    this.count = count;
  }

  /** Returns the tables of a quality. */
  static QuantizationTables ofQuality(int quality) {
    byte[] both = new byte[2 * JpegTables.LENGTH];
    JpegTables.scale(quality, both);
    return new QuantizationTables(
        Arrays.copyOf(both, JpegTables.LENGTH),
        Arrays.copyOfRange(both, JpegTables.LENGTH, both.length),
        2);
  }

  /**
   * Reads the tables of a packet (RFC 2435 §3.1.8). A bit of the precision for each, the lowest for
   * the first, says whether it has numbers of 16 bits.
   *
   * @return null if there is no whole table
   */
  static @Nullable QuantizationTables read(ByteBuffer bytes, int from, int to, int precision) {
    byte[] brightness = null;
    byte[] colour = null;
    int at = from;
    int count = 0;
    while (count < MAX_TABLES) {
      int length = (precision >> count & 1) != 0 ? 2 * JpegTables.LENGTH : JpegTables.LENGTH;
      if (length > to - at) {
        break;
      }
      byte[] table = new byte[length];
      bytes.get(at, table);
      if (count == 0) {
        brightness = table;
      } else if (count == 1) {
        colour = table;
      }
      at += length;
      count++;
    }
    return brightness == null ? null : new QuantizationTables(brightness, colour, count);
  }

  /** Returns whether these are those of a packet. */
  boolean isAt(ByteBuffer bytes, int from, int to) {
    byte[] second = colour;
    int length = brightness.length + (second == null ? 0 : second.length);
    if (length != to - from) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      byte own =
          i < brightness.length || second == null ? brightness[i] : second[i - brightness.length];
      if (own != bytes.get(from + i)) {
        return false;
      }
    }
    return true;
  }

  boolean hasColour() {
    return colour != null;
  }

  /** Returns how many tables came. */
  int count() {
    return count;
  }

  /** Returns the table for brightness, 0, or that for colour, 1. */
  byte[] table(int index) {
    byte[] second = colour;
    return index == 0 || second == null ? brightness : second;
  }

  /** Returns how many bytes they take. */
  int length() {
    byte[] second = colour;
    return brightness.length + (second == null ? 0 : second.length);
  }
}
