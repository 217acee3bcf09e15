package io.rtsper.payload.mpeg;

import io.rtsper.api.media.ChromaFormat;
import io.rtsper.api.media.VideoParameters;
import io.rtsper.payload.bits.BitReader;
import io.rtsper.payload.nal.StartCodes;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What the headers of MPEG-4 visual say: its profile and its layer (ISO 14496-2 §6.2.3). */
final class Mpeg4VisualLayer {

  /** The longest headers that are read; those of encoders have 30 to 150 bytes. */
  private static final int MAX_LENGTH = 1024;

  private static final int NO_PROFILE = -1;
  private static final int EXTENDED_ASPECT = 15;
  private static final int RECTANGULAR = 0;

  /** Bits of the buffer's size and filling, with the markers between. */
  private static final int BUFFER_BITS = 79;

  /** Width and height of a pixel by their code (Table 6-12). */
  private static final int[][] PIXEL_ASPECTS = {
    {1, 1}, {1, 1}, {12, 11}, {10, 11}, {16, 11}, {40, 33}
  };

  private int profileAndLevel = NO_PROFILE;
  private int width;
  private int height;
  private int pixelWidth = 1;
  private int pixelHeight = 1;
  private boolean interlaced;
  private double frameRate;
  private int reordered = -1;

  private Mpeg4VisualLayer() {}

  /** Reads headers; null if there is no layer among them, or it can't be read. */
  static @Nullable Mpeg4VisualLayer read(ByteBuffer bytes, int from, int to) {
    byte[] copy = new byte[Math.min(to - from, MAX_LENGTH)];
    bytes.get(from, copy);
    ByteBuffer all = ByteBuffer.wrap(copy);
    BitReader bits = new BitReader();
    Mpeg4VisualLayer layer = new Mpeg4VisualLayer();
    boolean read = false;
    int at = StartCodes.find(all, 0, copy.length);
    while (at >= 0 && at + 4 < copy.length) {
      int code = copy[at + 3] & 0xFF;
      bits.wrap(copy, at + 4, copy.length);
      if (code == Mpeg4VisualSyntax.SEQUENCE) {
        layer.profileAndLevel = bits.bits(8);
      } else if (code > Mpeg4VisualSyntax.LAST_OBJECT && code <= Mpeg4VisualSyntax.LAST_LAYER) {
        read |= layer.readLayer(bits);
      }
      at = StartCodes.find(all, at + 3, copy.length);
    }
    return read ? layer : null;
  }

  private boolean readLayer(BitReader bits) {
    bits.skip(1 + 8); // random_accessible_vol, video_object_type_indication
    if (bits.flag()) {
      bits.skip(4 + 3); // video_object_layer_verid, video_object_layer_priority
    }
    int aspect = bits.bits(4);
    if (aspect == EXTENDED_ASPECT) {
      pixelWidth = bits.bits(8);
      pixelHeight = bits.bits(8);
    } else if (aspect < PIXEL_ASPECTS.length) {
      pixelWidth = PIXEL_ASPECTS[aspect][0];
      pixelHeight = PIXEL_ASPECTS[aspect][1];
    }
    if (bits.flag()) {
      bits.skip(2); // chroma_format: 4:2:0 is the only one
      reordered = bits.flag() ? 0 : 1; // low_delay
      if (bits.flag()) {
        bits.skip(BUFFER_BITS);
      }
    }
    if (bits.bits(2) != RECTANGULAR) {
      return false; // Shapes other than rectangles nobody sends.
    }
    bits.skip(1);
    int resolution = bits.bits(16);
    bits.skip(1);
    if (bits.flag()) {
      int width = Math.max(1, 32 - Integer.numberOfLeadingZeros(resolution - 1));
      int increment = bits.bits(Math.min(width, 16));
      frameRate = increment > 0 ? (double) resolution / increment : 0;
    }
    bits.skip(1);
    width = bits.bits(13);
    bits.skip(1);
    height = bits.bits(13);
    bits.skip(1);
    interlaced = bits.flag();
    return !bits.overrun() && width > 0 && height > 0;
  }

  /**
   * Returns what the API says of the layer.
   *
   * @param headers the bytes of the headers
   * @param describedProfile profile and level by the description; -1 for none
   * @param describedRate frames a second by the description; 0 for none
   */
  VideoParameters parameters(byte[] headers, int describedProfile, double describedRate) {
    int known = profileAndLevel == NO_PROFILE ? describedProfile : profileAndLevel;
    return VideoParameters.builder(known == NO_PROFILE ? "mp4v.20" : "mp4v.20." + known)
        .configuration(headers)
        .size(width, height)
        .profile(known == NO_PROFILE ? -1 : known >> 4, known == NO_PROFILE ? -1 : known & 0xF)
        .frameRate(frameRate > 0 ? frameRate : describedRate)
        .pixelAspect(pixelWidth, pixelHeight)
        .interlaced(interlaced)
        .samples(ChromaFormat.YUV420, 8)
        .reorderedFrames(reordered)
        .build();
  }
}
