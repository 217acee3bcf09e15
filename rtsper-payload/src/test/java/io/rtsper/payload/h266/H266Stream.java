package io.rtsper.payload.h266;

import io.rtsper.payload.testing.BitWriter;

/** Units of H.266 for tests: the beginnings of sets and pictures, and any data behind. */
final class H266Stream {

  private H266Stream() {}

  private static int[] header(int type) {
    return new int[] {0, type << 3 | 1};
  }

  static byte[] vps() {
    return new BitWriter().bits(1, 4).bits(0, 6).bits(0, 3).bits(1, 1).unit(header(14));
  }

  /** A set of 10 bits, Main 10 and level 3.1, without sub-pictures. */
  static byte[] sps(int width, int height) {
    BitWriter bits = start(0);
    bits.bits(0, 2).ue(width).ue(height).bits(0, 1).bits(0, 1).ue(2);
    return bits.bits(0x5A5A, 16).unit(header(15));
  }

  /** A set with constraints, lower sub-layers, a sub-profile and cropping. */
  static byte[] fullSps() {
    BitWriter bits = new BitWriter().bits(0, 4).bits(1, 4).bits(2, 3).bits(1, 2).bits(0, 2);
    bits.bits(1, 1).bits(65, 7).bits(1, 1).bits(80, 8).bits(2, 2);
    bits.bits(1, 1).bits(0, 35).bits(0, 36).bits(3, 8).bits(5, 3);
    bits.bits(0, bits.misalignment());
    bits.bits(1, 2).bits(0, 6).bits(64, 8).bits(1, 8).bits(0x12345678, 32);
    bits.bits(0, 1).bits(1, 1).bits(0, 1).ue(1920).ue(1088);
    bits.bits(1, 1).ue(0).ue(0).ue(0).ue(4).bits(1, 1).ue(2);
    return bits.unit(header(15));
  }

  private static BitWriter start(int moreSubLayers) {
    BitWriter bits = new BitWriter().bits(0, 4).bits(1, 4).bits(moreSubLayers, 3).bits(1, 2);
    bits.bits(2, 2).bits(1, 1).bits(1, 7).bits(0, 1).bits(51, 8).bits(2, 2).bits(0, 1);
    return bits.bits(0, 5).bits(0, 8);
  }

  static byte[] pps() {
    return new BitWriter().bits(0, 6).bits(0, 4).bits(0, 1).ue(320).ue(240).unit(header(16));
  }

  static byte[] delimiter() {
    return new BitWriter().bits(0, 4).unit(header(20));
  }

  static byte[] information() {
    return new BitWriter().bits(1, 8).bits(1, 8).bits(0x55, 8).unit(header(23));
  }

  /** The beginning of a picture's header. */
  private static BitWriter picture(BitWriter bits, boolean key) {
    bits.flag(key).bits(0, 1);
    if (key) {
      bits.bits(0, 1);
    }
    return bits.flag(!key).bits(0, key ? 0 : 1).ue(0);
  }

  static byte[] pictureHeader(boolean key) {
    return picture(new BitWriter(), key).bits(0x2A, 8).unit(header(19));
  }

  /** A slice that is the whole picture, with the picture's header in it. */
  static byte[] onlySlice(int type, byte[] data) {
    return data(picture(new BitWriter().bits(1, 1), type >= 7), data).unit(header(type));
  }

  /** A slice of a picture whose header is a unit before it. */
  static byte[] slice(int type, byte[] data) {
    return data(new BitWriter().bits(0, 1), data).unit(header(type));
  }

  private static BitWriter data(BitWriter bits, byte[] data) {
    for (byte b : data) {
      bits.bits(b & 0xFF, 8);
    }
    return bits;
  }
}
