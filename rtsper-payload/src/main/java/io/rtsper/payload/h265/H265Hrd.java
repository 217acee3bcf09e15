package io.rtsper.payload.h265;

import io.rtsper.payload.bits.BitReader;

/** Skips parameters of the hypothetical reference decoder (H.265 §E.2.2). */
final class H265Hrd {

  private static final int MAX_CPB_COUNT = 32;

  private H265Hrd() {}

  /** Skips hrd_parameters(1, …); returns false if it can't be read. */
  static boolean skip(BitReader bits, int subLayers) {
    boolean nal = bits.flag();
    boolean vcl = bits.flag();
    boolean subPictures = false;
    if (nal || vcl) {
      subPictures = bits.flag();
      if (subPictures) {
        bits.skip(19);
      }
      bits.skip(8); // bit_rate_scale, cpb_size_scale
      if (subPictures) {
        bits.skip(4);
      }
      bits.skip(15); // lengths of delays
    }
    for (int i = 0; i < subLayers; i++) {
      boolean fixed = bits.flag();
      boolean fixedWithin = fixed || bits.flag();
      boolean lowDelay = false;
      if (fixedWithin) {
        bits.ue(); // elemental_duration_in_tc_minus1
      } else {
        lowDelay = bits.flag();
      }
      int count = lowDelay ? 1 : 1 + bits.ue();
      if (count > MAX_CPB_COUNT || bits.overrun()) {
        return false;
      }
      int layers = (nal ? count : 0) + (vcl ? count : 0);
      for (int k = 0; k < layers; k++) {
        for (int codes = subPictures ? 4 : 2; codes > 0; codes--) {
          bits.ue();
        }
        bits.skip(1);
      }
    }
    return !bits.overrun();
  }
}
