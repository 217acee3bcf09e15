package io.rtsper.payload.mpeg;

import io.rtsper.api.media.ChromaFormat;
import io.rtsper.api.media.ColourDescription;
import io.rtsper.api.media.VideoParameters;
import io.rtsper.payload.bits.BitReader;
import io.rtsper.payload.nal.StartCodes;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A sequence header of MPEG-1 or MPEG-2 video, with the extensions behind it (§6.2.2). */
final class MpegVideoSequence {

  private static final int SEQUENCE_EXTENSION = 1;
  private static final int DISPLAY_EXTENSION = 2;

  /** Frames a second by their code (Table 6-4). */
  private static final double[] RATES = {
    0, 24000 / 1001.0, 24, 25, 30000 / 1001.0, 30, 50, 60000 / 1001.0, 60
  };

  /** The height of a pixel of MPEG-1 in ten thousandths of its width (ISO 11172-2 §2.4.3.2). */
  private static final int[] PIXEL_HEIGHTS = {
    0, 10000, 6735, 7031, 7615, 8055, 8437, 8935, 9157, 9815, 10255, 10695, 10950, 11575, 12015
  };

  /** Width and height of the picture by the code of MPEG-2 (Table 6-3). */
  private static final int[][] PICTURE_ASPECTS = {{0, 0}, {0, 0}, {4, 3}, {16, 9}, {221, 100}};

  private int width;
  private int height;
  private int aspect;
  private double frameRate;
  private boolean second;
  private int profileAndLevel;
  private boolean progressive = true;
  private boolean lowDelay;
  private int chroma = 1;
  private ColourDescription colour = ColourDescription.UNSPECIFIED;

  private MpegVideoSequence() {}

  /** Returns where the headers of the sequence end: behind its extensions. */
  static int end(ByteBuffer bytes, int from, int to) {
    int at = StartCodes.find(bytes, from + 3, to);
    while (at >= 0 && at + 3 < to && (bytes.get(at + 3) & 0xFF) == MpegVideoSyntax.EXTENSION) {
      at = StartCodes.find(bytes, at + 3, to);
    }
    return at < 0 ? to : at;
  }

  /** Reads a header with its extensions; null if it can't be one. */
  static @Nullable MpegVideoSequence read(ByteBuffer bytes, int from, int to) {
    byte[] copy = new byte[Math.min(to - from, 1024)];
    bytes.get(from, copy);
    BitReader bits = new BitReader(copy, 4, copy.length);
    MpegVideoSequence sequence = new MpegVideoSequence();
    sequence.width = bits.bits(12);
    sequence.height = bits.bits(12);
    sequence.aspect = bits.bits(4);
    int rate = bits.bits(4);
    bits.skip(30); // bit_rate_value, marker_bit, vbv_buffer_size_value, constrained_parameters_flag
    if (bits.overrun() || sequence.width == 0 || sequence.height == 0) {
      return null;
    }
    sequence.frameRate = rate < RATES.length ? RATES[rate] : 0;
    ByteBuffer all = ByteBuffer.wrap(copy);
    int at = StartCodes.find(all, 3, copy.length);
    while (at >= 0 && at + 4 < copy.length) {
      bits.wrap(copy, at + 4, copy.length);
      sequence.readExtension(bits);
      at = StartCodes.find(all, at + 3, copy.length);
    }
    return sequence;
  }

  private void readExtension(BitReader bits) {
    int id = bits.bits(4);
    if (id == SEQUENCE_EXTENSION) {
      second = true;
      profileAndLevel = bits.bits(8);
      progressive = bits.flag();
      chroma = bits.bits(2);
      width |= bits.bits(2) << 12;
      height |= bits.bits(2) << 12;
      bits.skip(12 + 1 + 8);
      lowDelay = bits.flag();
      int numerator = 1 + bits.bits(2);
      frameRate = frameRate * numerator / (1 + bits.bits(5));
    } else if (id == DISPLAY_EXTENSION) {
      bits.skip(3);
      if (bits.flag()) {
        int primaries = bits.bits(8);
        int transfer = bits.bits(8);
        int matrix = bits.bits(8);
        if (!bits.overrun()) {
          colour = new ColourDescription(primaries, transfer, matrix, false);
        }
      }
    }
  }

  /**
   * Returns what the API says of the sequence.
   *
   * @param header the bytes of the header with its extensions
   * @param described frames a second by the description; 0 for none
   */
  VideoParameters parameters(byte[] header, double described) {
    int[] pixel = pixelAspect();
    return VideoParameters.builder(codec())
        .configuration(header)
        .size(width, height)
        .profile(second ? profileAndLevel >> 4 & 7 : -1, second ? profileAndLevel & 0xF : -1)
        .frameRate(frameRate > 0 ? frameRate : described)
        .pixelAspect(pixel[0], pixel[1])
        .interlaced(!progressive)
        .samples(
            chroma == 3
                ? ChromaFormat.YUV444
                : chroma == 2 ? ChromaFormat.YUV422 : ChromaFormat.YUV420,
            8)
        .colour(colour)
        .reorderedFrames(second ? (lowDelay ? 0 : 1) : -1)
        .build();
  }

  /** Returns the name by the object type of ISO 14496-1, which RFC 6381 has behind mp4v. */
  private String codec() {
    if (!second) {
      return "mp4v.6A";
    }
    if ((profileAndLevel & 0x80) != 0) {
      return "mp4v.65"; // 4:2:2
    }
    return switch (profileAndLevel >> 4) {
      case 5 -> "mp4v.60"; // Simple
      case 3 -> "mp4v.62"; // SNR Scalable
      case 2 -> "mp4v.63"; // Spatially Scalable
      case 1 -> "mp4v.64"; // High
      default -> "mp4v.61"; // Main
    };
  }

  private int[] pixelAspect() {
    if (!second) {
      boolean known = aspect > 0 && aspect < PIXEL_HEIGHTS.length;
      return known ? reduced(10_000, PIXEL_HEIGHTS[aspect]) : new int[] {1, 1};
    }
    if (aspect < 2 || aspect >= PICTURE_ASPECTS.length) {
      return new int[] {1, 1};
    }
    int[] picture = PICTURE_ASPECTS[aspect];
    return reduced(picture[0] * height, picture[1] * width);
  }

  static int[] reduced(int across, int down) {
    int a = across;
    int b = down;
    while (b != 0) {
      int rest = a % b;
      a = b;
      b = rest;
    }
    return a == 0 ? new int[] {1, 1} : new int[] {across / a, down / a};
  }
}
