package io.rtsper.api.media;

/** What stands before each NAL unit of a frame of H.264 or one of its successors: four bytes. */
public enum NalFraming {

  /** 00 00 00 01, as in a file of the bare stream (ITU-T H.264 Annex B), for decoders. */
  START_CODES,

  /** The length of the unit, as in MP4 and Matroska (ISO/IEC 14496-15). */
  LENGTHS
}
