package io.rtsper.payload.vpx;

import io.rtsper.api.media.ChromaFormat;
import io.rtsper.api.media.ColourDescription;
import io.rtsper.api.media.VideoParameters;
import io.rtsper.payload.bits.BitReader;
import java.nio.ByteBuffer;
import java.util.Locale;

/** The beginning of the header of a frame of VP9 (VP9 bitstream specification §6.2). */
final class Vp9Header {

  private static final int LENGTH = 16;
  private static final int SYNC_CODE = 0x498342;
  private static final int RGB = 7;

  /** Matrix coefficients of ITU-T H.273 by color_space. */
  private static final int[] MATRICES = {2, 6, 1, 6, 7, 9, 2, 0};

  /** The largest picture of each level, and the level (§ Annex A). */
  private static final int[][] LEVELS = {
    {36_864, 10},
    {73_728, 11},
    {122_880, 20},
    {245_760, 21},
    {552_960, 30},
    {983_040, 31},
    {2_228_224, 40},
    {8_912_896, 50},
    {35_651_584, 60}
  };

  private final BitReader bits = new BitReader();
  private final byte[] scratch = new byte[LENGTH];
  private boolean keyFrame;
  private int profile;
  private int bitDepth;
  private boolean subsampledX;
  private boolean subsampledY;
  private int matrix;
  private boolean fullRange;
  private int width;
  private int height;

  /** Reads a header; returns whether it says what the pictures are. */
  boolean read(ByteBuffer bytes, int from, int to) {
    int length = Math.min(LENGTH, to - from);
    bytes.get(from, scratch, 0, length);
    bits.wrap(scratch, 0, length);
    keyFrame = false;
    if (bits.bits(2) != 2) {
      return false;
    }
    int read = bits.bits(1) | bits.bits(1) << 1;
    if (read == 3) {
      bits.skip(1);
    }
    if (bits.bits(2) != 0) { // show_existing_frame, frame_type
      return false; // A frame that was sent before, or one that refers to others.
    }
    bits.skip(2); // show_frame, error_resilient_mode
    if (bits.bits(24) != SYNC_CODE) {
      return false;
    }
    keyFrame = true;
    profile = read;
    readColour();
    width = 1 + bits.bits(16);
    height = 1 + bits.bits(16);
    return !bits.overrun();
  }

  private void readColour() {
    bitDepth = profile < 2 ? 8 : bits.flag() ? 12 : 10;
    int space = bits.bits(3);
    boolean any = (profile & 1) != 0;
    matrix = MATRICES[space];
    subsampledX = !any;
    subsampledY = !any;
    fullRange = true;
    if (space == RGB) {
      bits.skip(any ? 1 : 0);
      return;
    }
    fullRange = bits.flag();
    if (any) {
      subsampledX = bits.flag();
      subsampledY = bits.flag();
      bits.skip(1);
    }
  }

  boolean isKeyFrame() {
    return keyFrame;
  }

  /** Returns what the API says of it. */
  VideoParameters parameters(double frameRate) {
    int level = level();
    int chroma = subsampledX ? (subsampledY ? 1 : 2) : 3;
    byte[] configuration = {
      (byte) profile,
      (byte) level,
      (byte) (bitDepth << 4 | chroma << 1 | (fullRange ? 1 : 0)),
      2,
      2,
      (byte) matrix,
      0,
      0
    };
    ChromaFormat format =
        chroma == 1 ? ChromaFormat.YUV420 : chroma == 2 ? ChromaFormat.YUV422 : ChromaFormat.YUV444;
    return VideoParameters.builder(
            String.format(Locale.ROOT, "vp09.%02d.%02d.%02d", profile, level, bitDepth))
        .configuration(configuration)
        .size(width, height)
        .profile(profile, level)
        .samples(format, bitDepth)
        .colour(new ColourDescription(2, 2, matrix, fullRange))
        .frameRate(frameRate)
        .reorderedFrames(0)
        .build();
  }

  /** Returns the lowest level that has pictures of this size; the stream itself says none. */
  private int level() {
    for (int[] level : LEVELS) {
      if ((long) width * height <= level[0]) {
        return level[1];
      }
    }
    return 62;
  }
}
