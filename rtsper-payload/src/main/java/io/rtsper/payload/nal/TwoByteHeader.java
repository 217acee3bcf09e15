package io.rtsper.payload.nal;

/**
 * Where the type of a NAL unit stands in its header of two bytes, and which types are payload
 * structures.
 *
 * @param shift bits below the type
 * @param mask the type's own bits
 * @param lastUnit the last type of a NAL unit that can stand alone in a packet
 * @param aggregate the type of several units in a packet
 * @param fragment the type of a part of a unit
 * @param container the type of a payload within another one; -1 if there is none
 * @param numbersEach whether each further unit of an aggregate has a number of its own
 */
public record TwoByteHeader(
    int shift,
    int mask,
    int lastUnit,
    int aggregate,
    int fragment,
    int container,
    boolean numbersEach) {

  /** {@return the type in a header} */
  public int type(int header) {
    return header >> shift & mask;
  }

  /** {@return the header with another type, of whose bits those of a type are taken} */
  public int withType(int header, int type) {
    return (header & ~(mask << shift)) | (type & mask) << shift;
  }
}
