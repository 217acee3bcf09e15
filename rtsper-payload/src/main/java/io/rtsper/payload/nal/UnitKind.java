package io.rtsper.payload.nal;

/** What a NAL unit means for where access units begin and end. */
public enum UnitKind {

  /** A slice of another picture than the slice before it. */
  NEW_PICTURE,

  /** A slice of the same picture as the slice before it. */
  SAME_PICTURE,

  /**
   * A slice of the field that completes the frame of the one before it (H.264). Both are one frame
   * where they have one timestamp, and two where each has its own.
   */
  SECOND_FIELD,

  /** An access unit delimiter, which nothing of an access unit comes before. */
  DELIMITER,

  /** A parameter set that nothing but a delimiter comes before. */
  FIRST_PARAMETERS,

  /** Anything else: it belongs to the picture whose timestamp it has. */
  OTHER;

  /** {@return whether it is part of a picture} */
  public boolean isPicture() {
    return this == NEW_PICTURE || this == SAME_PICTURE || this == SECOND_FIELD;
  }
}
