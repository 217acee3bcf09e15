package io.rtsper.payload.h264;

import io.rtsper.payload.testing.BitWriter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;

/** Units of H.264 for tests: sets and slices whose headers can be read, and any data behind. */
final class H264Stream {

  static final int FRAME_NUM_BITS = 4;

  private H264Stream() {}

  /** Returns a set of High profile for frames of 320 x 240, of identifier 0. */
  static byte[] sps() {
    return sps(320, 240);
  }

  static byte[] sps(int width, int height) {
    BitWriter bits = new BitWriter();
    bits.bits(100, 8).bits(0, 8).bits(31, 8).ue(0);
    bits.ue(1).ue(0).ue(0).bits(0, 2); // 4:2:0, 8 bits, no lists
    bits.ue(FRAME_NUM_BITS - 4).ue(0).ue(0); // frame_num and the order count have 4 bits
    bits.ue(3).bits(0, 1);
    int columns = (width + 15) / 16;
    int rows = (height + 15) / 16;
    bits.ue(columns - 1).ue(rows - 1).bits(1, 1).bits(1, 1);
    boolean crop = columns * 16 != width || rows * 16 != height;
    bits.flag(crop);
    if (crop) {
      bits.ue(0).ue((columns * 16 - width) / 2).ue(0).ue((rows * 16 - height) / 2);
    }
    bits.bits(0, 1);
    return bits.unit(0x67);
  }

  static byte[] pps() {
    BitWriter bits = new BitWriter();
    bits.ue(0)
        .ue(0)
        .bits(1, 1)
        .bits(0, 1)
        .ue(0)
        .ue(0)
        .ue(0)
        .bits(0, 3)
        .se(0)
        .se(0)
        .se(0)
        .bits(0, 3);
    return bits.unit(0x68);
  }

  /** Returns the sets as a parameter of a description. */
  static String sprop() {
    Base64.Encoder base64 = Base64.getEncoder();
    return "sprop-parameter-sets="
        + base64.encodeToString(sps())
        + ","
        + base64.encodeToString(pps());
  }

  static byte[] delimiter() {
    return new byte[] {0x09, (byte) 0xF0};
  }

  static byte[] recoveryPoint() {
    return new byte[] {0x06, 0x06, 0x01, (byte) 0xC4, (byte) 0x80};
  }

  /** Returns a slice of a key picture. */
  static byte[] idr(int firstMacroblock, int idrId, byte[] data) {
    BitWriter bits = new BitWriter();
    bits.ue(firstMacroblock).ue(7).ue(0).bits(0, FRAME_NUM_BITS).ue(idrId).bits(0, 4);
    return slice(bits, 0x65, data);
  }

  /** Returns a slice of another picture, which others refer to. */
  static byte[] slice(int firstMacroblock, int frameNumber, byte[] data) {
    BitWriter bits = new BitWriter();
    bits.ue(firstMacroblock).ue(5).ue(0);
    bits.bits(frameNumber & 0xF, FRAME_NUM_BITS).bits(2 * frameNumber & 0xF, 4);
    return slice(bits, 0x41, data);
  }

  private static byte[] slice(BitWriter bits, int header, byte[] data) {
    for (byte b : data) {
      bits.bits(b & 0xFF, 8);
    }
    return bits.unit(header);
  }

  static byte[] data(Random random, int length) {
    byte[] data = new byte[length];
    random.nextBytes(data);
    // Zeros as they are among real data, so that bytes against start codes are needed.
    for (int i = 0; i + 3 < length; i += 1 + random.nextInt(64)) {
      data[i] = 0;
      data[i + 1] = 0;
      data[i + 2] = (byte) random.nextInt(4);
    }
    return data;
  }

  static String hex(byte[] unit) {
    return HexFormat.of().formatHex(unit);
  }
}
