package io.rtsper.payload.h265;

import io.rtsper.api.media.ChromaFormat;
import io.rtsper.payload.bits.BitReader;
import io.rtsper.payload.nal.Vui;
import org.jspecify.annotations.Nullable;

/** A sequence parameter set of H.265 (§7.3.2.2, Annex E), as far as it matters here. */
final class H265Sps {

  static final int MAX_ID = 15;

  private static final int MAX_SUB_LAYERS = 7;
  private static final int MAX_BIT_DEPTH = 16;
  private static final int MAX_POC_BITS = 16;
  private static final int MAX_SIDE = 1 << 16;
  private static final int MAX_SHORT_TERM_SETS = 64;
  private static final int MAX_PICTURES_OF_SET = 16;
  private static final int MAX_LONG_TERM = 32;
  private static final int MAX_SEGMENTATION = 4095;

  final H265Profile profile;
  int id;
  int subLayers;
  boolean nested;
  int chromaFormat;
  int bitDepth;
  int chromaBitDepth;
  int codedWidth;
  int codedHeight;
  int cropLeft;
  int cropTop;
  int width;
  int height;
  int reorderedFrames = -1;
  Vui vui = Vui.NONE;
  boolean fields;
  double frameRate;
  int minSegmentation;
  boolean hasRest;

  private int orderBits;
  private boolean separatePlanes;

  private H265Sps(H265Profile profile) {
    this.profile = profile;
  }

  /** Returns the identifier of a set; -1 if it can't be read. */
  static int id(BitReader bits) {
    bits.skip(4);
    int more = bits.bits(3);
    bits.skip(1);
    H265Profile.skip(bits, more);
    int id = bits.ue();
    return bits.overrun() || id > MAX_ID ? -1 : id;
  }

  /** Reads a whole unit; null if what matters of it can't be read. */
  static @Nullable H265Sps read(byte[] unit) {
    BitReader bits = BitReader.ofUnit(unit, 2, unit.length);
    bits.skip(4); // sps_video_parameter_set_id
    int more = bits.bits(3);
    boolean nested = bits.flag();
    if (more >= MAX_SUB_LAYERS) {
      return null;
    }
    H265Sps sps = new H265Sps(H265Profile.read(bits, more));
    sps.subLayers = more + 1;
    sps.nested = nested;
    sps.id = bits.ue();
    if (sps.id > MAX_ID || !sps.readSize(bits) || !sps.readSamples(bits) || !readTools(bits)) {
      return null;
    }
    if (!sps.readReferences(bits)) {
      // The size is known, which is what matters most.
      sps.hasRest = true;
      return sps;
    }
    bits.skip(2); // sps_temporal_mvp_enabled_flag, strong_intra_smoothing_enabled_flag
    boolean known = !bits.flag() || sps.readUsability(bits);
    boolean extended = known && bits.flag();
    sps.hasRest = bits.overrun() || (known && !extended && bits.hasMoreThanTrailingBits());
    return sps;
  }

  private boolean readSize(BitReader bits) {
    chromaFormat = bits.ue();
    if (chromaFormat > 3) {
      return false;
    }
    separatePlanes = chromaFormat == 3 && bits.flag();
    codedWidth = bits.ue();
    codedHeight = bits.ue();
    if (codedWidth == 0 || codedHeight == 0 || codedWidth > MAX_SIDE || codedHeight > MAX_SIDE) {
      return false;
    }
    width = codedWidth;
    height = codedHeight;
    if (bits.flag()) {
      boolean subsampled = !separatePlanes && (chromaFormat == 1 || chromaFormat == 2);
      int unitX = subsampled ? 2 : 1;
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
    return !bits.overrun();
  }

  private boolean readSamples(BitReader bits) {
    bitDepth = 8 + bits.ue();
    chromaBitDepth = 8 + bits.ue();
    orderBits = 4 + bits.ue();
    if (bitDepth > MAX_BIT_DEPTH || chromaBitDepth > MAX_BIT_DEPTH || orderBits > MAX_POC_BITS) {
      return false;
    }
    int first = bits.flag() ? 0 : subLayers - 1;
    for (int i = first; i < subLayers; i++) {
      bits.ue(); // sps_max_dec_pic_buffering_minus1
      reorderedFrames = bits.ue();
      bits.ue(); // sps_max_latency_increase_plus1
    }
    return !bits.overrun() && reorderedFrames <= MAX_PICTURES_OF_SET;
  }

  private static boolean readTools(BitReader bits) {
    for (int i = 0; i < 6; i++) {
      bits.ue(); // sizes of blocks and depths of trees
    }
    boolean lists = bits.flag(); // scaling_list_enabled_flag
    if (lists && bits.flag()) {
      skipScalingLists(bits);
    }
    bits.skip(2); // amp_enabled_flag, sample_adaptive_offset_enabled_flag
    if (bits.flag()) {
      bits.skip(8); // bit depths of PCM
      bits.ue();
      bits.ue();
      bits.skip(1);
    }
    return !bits.overrun();
  }

  private static void skipScalingLists(BitReader bits) {
    for (int size = 0; size < 4; size++) {
      for (int matrix = 0; matrix < 6; matrix += size == 3 ? 3 : 1) {
        if (!bits.flag()) {
          bits.ue(); // scaling_list_pred_matrix_id_delta
          continue;
        }
        int count = Math.min(64, 1 << (4 + 2 * size));
        if (size > 1) {
          bits.se();
        }
        for (int i = 0; i < count; i++) {
          bits.se();
        }
      }
    }
  }

  private boolean readReferences(BitReader bits) {
    int sets = bits.ue();
    if (sets > MAX_SHORT_TERM_SETS) {
      return false;
    }
    int pictures = 0;
    for (int i = 0; i < sets; i++) {
      pictures = readShortTermSet(bits, i, pictures);
      if (pictures < 0 || bits.overrun()) {
        return false;
      }
    }
    if (bits.flag()) {
      int count = bits.ue();
      if (count > MAX_LONG_TERM) {
        return false;
      }
      bits.skip(count * (orderBits + 1));
    }
    return !bits.overrun();
  }

  /**
   * Reads a set of short-term reference pictures (§7.3.7).
   *
   * @return how many pictures it has; -1 if it can't be read
   */
  private static int readShortTermSet(BitReader bits, int index, int picturesBefore) {
    int pictures = 0;
    if (index > 0 && bits.flag()) { // inter_ref_pic_set_prediction_flag
      bits.skip(1); // delta_rps_sign
      bits.ue(); // abs_delta_rps_minus1
      for (int i = 0; i <= picturesBefore; i++) {
        boolean used = bits.flag();
        pictures += used || bits.flag() ? 1 : 0;
      }
      return pictures > 2 * MAX_PICTURES_OF_SET ? -1 : pictures;
    }
    int negative = bits.ue();
    int positive = bits.ue();
    if (negative > MAX_PICTURES_OF_SET || positive > MAX_PICTURES_OF_SET) {
      return -1;
    }
    pictures = negative + positive;
    for (int i = 0; i < pictures; i++) {
      bits.ue();
      bits.skip(1);
    }
    return pictures;
  }

  /** Returns whether all of it could be read. */
  private boolean readUsability(BitReader bits) {
    Vui read = Vui.read(bits);
    bits.skip(1); // neutral_chroma_indication_flag
    boolean fieldSequence = bits.flag();
    bits.skip(1); // frame_field_info_present_flag
    if (bits.flag()) {
      for (int i = 0; i < 4; i++) {
        bits.ue(); // default display window: a hint for displays, nothing that is cropped
      }
    }
    if (bits.overrun()) {
      return false;
    }
    vui = read;
    fields = fieldSequence;
    if (bits.flag()) {
      long units = bits.bits(32) & 0xFFFF_FFFFL;
      long scale = bits.bits(32) & 0xFFFF_FFFFL;
      frameRate = units > 0 && !bits.overrun() ? (double) scale / units : 0;
      if (bits.flag()) {
        bits.ue(); // vui_num_ticks_poc_diff_one_minus1
      }
      if (bits.flag() && !H265Hrd.skip(bits, subLayers)) {
        return false;
      }
    }
    if (bits.flag()) {
      bits.skip(3);
      int segmentation = bits.ue();
      minSegmentation = segmentation <= MAX_SEGMENTATION ? segmentation : 0;
      for (int i = 0; i < 4; i++) {
        bits.ue();
      }
    }
    return true;
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
