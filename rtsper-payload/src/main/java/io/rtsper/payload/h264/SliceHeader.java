package io.rtsper.payload.h264;

import io.rtsper.payload.bits.BitReader;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of a slice header (H.264 §7.3.3): what tells whether two slices are of one picture
 * (§7.4.1.2.4). Reused.
 */
final class SliceHeader {

  private static final int TOP = 1;
  private static final int BOTTOM = 2;

  boolean read;
  int firstMacroblock;
  int parameterSet;
  boolean idr;

  /** Whether a sequence parameter set was known, so that what follows was read. */
  private boolean complete;

  private boolean reference;
  private int frameNumber;
  private int field;
  private int idrId;
  private int orderCount;

  /** Whether this field completes the frame of the field before it. */
  private boolean completesFrame;

  /** Forgets what was read. */
  void clear() {
    read = false;
  }

  /**
   * Reads a header.
   *
   * @param bits at the first bit behind the unit's header
   * @param header the unit's header
   * @param sets finds the sequence parameter set of a picture parameter set
   */
  void read(BitReader bits, int header, ParameterSets sets) {
    firstMacroblock = bits.ue();
    bits.ue(); // slice_type
    parameterSet = bits.ue();
    read = !bits.overrun();
    idr = (header & 0x1F) == H264Type.IDR;
    reference = (header & 0x60) != 0;
    completesFrame = false;
    H264Sps sps = read ? sets.spsOf(parameterSet) : null;
    complete = sps != null;
    if (sps != null) {
      readRest(bits, sps);
    }
  }

  private void readRest(BitReader bits, H264Sps sps) {
    if (sps.separatePlanes) {
      bits.skip(2);
    }
    frameNumber = bits.bits(sps.frameNumBits);
    field = 0;
    if (sps.fields && bits.flag()) {
      field = bits.flag() ? BOTTOM : TOP;
    }
    idrId = idr ? bits.ue() : -1;
    orderCount = sps.orderType == 0 ? bits.bits(sps.orderBits) : 0;
    complete = !bits.overrun();
  }

  /**
   * Returns whether this slice can be of the same picture as the one before it. Of pictures that
   * are all IDR with the same numbers, as some encoders make them, the first macroblock tells.
   */
  boolean isOfSamePicture(SliceHeader before) {
    if (!read || !before.read) {
      return before.read && !read;
    }
    if (firstMacroblock == 0) {
      return false;
    }
    return !complete
        || !before.complete
        || (frameNumber == before.frameNumber
            && idr == before.idr
            && field == before.field
            && reference == before.reference
            && idrId == before.idrId
            && orderCount == before.orderCount);
  }

  /** Returns whether this slice begins the other field of the frame that the one before began. */
  boolean completesFrame(SliceHeader before) {
    completesFrame =
        complete
            && before.complete
            && !idr
            && field != 0
            && before.field != 0
            && field != before.field
            && frameNumber == before.frameNumber
            && !before.completesFrame;
    return completesFrame;
  }

  /** Finds sets by identifiers. */
  interface ParameterSets {

    /** Returns the sequence parameter set that a picture parameter set refers to, if known. */
    @Nullable H264Sps spsOf(int pictureParameterSet);
  }
}
