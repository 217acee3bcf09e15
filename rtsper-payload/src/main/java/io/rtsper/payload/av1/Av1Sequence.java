package io.rtsper.payload.av1;

import io.rtsper.api.media.ChromaFormat;
import io.rtsper.api.media.ColourDescription;
import io.rtsper.api.media.VideoParameters;
import io.rtsper.payload.bits.BitReader;
import java.io.ByteArrayOutputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A sequence header of AV1 (AV1 bitstream specification §5.5), as far as it matters here. */
final class Av1Sequence {

  private static final int MAX_UVLC = 32;

  final boolean reduced;

  private final BitReader bits;
  private int profile;
  private int level;
  private int tier;
  private int width;
  private int height;
  private double frameRate;
  private boolean high;
  private boolean twelve;
  private boolean monochrome;
  private boolean subsampledX = true;
  private boolean subsampledY = true;
  private int position;
  private ColourDescription colour = ColourDescription.UNSPECIFIED;

  private Av1Sequence(BitReader bits) {
    this.bits = bits;
    this.profile = bits.bits(3);
    bits.skip(1); // still_picture
    this.reduced = bits.flag();
  }

  /** Reads the content of a sequence header; null if it can't be read. */
  static @Nullable Av1Sequence read(byte[] content) {
    Av1Sequence sequence = new Av1Sequence(new BitReader(content, 0, content.length));
    sequence.readOperation();
    sequence.readSize();
    sequence.readTools();
    sequence.readColour();
    return sequence.bits.overrun() ? null : sequence;
  }

  private void readOperation() {
    if (reduced) {
      level = bits.bits(5);
      return;
    }
    int delayLength = 0;
    if (bits.flag()) {
      readTiming();
      if (bits.flag()) {
        delayLength = 1 + bits.bits(5);
        bits.skip(32 + 5 + 5);
      }
    }
    boolean displayDelay = bits.flag();
    int points = 1 + bits.bits(5);
    for (int i = 0; i < points; i++) {
      bits.skip(12); // operating_point_idc
      int pointLevel = bits.bits(5);
      int pointTier = pointLevel > 7 ? bits.bits(1) : 0;
      if (delayLength > 0 && bits.flag()) {
        bits.skip(2 * delayLength + 1);
      }
      if (displayDelay && bits.flag()) {
        bits.skip(4);
      }
      if (i == 0) {
        level = pointLevel;
        tier = pointTier;
      }
    }
  }

  private void readTiming() {
    long units = bits.bits(32) & 0xFFFF_FFFFL;
    long scale = bits.bits(32) & 0xFFFF_FFFFL;
    if (bits.flag()) { // equal_picture_interval
      long ticks = 1 + uvlc();
      frameRate = units > 0 ? (double) scale / units / ticks : 0;
    }
  }

  private long uvlc() {
    int zeros = 0;
    while (!bits.overrun() && !bits.flag()) {
      zeros++;
    }
    return zeros >= MAX_UVLC ? 0xFFFF_FFFFL : (bits.bits(zeros) & 0xFFFF_FFFFL) + (1L << zeros) - 1;
  }

  private void readSize() {
    int widthBits = 1 + bits.bits(4);
    int heightBits = 1 + bits.bits(4);
    width = 1 + bits.bits(widthBits);
    height = 1 + bits.bits(heightBits);
    if (!reduced && bits.flag()) {
      bits.skip(7); // lengths of frame identifiers
    }
  }

  private void readTools() {
    bits.skip(3); // use_128x128_superblock, enable_filter_intra, enable_intra_edge_filter
    if (!reduced) {
      bits.skip(4);
      boolean orderHint = bits.flag();
      bits.skip(orderHint ? 2 : 0);
      int screen = bits.flag() ? 2 : bits.bits(1);
      if (screen > 0 && !bits.flag()) {
        bits.skip(1); // seq_force_integer_mv
      }
      bits.skip(orderHint ? 3 : 0);
    }
    bits.skip(3); // enable_superres, enable_cdef, enable_restoration
  }

  private void readColour() {
    high = bits.flag();
    twelve = profile == 2 && high && bits.flag();
    monochrome = profile != 1 && bits.flag();
    int primaries = 2;
    int transfer = 2;
    int matrix = 2;
    if (bits.flag()) {
      primaries = bits.bits(8);
      transfer = bits.bits(8);
      matrix = bits.bits(8);
    }
    boolean rgb = primaries == 1 && transfer == 13 && matrix == 0;
    boolean full = (rgb && !monochrome) || bits.flag();
    colour = new ColourDescription(primaries, transfer, matrix, full);
    if (monochrome) {
      return;
    }
    if (rgb || profile == 1) {
      subsampledX = false;
      subsampledY = false;
    } else if (profile == 2) {
      subsampledX = !twelve || bits.flag();
      subsampledY = twelve && subsampledX && bits.flag();
    }
    position = subsampledX && subsampledY ? bits.bits(2) : 0;
  }

  private int bitDepth() {
    return twelve ? 12 : high ? 10 : 8;
  }

  private ChromaFormat chroma() {
    if (monochrome) {
      return ChromaFormat.MONOCHROME;
    }
    return subsampledY
        ? ChromaFormat.YUV420
        : subsampledX ? ChromaFormat.YUV422 : ChromaFormat.YUV444;
  }

  /**
   * Returns what the API says of it.
   *
   * @param unit the sequence header as a unit with its size
   * @param described the frame rate of the description, where the stream states none; 0 for none
   */
  VideoParameters parameters(byte[] unit, double described) {
    String codec =
        String.format(
            Locale.ROOT, "av01.%d.%02d%s.%02d", profile, level, tier == 0 ? "M" : "H", bitDepth());
    ByteArrayOutputStream record = new ByteArrayOutputStream();
    record.write(0x81);
    record.write(profile << 5 | level);
    record.write(
        tier << 7
            | bit(high, 6)
            | bit(twelve, 5)
            | bit(monochrome, 4)
            | bit(subsampledX, 3)
            | bit(subsampledY, 2)
            | position);
    record.write(0);
    record.write(unit, 0, unit.length);
    return VideoParameters.builder(codec)
        .configuration(record.toByteArray())
        .size(width, height)
        .profile(profile, level)
        .samples(chroma(), bitDepth())
        .colour(colour)
        .frameRate(frameRate > 0 ? frameRate : described)
        .reorderedFrames(0)
        .build();
  }

  private static int bit(boolean set, int at) {
    return set ? 1 << at : 0;
  }
}
