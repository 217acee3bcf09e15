package io.rtsper.api.media;

/**
 * What a decoder or a file has to know before the first frame of a format. Immutable; parameters
 * with the same content are equal, so that a change can be told by {@code equals}.
 */
public sealed interface CodecParameters permits VideoParameters, AudioParameters, DataParameters {

  /**
   * Returns the format as it is named in the {@code codecs} parameter of media types (RFC 6381). A
   * format without such a name has the one that it is known by, in lower case: {@code opus}, {@code
   * vp8}, {@code jpeg}, {@code ulaw}, {@code g726-32}.
   *
   * @return such as {@code avc1.64001f}
   */
  String codec();

  /**
   * Returns the configuration in the form in which files hold it: {@code avcC}, {@code hvcC},
   * {@code av1C}, {@code vpcC}, {@code dOps} or {@code dac3} without the header of the box, an
   * AudioSpecificConfig, the headers of a sequence of MPEG-2 or MPEG-4 visual, the three headers of
   * Vorbis behind their number less one and the lengths of two.
   *
   * @return the bytes, a new array at each call; empty if the format has none or it isn't known
   */
  byte[] configuration();
}
