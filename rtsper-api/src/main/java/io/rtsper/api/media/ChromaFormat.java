package io.rtsper.api.media;

/** How many samples of colour a picture has beside those of brightness. */
public enum ChromaFormat {
  /** It isn't known. */
  UNKNOWN,
  /** None. */
  MONOCHROME,
  /** Half as many a line and on every other line. */
  YUV420,
  /** Half as many a line, on each line. */
  YUV422,
  /** As many. */
  YUV444
}
