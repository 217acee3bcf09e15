package io.rtsper.api.media;

import io.rtsper.api.text.PeerText;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** What is known of a format of moving pictures. */
public final class VideoParameters implements CodecParameters {

  private final VideoParametersBuilder values;

  VideoParameters(VideoParametersBuilder values) {
    this.values = new VideoParametersBuilder(values);
  }

  /**
   * Returns a builder of parameters of which nothing but the codec is known.
   *
   * @param codec see {@link #codec()}
   * @return a new builder
   */
  public static VideoParametersBuilder builder(String codec) {
    return new VideoParametersBuilder(codec);
  }

  @Override
  public String codec() {
    return values.codec;
  }

  @Override
  public byte[] configuration() {
    return values.configuration.clone();
  }

  /**
   * Returns the parameter sets that the frames refer to, in the order in which a decoder wants
   * them: VPS, SPS and PPS of H.265, SPS and PPS of H.264.
   *
   * @return NAL units with their header, without start code or length; new arrays at each call;
   *     empty for a format that has none
   */
  public List<byte[]> parameterSets() {
    return values.parameterSets.stream().map(byte[]::clone).toList();
  }

  /**
   * Returns the width of the picture that is shown.
   *
   * @return pixels, without those that are cropped; 0 if it isn't known
   */
  public int width() {
    return values.width;
  }

  /**
   * Returns the height of the picture that is shown. That of both fields together for H.264; in
   * H.265 a field is a picture of its own.
   *
   * @return pixels, without those that are cropped; 0 if it isn't known
   */
  public int height() {
    return values.height;
  }

  /**
   * Returns the width of the picture as it is coded.
   *
   * @return pixels, with those that are cropped; 0 if it isn't known
   */
  public int codedWidth() {
    return values.codedWidth;
  }

  /**
   * Returns the height of the picture as it is coded.
   *
   * @return pixels, with those that are cropped; 0 if it isn't known
   */
  public int codedHeight() {
    return values.codedHeight;
  }

  /** {@return how many pixels of the coded picture lie left of the one that is shown} */
  public int cropLeft() {
    return values.cropLeft;
  }

  /** {@return how many lines of the coded picture lie above the one that is shown} */
  public int cropTop() {
    return values.cropTop;
  }

  /**
   * Returns the profile by the number that the format gives it, such as 100 for High of H.264.
   *
   * @return the number; -1 if it isn't known
   */
  public int profile() {
    return values.profile;
  }

  /**
   * Returns the level by the number that the format gives it: 31 for level 3.1 of H.264, 93 for
   * that of H.265.
   *
   * @return the number; -1 if it isn't known
   */
  public int level() {
    return values.level;
  }

  /**
   * Returns the frame rate that the stream or its description states; what comes may differ.
   *
   * @return frames a second; empty if none is stated
   */
  public OptionalDouble frameRate() {
    return values.frameRate > 0 ? OptionalDouble.of(values.frameRate) : OptionalDouble.empty();
  }

  /**
   * Returns the width of a pixel, to be taken with {@link #pixelAspectHeight()}: 16 and 11, say,
   * where a pixel is broader than high.
   *
   * @return the width; 1 where nothing is stated
   */
  public int pixelAspectWidth() {
    return values.pixelAspectWidth;
  }

  /**
   * Returns the height of a pixel, to be taken with {@link #pixelAspectWidth()}.
   *
   * @return the height; 1 where nothing is stated
   */
  public int pixelAspectHeight() {
    return values.pixelAspectHeight;
  }

  /**
   * Returns whether pictures may consist of two fields.
   *
   * @return true if the format allows it in this stream
   */
  public boolean interlaced() {
    return values.interlaced;
  }

  /** {@return how many samples of colour there are} */
  public ChromaFormat chromaFormat() {
    return values.chromaFormat;
  }

  /**
   * Returns how many bits a sample of brightness has.
   *
   * @return such as 8 or 10; 0 if it isn't known
   */
  public int bitDepth() {
    return values.bitDepth;
  }

  /** {@return what the samples mean as colours} */
  public ColourDescription colour() {
    return values.colour;
  }

  /**
   * Returns how many frames may come before one that is shown before them: 0 where frames are shown
   * in the order in which they come.
   *
   * @return the number; empty if the stream doesn't say
   */
  public OptionalInt reorderedFrames() {
    return values.reorderedFrames < 0
        ? OptionalInt.empty()
        : OptionalInt.of(values.reorderedFrames);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VideoParameters that
        && codec().equals(that.codec())
        && numbers().equals(that.numbers())
        && Arrays.equals(values.configuration, that.values.configuration)
        && sameSets(values.parameterSets, that.values.parameterSets);
  }

  private static boolean sameSets(List<byte[]> one, List<byte[]> other) {
    boolean same = one.size() == other.size();
    for (int i = 0; same && i < one.size(); i++) {
      same = Arrays.equals(one.get(i), other.get(i));
    }
    return same;
  }

  private List<Object> numbers() {
    return List.of(
        values.width,
        values.height,
        values.codedWidth,
        values.codedHeight,
        values.cropLeft,
        values.cropTop,
        values.profile,
        values.level,
        values.frameRate,
        List.of(
            values.pixelAspectWidth,
            values.pixelAspectHeight,
            values.interlaced,
            values.chromaFormat,
            values.bitDepth,
            values.colour,
            values.reorderedFrames));
  }

  @Override
  public int hashCode() {
    return Objects.hash(codec(), numbers(), Arrays.hashCode(values.configuration));
  }

  /** Returns codec and size, such as {@code avc1.64001f 1280x720}. */
  @Override
  public String toString() {
    String name = PeerText.printable(codec());
    return values.width > 0 ? name + " " + values.width + "x" + values.height : name;
  }
}
