package io.rtsper.payload.h265;

import io.rtsper.payload.bits.BitReader;
import java.util.Locale;

/**
 * Profile, tier and level of H.265 (§7.3.3), in the twelve bytes in which sets and files have them:
 *
 * <pre>
 *   space(2) tier(1) profile(5) | compatibility(32) | constraints(48) | level(8)
 * </pre>
 */
final class H265Profile {

  /** Bytes of the general part. */
  static final int LENGTH = 12;

  private static final int SUB_LAYER_PROFILE_BITS = 88;
  private static final int LEVEL_BITS = 8;

  final byte[] bytes;

  private H265Profile(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Reads profile_tier_level(1, …) with those of the lower sub-layers. */
  static H265Profile read(BitReader bits, int lowerSubLayers) {
    byte[] bytes = new byte[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      bytes[i] = (byte) bits.bits(8);
    }
    skipSubLayers(bits, lowerSubLayers);
    return new H265Profile(bytes);
  }

  /** Skips all of it. */
  static void skip(BitReader bits, int lowerSubLayers) {
    bits.skip(8 * LENGTH);
    skipSubLayers(bits, lowerSubLayers);
  }

  private static void skipSubLayers(BitReader bits, int count) {
    int profiles = 0;
    int levels = 0;
    for (int i = 0; i < count; i++) {
      profiles += bits.bits(1);
      levels += bits.bits(1);
    }
    if (count > 0) {
      bits.skip(2 * (8 - count)); // reserved_zero_2bits
    }
    bits.skip(profiles * SUB_LAYER_PROFILE_BITS + levels * LEVEL_BITS);
  }

  int number() {
    return bytes[0] & 0x1F;
  }

  int level() {
    return bytes[LENGTH - 1] & 0xFF;
  }

  /** Returns the name of ISO/IEC 14496-15 §E.3, such as {@code hvc1.1.6.L93.B0}. */
  String codec() {
    StringBuilder text = new StringBuilder("hvc1.");
    int space = bytes[0] >> 6 & 3;
    if (space > 0) {
      text.append((char) ('A' + space - 1));
    }
    text.append(number());
    int compatibility = 0;
    for (int i = 1; i <= 4; i++) {
      compatibility = compatibility << 8 | (bytes[i] & 0xFF);
    }
    text.append('.').append(Integer.toHexString(Integer.reverse(compatibility)));
    text.append((bytes[0] & 0x20) == 0 ? ".L" : ".H").append(level());
    int last = LENGTH - 2;
    while (last >= 5 && bytes[last] == 0) {
      last--;
    }
    for (int i = 5; i <= last; i++) {
      text.append('.').append(Integer.toHexString(bytes[i] & 0xFF).toUpperCase(Locale.ROOT));
    }
    return text.toString();
  }
}
