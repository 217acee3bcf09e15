package io.rtsper.payload.nal;

import io.rtsper.api.media.ColourDescription;
import io.rtsper.payload.bits.BitReader;

/**
 * The first part of the video usability information, which H.264 (Annex E) and H.265 (Annex E) have
 * alike: the form of a pixel, and what samples mean.
 */
public final class Vui {

  private static final int EXTENDED_SAR = 255;

  /** Table E-1 of both: the width and the height of a pixel by aspect_ratio_idc. */
  private static final int[][] SAR = {
    {0, 0}, {1, 1}, {12, 11}, {10, 11}, {16, 11}, {40, 33}, {24, 11}, {20, 11}, {32, 11}, {80, 33},
    {18, 11}, {15, 11}, {64, 33}, {160, 99}, {4, 3}, {3, 2}, {2, 1}
  };

  /** The width of a pixel; 0 if nothing is stated. */
  public final int pixelAspectWidth;

  /** The height of a pixel; 0 if nothing is stated. */
  public final int pixelAspectHeight;

  /** What samples mean. */
  public final ColourDescription colour;

  private Vui(int pixelAspectWidth, int pixelAspectHeight, ColourDescription colour) {
    this.pixelAspectWidth = pixelAspectWidth;
    this.pixelAspectHeight = pixelAspectHeight;
    this.colour = colour;
  }

  /** What holds without the information. */
  public static final Vui NONE = new Vui(0, 0, ColourDescription.UNSPECIFIED);

  /** Reads from aspect_ratio_info_present_flag to chroma_sample_loc_type_bottom_field. */
  public static Vui read(BitReader bits) {
    int width = 0;
    int height = 0;
    if (bits.flag()) {
      int form = bits.bits(8);
      if (form == EXTENDED_SAR) {
        width = bits.bits(16);
        height = bits.bits(16);
      } else if (form < SAR.length) {
        width = SAR[form][0];
        height = SAR[form][1];
      }
    }
    if (bits.flag()) {
      bits.skip(1); // overscan_appropriate_flag
    }
    ColourDescription colour = ColourDescription.UNSPECIFIED;
    if (bits.flag()) {
      bits.skip(3); // video_format
      boolean full = bits.flag();
      colour =
          bits.flag()
              ? new ColourDescription(bits.bits(8), bits.bits(8), bits.bits(8), full)
              : new ColourDescription(2, 2, 2, full);
    }
    if (bits.flag()) {
      bits.ue(); // chroma_sample_loc_type_top_field
      bits.ue();
    }
    return new Vui(width, height, colour);
  }
}
