package io.rtsper.api.media;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** Makes {@link VideoParameters}, for plug-ins that read a format. What isn't set isn't known. */
public final class VideoParametersBuilder {

  final String codec;
  byte[] configuration = new byte[0];
  List<byte[]> parameterSets = List.of();
  int width;
  int height;
  int codedWidth;
  int codedHeight;
  int cropLeft;
  int cropTop;
  int profile = -1;
  int level = -1;
  double frameRate;
  int pixelAspectWidth = 1;
  int pixelAspectHeight = 1;
  boolean interlaced;
  ChromaFormat chromaFormat = ChromaFormat.UNKNOWN;
  int bitDepth;
  ColourDescription colour = ColourDescription.UNSPECIFIED;
  int reorderedFrames = -1;

  VideoParametersBuilder(String codec) {
    this.codec = requireNonNull(codec, "codec");
  }

  VideoParametersBuilder(VideoParametersBuilder other) {
    codec = other.codec;
    configuration = other.configuration;
    parameterSets = other.parameterSets;
    width = other.width;
    height = other.height;
    codedWidth = other.codedWidth;
    codedHeight = other.codedHeight;
    cropLeft = other.cropLeft;
    cropTop = other.cropTop;
    profile = other.profile;
    level = other.level;
    frameRate = other.frameRate;
    pixelAspectWidth = other.pixelAspectWidth;
    pixelAspectHeight = other.pixelAspectHeight;
    interlaced = other.interlaced;
    chromaFormat = other.chromaFormat;
    bitDepth = other.bitDepth;
    colour = other.colour;
    reorderedFrames = other.reorderedFrames;
  }

  /**
   * Sets the configuration as files hold it.
   *
   * @param bytes see {@link VideoParameters#configuration()}
   * @return this builder
   */
  public VideoParametersBuilder configuration(byte[] bytes) {
    this.configuration = bytes.clone();
    return this;
  }

  /**
   * Sets the parameter sets.
   *
   * @param units see {@link VideoParameters#parameterSets()}
   * @return this builder
   */
  public VideoParametersBuilder parameterSets(List<byte[]> units) {
    this.parameterSets = units.stream().map(byte[]::clone).toList();
    return this;
  }

  /**
   * Sets the size of the picture that is shown, which is that of the coded one unless {@link
   * #coded} says otherwise.
   *
   * @param pixels its width
   * @param lines its height
   * @return this builder
   */
  public VideoParametersBuilder size(int pixels, int lines) {
    this.width = pixels;
    this.height = lines;
    if (codedWidth < pixels || codedHeight < lines) {
      codedWidth = pixels;
      codedHeight = lines;
    }
    return this;
  }

  /**
   * Sets the size of the coded picture, and where in it that one lies which is shown.
   *
   * @param pixels its width
   * @param lines its height
   * @param left see {@link VideoParameters#cropLeft()}
   * @param top see {@link VideoParameters#cropTop()}
   * @return this builder
   */
  public VideoParametersBuilder coded(int pixels, int lines, int left, int top) {
    this.codedWidth = pixels;
    this.codedHeight = lines;
    this.cropLeft = left;
    this.cropTop = top;
    return this;
  }

  /**
   * Sets profile and level.
   *
   * @param profileNumber see {@link VideoParameters#profile()}
   * @param levelNumber see {@link VideoParameters#level()}
   * @return this builder
   */
  public VideoParametersBuilder profile(int profileNumber, int levelNumber) {
    this.profile = profileNumber;
    this.level = levelNumber;
    return this;
  }

  /**
   * Sets the frame rate.
   *
   * @param framesPerSecond see {@link VideoParameters#frameRate()}; 0 or less, or what is no
   *     number, for none
   * @return this builder
   */
  public VideoParametersBuilder frameRate(double framesPerSecond) {
    this.frameRate =
        framesPerSecond > 0 && framesPerSecond <= Double.MAX_VALUE ? framesPerSecond : 0;
    return this;
  }

  /**
   * Sets the form of a pixel.
   *
   * @param across its width
   * @param down its height; if either is 0 or less, nothing is stated
   * @return this builder
   */
  public VideoParametersBuilder pixelAspect(int across, int down) {
    boolean stated = across > 0 && down > 0;
    this.pixelAspectWidth = stated ? across : 1;
    this.pixelAspectHeight = stated ? down : 1;
    return this;
  }

  /**
   * Sets whether pictures may consist of two fields.
   *
   * @param fields true if they may
   * @return this builder
   */
  public VideoParametersBuilder interlaced(boolean fields) {
    this.interlaced = fields;
    return this;
  }

  /**
   * Sets what a sample is.
   *
   * @param chroma see {@link VideoParameters#chromaFormat()}
   * @param bits see {@link VideoParameters#bitDepth()}
   * @return this builder
   */
  public VideoParametersBuilder samples(ChromaFormat chroma, int bits) {
    this.chromaFormat = requireNonNull(chroma, "chroma");
    this.bitDepth = bits;
    return this;
  }

  /**
   * Sets what samples mean.
   *
   * @param description see {@link VideoParameters#colour()}
   * @return this builder
   */
  public VideoParametersBuilder colour(ColourDescription description) {
    this.colour = requireNonNull(description, "description");
    return this;
  }

  /**
   * Sets by how many frames the order in which they come differs from that in which they are shown.
   *
   * @param frames see {@link VideoParameters#reorderedFrames()}; -1 if the stream doesn't say
   * @return this builder
   */
  public VideoParametersBuilder reorderedFrames(int frames) {
    this.reorderedFrames = frames;
    return this;
  }

  /**
   * Makes the parameters.
   *
   * @return a value that later changes of this builder don't change
   */
  public VideoParameters build() {
    return new VideoParameters(this);
  }
}
