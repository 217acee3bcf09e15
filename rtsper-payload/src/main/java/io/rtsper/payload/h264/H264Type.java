package io.rtsper.payload.h264;

/** Types of NAL units (H.264 Table 7-1) and of payload structures (RFC 6184 §5.2). */
final class H264Type {

  static final int SLICE = 1;
  static final int PARTITION_A = 2;
  static final int PARTITION_B = 3;
  static final int PARTITION_C = 4;
  static final int IDR = 5;
  static final int SEI = 6;
  static final int SPS = 7;
  static final int PPS = 8;
  static final int DELIMITER = 9;

  /** The last type of a NAL unit that can stand alone in a packet. */
  static final int LAST_UNIT = 23;

  static final int STAP_A = 24;
  static final int STAP_B = 25;
  static final int MTAP16 = 26;
  static final int MTAP24 = 27;
  static final int FU_A = 28;
  static final int FU_B = 29;

  private H264Type() {}
}
