package io.rtsper.payload.h266;

import io.rtsper.api.media.ChromaFormat;
import io.rtsper.api.media.VideoParameters;
import io.rtsper.payload.bits.BitReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of a sequence parameter set of H.266 (§7.3.2.4): profile and level if it has them,
 * the size, and the depth of samples where no sub-pictures are described before it. What follows,
 * with the frame rate and the colours at its end, isn't read.
 */
final class H266Sps {

  private static final int MAX_SUB_LAYERS = 7;
  private static final int MAX_SIDE = 1 << 16;
  private static final int MAX_BIT_DEPTH = 16;

  /** Flags of general_constraints_info() before the number of additional bits (§7.3.3.2). */
  private static final int CONSTRAINT_BITS = 71;

  private int chromaFormat;
  private int profile = -1;
  private int level = -1;
  private boolean highTier;
  private int codedWidth;
  private int codedHeight;
  private int cropLeft;
  private int cropTop;
  private int width;
  private int height;
  private int bitDepth;

  private H266Sps() {}

  /** Reads a whole unit; null if its beginning can't be read. */
  static @Nullable H266Sps read(byte[] unit) {
    BitReader bits = BitReader.ofUnit(unit, 2, unit.length);
    bits.skip(4 + 4); // sps_seq_parameter_set_id, sps_video_parameter_set_id
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
    return sps.readSize(bits) ? sps : null;
  }

  /** Reads profile_tier_level(1, …) (§7.3.3.1), which begins and ends where a byte does. */
  private void readProfile(BitReader bits, int lowerSubLayers) {
    profile = bits.bits(7);
    highTier = bits.flag();
    level = bits.bits(8);
    bits.skip(2); // ptl_frame_only_constraint_flag, ptl_multilayer_enabled_flag
    if (bits.flag()) {
      bits.skip(CONSTRAINT_BITS);
      bits.skip(bits.bits(8));
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

  private boolean readSize(BitReader bits) {
    codedWidth = bits.ue();
    codedHeight = bits.ue();
    if (codedWidth == 0 || codedHeight == 0 || codedWidth > MAX_SIDE || codedHeight > MAX_SIDE) {
      return false;
    }
    width = codedWidth;
    height = codedHeight;
    if (bits.flag()) {
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
    if (bits.overrun()) {
      return false;
    }
    if (!bits.flag()) { // sps_subpic_info_present_flag
      int depth = 8 + bits.ue();
      bitDepth = bits.overrun() || depth > MAX_BIT_DEPTH ? 0 : depth;
    }
    return true;
  }

  /**
   * Returns what the API says of the set.
   *
   * @param sets the units of all sets that its pictures need
   * @param frameRate that of the description; 0 for none
   */
  VideoParameters parameters(List<byte[]> sets, double frameRate) {
    String codec = "vvc1";
    if (profile >= 0) {
      codec += "." + profile + (highTier ? ".H" : ".L") + level;
    }
    return VideoParameters.builder(codec)
        .parameterSets(sets)
        .size(width, height)
        .coded(codedWidth, codedHeight, cropLeft, cropTop)
        .profile(profile, level)
        .frameRate(frameRate)
        .samples(chroma(), bitDepth)
        .build();
  }

  private ChromaFormat chroma() {
    return switch (chromaFormat) {
      case 0 -> ChromaFormat.MONOCHROME;
      case 1 -> ChromaFormat.YUV420;
      case 2 -> ChromaFormat.YUV422;
      default -> ChromaFormat.YUV444;
    };
  }
}
