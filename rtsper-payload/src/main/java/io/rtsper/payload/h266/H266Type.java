package io.rtsper.payload.h266;

import io.rtsper.payload.nal.TwoByteHeader;

/** Types of NAL units (H.266 Table 5) and of payload structures (RFC 9328 §4.3). */
final class H266Type {

  /** How headers are laid out, and which types are payload structures. */
  static final TwoByteHeader HEADER = new TwoByteHeader(3, 0x1F, 27, 28, 29, -1, false);

  static final int LAST_PICTURE = 11;

  /** The types of pictures at which decoding can start: IDR, CRA, and gradual refresh. */
  static final int FIRST_KEY = 7;

  static final int LAST_KEY = 10;

  static final int VPS = 14;
  static final int SPS = 15;
  static final int PPS = 16;
  static final int PICTURE_HEADER = 19;
  static final int DELIMITER = 20;

  private H266Type() {}

  /** Returns the layer in a unit's header; 0 is the one that every decoder decodes. */
  static int layer(int header) {
    return header >> 8 & 0x3F;
  }
}
