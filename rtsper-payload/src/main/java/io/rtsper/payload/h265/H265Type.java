package io.rtsper.payload.h265;

import io.rtsper.payload.nal.TwoByteHeader;

/** Types of NAL units (H.265 Table 7-1) and of payload structures (RFC 7798 §4.4). */
final class H265Type {

  static final int LAST_PICTURE = 31;

  /**
   * The types of pictures at which decoding can start: BLA, IDR, CRA, and two that are reserved.
   */
  static final int FIRST_KEY = 16;

  static final int LAST_KEY = 23;

  static final int VPS = 32;
  static final int SPS = 33;
  static final int PPS = 34;
  static final int DELIMITER = 35;
  static final int PREFIX_SEI = 39;

  /** How headers are laid out, and which types are payload structures. */
  static final TwoByteHeader HEADER = new TwoByteHeader(9, 0x3F, 47, 48, 49, 50, true);

  private H265Type() {}

  /** Returns the type in a unit's header of two bytes. */
  static int of(int header) {
    return HEADER.type(header);
  }

  /** Returns the layer in a unit's header; 0 is the one that every decoder decodes. */
  static int layer(int header) {
    return header >> 3 & 0x3F;
  }
}
