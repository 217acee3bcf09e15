package io.rtsper.payload.mpeg;

import io.rtsper.payload.testing.BitWriter;
import io.rtsper.payload.testing.Parts;

/** Headers and pictures of MPEG video for tests. */
final class MpegStream {

  private MpegStream() {}

  private static byte[] coded(int code, byte[] content) {
    return Parts.joined(new byte[] {0, 0, 1, (byte) code}, content);
  }

  /** A sequence header of MPEG-1: 25 frames a second. */
  static byte[] sequence(int width, int height, int aspect) {
    BitWriter bits = new BitWriter().bits(width, 12).bits(height, 12).bits(aspect, 4).bits(3, 4);
    return coded(0xB3, bits.bits(0x3FFFF, 18).bits(1, 1).bits(20, 10).bits(0, 3).bytes());
  }

  /** The extension that makes it one of MPEG-2, with its profile and level. */
  static byte[] extension(int profileAndLevel, boolean progressive) {
    BitWriter bits = new BitWriter().bits(1, 4).bits(profileAndLevel, 8).flag(progressive);
    bits.bits(1, 2).bits(0, 4).bits(0, 12).bits(1, 1).bits(0, 8).bits(0, 1);
    return coded(0xB5, bits.bits(0, 7).bytes());
  }

  static byte[] display(int primaries, int transfer, int matrix) {
    BitWriter bits = new BitWriter().bits(2, 4).bits(5, 3).bits(1, 1);
    bits.bits(primaries, 8).bits(transfer, 8).bits(matrix, 8);
    return coded(0xB5, bits.bits(320, 14).bits(1, 1).bits(240, 14).bytes());
  }

  static byte[] group() {
    return coded(0xB8, new byte[] {0, 8, 0, 0x40});
  }

  /** A picture of a type (1: I, 2: P, 3: B) with a slice. */
  static byte[] picture(int reference, int type, byte[] slice) {
    BitWriter bits = new BitWriter().bits(reference, 10).bits(type, 3).bits(0xFFFF, 16);
    return Parts.joined(coded(0, bits.bits(0, 3).bytes()), coded(1, slice));
  }

  /** The headers of a stream of MPEG-4 visual of 25 frames a second. */
  static byte[] headers(int profileAndLevel, int width, int height) {
    BitWriter bits = new BitWriter().bits(0, 1).bits(1, 8).bits(0, 1).bits(2, 4);
    bits.bits(1, 1).bits(1, 2).bits(1, 1).bits(0, 1).bits(0, 2).bits(1, 1).bits(25, 16);
    bits.bits(1, 1).bits(1, 1).bits(1, 5).bits(1, 1).bits(width, 13).bits(1, 1).bits(height, 13);
    bits.bits(1, 1).bits(0, 1).bits(1, 1);
    return Parts.joined(
        coded(0xB0, new byte[] {(byte) profileAndLevel}),
        coded(0xB5, new byte[] {0x09}),
        coded(0, new byte[0]),
        coded(0x20, bits.bytes()));
  }

  static byte[] groupOfVisual() {
    return coded(0xB3, new byte[] {0, 1, 7});
  }

  /** A picture of MPEG-4 visual; intra-coded if it is a key picture. */
  static byte[] visual(boolean key, byte[] data) {
    return coded(0xB6, Parts.joined(new byte[] {(byte) (key ? 0x10 : 0x50)}, data));
  }
}
