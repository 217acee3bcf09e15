package io.rtsper.payload.h264;

import io.rtsper.payload.testing.BitWriter;

/** Units of a stream whose pictures are fields: 2 x 2 macroblocks, Main profile. */
final class FieldStream {

  static final byte[] SPS =
      new BitWriter()
          .bits(77, 8)
          .bits(0, 8)
          .bits(30, 8)
          .ue(0)
          .ue(0)
          .ue(0)
          .ue(0)
          .ue(3)
          .bits(0, 1)
          .ue(1)
          .ue(0)
          .bits(0, 1) // frame_mbs_only_flag
          .bits(0, 1)
          .bits(1, 1)
          .bits(0, 2)
          .unit(0x67);

  static final byte[] PPS = H264Stream.pps();

  private FieldStream() {}

  static byte[] slice(int firstMacroblock, int frameNumber, boolean bottom, boolean idr) {
    BitWriter bits = new BitWriter();
    bits.ue(firstMacroblock).ue(7).ue(0).bits(frameNumber, 4).flag(true).flag(bottom);
    if (idr) {
      bits.ue(0);
    }
    return bits.bits(2 * frameNumber + (bottom ? 1 : 0), 4).bits(0x5A, 8).unit(idr ? 0x65 : 0x41);
  }
}
