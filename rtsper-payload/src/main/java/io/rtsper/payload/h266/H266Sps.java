package io.rtsper.payload.h266;

import io.rtsper.api.media.ChromaFormat;
import io.rtsper.payload.bits.BitReader;
import org.jspecify.annotations.Nullable;

/** The beginning of a sequence parameter set of H.266 (§7.3.2.4): profile, size and sampling. */
final class H266Sps {

  private static final int MAX_SUB_LAYERS = 7;
  private static final int MAX_SIDE = 1 << 16;
  private static final int CONSTRAINTS = 71;

  int profile;
  boolean highTier;
  int level;
  int chromaFormat;
  int codedWidth;
  int codedHeight;
  int cropLeft;
  int cropTop;
  int width;
  int height;

  private H266Sps() {}

  /** Reads a whole unit; null if it can't be read. */
  static @Nullable H266Sps read(byte[] unit) {
    BitReader bits = BitReader.ofUnit(unit, 2, unit.length);
    bits.skip(8); // sps_seq_parameter_set_id, sps_video_parameter_set_id
    int more = bits.bits(3);
    H266Sps sps = new H266Sps();
    sps.chromaFormat = bits.bits(2);
    bits.skip(2); // sps_log2_ctu_size_minus5
    if (more >= MAX_SUB_LAYERS) {
      return null;
    }
    if (bits.flag()) {
      sps.readProfile(bits, more);
    }
    bits.skip(1); // sps_gdr_enabled_flag
    if (bits.flag()) {
      bits.skip(1); // sps_res_change_in_clvs_allowed_flag
    }
    sps.codedWidth = bits.ue();
    sps.codedHeight = bits.ue();
    if (sps.codedWidth == 0
        || sps.codedHeight == 0
        || sps.codedWidth > MAX_SIDE
        || sps.codedHeight > MAX_SIDE) {
      return null;
    }
    sps.readWindow(bits);
    return bits.overrun() ? null : sps;
  }

  /** Reads profile_tier_level(1, …) (§7.3.3.1). */
  private void readProfile(BitReader bits, int lowerSubLayers) {
    profile = bits.bits(7);
    highTier = bits.flag();
    level = bits.bits(8);
    bits.skip(2); // ptl_frame_only_constraint_flag, ptl_multilayer_enabled_flag
    if (bits.flag()) {
      bits.skip(CONSTRAINTS);
      bits.skip(bits.bits(8)); // additional ones
    }
    bits.align();
    int levels = 0;
    for (int i = 0; i < lowerSubLayers; i++) {
      levels += bits.bits(1);
    }
    bits.align();
    bits.skip(8 * levels);
    bits.skip(32 * bits.bits(8)); // general_sub_profile_idc
  }

  private void readWindow(BitReader bits) {
    width = codedWidth;
    height = codedHeight;
    if (!bits.flag()) {
      return;
    }
    int unitX = chromaFormat == 1 || chromaFormat == 2 ? 2 : 1;
    int unitY = chromaFormat == 1 ? 2 : 1;
    long left = (long) bits.ue() * unitX;
    long right = (long) bits.ue() * unitX;
    long top = (long) bits.ue() * unitY;
    long bottom = (long) bits.ue() * unitY;
    if (left + right < codedWidth && top + bottom < codedHeight) {
      cropLeft = (int) left;
      cropTop = (int) top;
      width = (int) (codedWidth - left - right);
      height = (int) (codedHeight - top - bottom);
    }
  }

  /** Returns the name, such as {@code vvc1.1.L51}; constraints are left out. */
  String codec() {
    return "vvc1." + profile + (highTier ? ".H" : ".L") + level;
  }

  /** Returns how colour is sampled. */
  ChromaFormat chroma() {
    return switch (chromaFormat) {
      case 0 -> ChromaFormat.MONOCHROME;
      case 1 -> ChromaFormat.YUV420;
      case 2 -> ChromaFormat.YUV422;
      default -> ChromaFormat.YUV444;
    };
  }
}
