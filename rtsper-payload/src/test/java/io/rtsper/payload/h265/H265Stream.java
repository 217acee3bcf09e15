package io.rtsper.payload.h265;

import io.rtsper.payload.testing.BitWriter;

/** Units of H.265 for tests: sets and slices whose headers can be read, and any data behind. */
final class H265Stream {

  private H265Stream() {}

  static byte[] vps() {
    BitWriter bits = new BitWriter();
    bits.bits(0, 4).bits(3, 2).bits(0, 6).bits(0, 3).bits(1, 1).bits(0xFFFF, 16);
    profile(bits);
    bits.bits(1, 1).ue(4).ue(2).ue(0).bits(0, 6).ue(0).bits(1, 1).bits(1, 32).bits(25, 32);
    return bits.bits(0, 3).unit(0x40, 1);
  }

  private static void profile(BitWriter bits) {
    bits.bits(1, 8).bits(0x60000000L, 32).bits(0xB0, 8).bits(0, 40).bits(93, 8);
  }

  static byte[] sps(int width, int height) {
    BitWriter bits = new BitWriter();
    bits.bits(0, 4).bits(0, 3).bits(1, 1);
    profile(bits);
    bits.ue(0).ue(1).ue(width).ue(height).bits(0, 1).ue(0).ue(0).ue(4);
    bits.bits(1, 1).ue(4).ue(2).ue(0);
    bits.ue(0).ue(3).ue(0).ue(3).ue(0).ue(0).bits(0, 1).bits(0, 2).bits(0, 1);
    // Three sets of reference pictures, of which the last two are predicted (Xiaomi YI Pro 2K).
    bits.ue(3).ue(1).ue(1).ue(0).bits(1, 1).ue(0).bits(1, 1);
    bits.bits(1, 1).bits(0, 1).ue(0).bits(1, 1).bits(0, 1).bits(1, 1).bits(0, 1).bits(0, 1);
    bits.bits(1, 1).bits(1, 1).ue(1).bits(1, 1).bits(1, 1).bits(1, 1);
    bits.bits(0, 1).bits(3, 2).bits(0, 1).bits(0, 1);
    return bits.unit(0x42, 1);
  }

  static byte[] pps() {
    return new BitWriter().ue(0).ue(0).bits(0, 7).ue(0).ue(0).se(0).bits(0, 3).unit(0x44, 1);
  }

  static byte[] delimiter() {
    return new byte[] {0x46, 1, 0x50};
  }

  /** Returns a slice; of a key picture if its type is 16 or more. */
  static byte[] slice(int type, boolean first, byte[] data) {
    BitWriter bits = new BitWriter();
    bits.flag(first);
    if (type >= 16) {
      bits.bits(0, 1);
    }
    bits.ue(0);
    for (byte b : data) {
      bits.bits(b & 0xFF, 8);
    }
    return bits.unit(type << 1, 1);
  }
}
