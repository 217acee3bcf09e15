package io.rtsper.payload.h266;

/**
 * Types of NAL units (H.266 Table 5) and of payload structures (RFC 9328 §4.3), and the header that
 * has them:
 *
 * <pre>
 *  F Z LayerId(6) Type(5) TID(3)
 * </pre>
 */
final class H266Type {

  static final int LAST_SLICE = 11;

  /** The types of pictures at which decoding can start: IDR, CRA, GDR, and one that is reserved. */
  static final int FIRST_KEY = 7;

  static final int LAST_KEY = 11;

  static final int VPS = 14;
  static final int SPS = 15;
  static final int PPS = 16;
  static final int PICTURE_HEADER = 19;
  static final int DELIMITER = 20;

  /** The last type of a NAL unit that can stand alone in a packet. */
  static final int LAST_UNIT = 27;

  static final int AGGREGATE = 28;
  static final int FRAGMENT = 29;

  /** The bits of the type in a header. */
  static final int MASK = 0x1F << 3;

  private H266Type() {}

  /** Returns the type in a unit's header of two bytes. */
  static int of(int header) {
    return header >> 3 & 0x1F;
  }

  /** Returns the layer in a unit's header; 0 is the one that every decoder decodes. */
  static int layer(int header) {
    return header >> 8 & 0x3F;
  }
}
