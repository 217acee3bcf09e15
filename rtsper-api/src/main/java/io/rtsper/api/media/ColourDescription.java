package io.rtsper.api.media;

/**
 * What the numbers of a picture mean as colours, in the code points of ITU-T H.273, which H.264,
 * H.265, VP9, AV1 and MP4's {@code colr} share. 2 is "unspecified".
 *
 * @param primaries the colour primaries, such as 1 for BT.709
 * @param transfer the transfer characteristics
 * @param matrix the matrix coefficients; 0 is RGB
 * @param fullRange whether the samples use all of their range, as JPEG has them
 */
public record ColourDescription(int primaries, int transfer, int matrix, boolean fullRange) {

  /** Nothing is said of colours. */
  public static final ColourDescription UNSPECIFIED = new ColourDescription(2, 2, 2, false);
}
