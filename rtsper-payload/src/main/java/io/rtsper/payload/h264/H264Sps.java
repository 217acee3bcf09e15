package io.rtsper.payload.h264;

import io.rtsper.api.media.ChromaFormat;
import io.rtsper.payload.bits.BitReader;
import io.rtsper.payload.nal.Vui;
import org.jspecify.annotations.Nullable;

/** A sequence parameter set of H.264 (§7.3.2.1.1, Annex E), as far as it matters here. */
final class H264Sps {

  /** The profiles whose sets say how colour is sampled (§7.3.2.1.1). */
  private static final int[] WITH_CHROMA = {
    44, 83, 86, 100, 110, 118, 122, 128, 134, 135, 138, 139, 244
  };

  /** The profiles in which constraint_set3_flag says that no frame is reordered (E.2.1). */
  private static final int[] INTRA_PROFILES = {44, 86, 100, 110, 122, 244};

  private static final int BASELINE = 66;
  private static final int MAX_ID = 31;
  private static final int MAX_BIT_DEPTH = 14;
  private static final int MAX_LOG2 = 16;
  private static final int MAX_CYCLE = 255;
  private static final int MAX_MACROBLOCKS = 1 << 12;
  private static final int MAX_CPB_COUNT = 32;
  private static final int MACROBLOCK = 16;

  final int id;
  final int profile;
  final int constraints;
  final int level;

  int chromaFormat = 1;
  boolean separatePlanes;
  int bitDepth = 8;
  int chromaBitDepth = 8;
  int frameNumBits;
  int orderType;
  int orderBits;
  boolean fields;
  int codedWidth;
  int codedHeight;
  int cropLeft;
  int cropTop;
  int width;
  int height;
  Vui vui = Vui.NONE;
  double frameRate;
  int reorderedFrames = -1;
  boolean hasRest;

  private H264Sps(int profile, int constraints, int level, int id) {
    this.profile = profile;
    this.constraints = constraints;
    this.level = level;
    this.id = id;
  }

  /** Returns whether sets of a profile say how colour is sampled. */
  static boolean saysChroma(int profile) {
    return contains(WITH_CHROMA, profile);
  }

  private static boolean contains(int[] numbers, int wanted) {
    for (int number : numbers) {
      if (number == wanted) {
        return true;
      }
    }
    return false;
  }

  /** Reads a whole unit; null if what matters of it can't be read. */
  static @Nullable H264Sps read(byte[] unit) {
    BitReader bits = BitReader.ofUnit(unit, 1, unit.length);
    int profile = bits.bits(8);
    int constraints = bits.bits(8);
    int level = bits.bits(8);
    int id = bits.ue();
    if (bits.overrun() || id > MAX_ID) {
      return null;
    }
    H264Sps sps = new H264Sps(profile, constraints, level, id);
    if (!sps.readSamples(bits) || !sps.readOrder(bits) || !sps.readSize(bits)) {
      return null;
    }
    boolean noReordering =
        profile == BASELINE
            || sps.orderType == 2
            || ((constraints & 0x10) != 0 && contains(INTRA_PROFILES, profile));
    sps.reorderedFrames = noReordering ? 0 : -1;
    if (bits.flag()) {
      sps.readUsability(bits);
    }
    sps.hasRest = bits.overrun() || bits.hasMoreThanTrailingBits();
    return sps;
  }

  private boolean readSamples(BitReader bits) {
    if (!saysChroma(profile)) {
      return true;
    }
    chromaFormat = bits.ue();
    if (chromaFormat > 3) {
      return false;
    }
    separatePlanes = chromaFormat == 3 && bits.flag();
    bitDepth = 8 + bits.ue();
    chromaBitDepth = 8 + bits.ue();
    if (bitDepth > MAX_BIT_DEPTH || chromaBitDepth > MAX_BIT_DEPTH) {
      return false;
    }
    bits.skip(1); // qpprime_y_zero_transform_bypass_flag
    if (bits.flag()) {
      int lists = chromaFormat == 3 ? 12 : 8;
      for (int i = 0; i < lists; i++) {
        if (bits.flag()) {
          skipScalingList(bits, i < 6 ? 16 : 64);
        }
      }
    }
    return !bits.overrun();
  }

  private static void skipScalingList(BitReader bits, int size) {
    int last = 8;
    int next = 8;
    for (int i = 0; i < size; i++) {
      if (next != 0) {
        next = last + bits.se() & 0xFF;
      }
      last = next == 0 ? last : next;
    }
  }

  private boolean readOrder(BitReader bits) {
    frameNumBits = 4 + bits.ue();
    orderType = bits.ue();
    if (frameNumBits > MAX_LOG2 || orderType > 2) {
      return false;
    }
    if (orderType == 0) {
      orderBits = 4 + bits.ue();
      if (orderBits > MAX_LOG2) {
        return false;
      }
    } else if (orderType == 1) {
      bits.skip(1); // delta_pic_order_always_zero_flag
      bits.se(); // offset_for_non_ref_pic
      bits.se(); // offset_for_top_to_bottom_field
      int cycle = bits.ue();
      if (cycle > MAX_CYCLE) {
        return false;
      }
      for (int i = 0; i < cycle; i++) {
        bits.se();
      }
    }
    bits.ue(); // max_num_ref_frames
    bits.skip(1); // gaps_in_frame_num_value_allowed_flag
    return !bits.overrun();
  }

  private boolean readSize(BitReader bits) {
    int columns = 1 + bits.ue();
    int rows = 1 + bits.ue();
    fields = !bits.flag();
    if (fields) {
      bits.skip(1); // mb_adaptive_frame_field_flag
    }
    bits.skip(1); // direct_8x8_inference_flag
    if (columns > MAX_MACROBLOCKS || rows > MAX_MACROBLOCKS) {
      return false;
    }
    codedWidth = columns * MACROBLOCK;
    codedHeight = rows * MACROBLOCK * (fields ? 2 : 1);
    width = codedWidth;
    height = codedHeight;
    if (bits.flag()) {
      crop(bits);
    }
    return !bits.overrun();
  }

  /** Takes off what is cropped; it is counted in samples of colour, and in those of a field. */
  private void crop(BitReader bits) {
    boolean subsampled = !separatePlanes && (chromaFormat == 1 || chromaFormat == 2);
    int unitX = subsampled ? 2 : 1;
    int unitY = (chromaFormat == 1 ? 2 : 1) * (fields ? 2 : 1);
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

  private void readUsability(BitReader bits) {
    Vui read = Vui.read(bits);
    double rate = 0;
    if (bits.flag()) {
      long units = bits.bits(32) & 0xFFFF_FFFFL;
      long scale = bits.bits(32) & 0xFFFF_FFFFL;
      bits.skip(1); // fixed_frame_rate_flag
      // A tick is a field's, also where pictures are whole frames (E.2.1).
      rate = units > 0 ? scale / (2.0 * units) : 0;
    }
    if (bits.overrun()) {
      return;
    }
    vui = read;
    frameRate = rate;
    boolean nal = bits.flag();
    boolean possible = !nal || skipHrd(bits);
    boolean vcl = bits.flag();
    possible &= !vcl || skipHrd(bits);
    if (!possible) {
      return;
    }
    if (nal || vcl) {
      bits.skip(1); // low_delay_hrd_flag
    }
    bits.skip(1); // pic_struct_present_flag
    if (bits.flag()) {
      bits.skip(1); // motion_vectors_over_pic_boundaries_flag
      bits.ue(); // max_bytes_per_pic_denom
      bits.ue(); // max_bits_per_mb_denom
      bits.ue(); // log2_max_mv_length_horizontal
      bits.ue(); // log2_max_mv_length_vertical
      int reordered = bits.ue();
      bits.ue(); // max_dec_frame_buffering
      if (!bits.overrun() && reordered <= 16) {
        reorderedFrames = reordered;
      }
    }
  }

  private static boolean skipHrd(BitReader bits) {
    int count = 1 + bits.ue();
    if (count > MAX_CPB_COUNT) {
      return false;
    }
    bits.skip(8); // bit_rate_scale, cpb_size_scale
    for (int i = 0; i < count; i++) {
      bits.ue();
      bits.ue();
      bits.skip(1);
    }
    bits.skip(20); // the lengths of delays and of the time offset
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
