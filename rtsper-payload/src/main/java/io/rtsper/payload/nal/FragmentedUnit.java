package io.rtsper.payload.nal;

import java.nio.ByteBuffer;

/** Joins the fragments of NAL units: FU-A of H.264, FU of H.265 and H.266. */
public final class FragmentedUnit {

  /** The fragment is the first of its unit. */
  public static final int START = 0x80;

  /** The fragment is the last of its unit. */
  public static final int END = 0x40;

  private final AccessUnits units;
  private boolean begun;
  private boolean startMayBeLost = true;
  private int header;
  private long timestamp;

  /**
   * Makes what joins the fragments of one track.
   *
   * @param units takes the units
   */
  public FragmentedUnit(AccessUnits units) {
    this.units = units;
  }

  /**
   * Takes a fragment.
   *
   * @param time its extended timestamp
   * @param flags {@link #START}, {@link #END}
   * @param unitHeader the header of the unit as a number
   * @param bytes holds the fragment
   * @param from the index of its first byte
   * @param to the index behind its last one
   */
  public void fragment(long time, int flags, int unitHeader, ByteBuffer bytes, int from, int to) {
    if ((flags & START) != 0) {
      boolean noEnd = interrupt();
      begun = true;
      header = unitHeader;
      timestamp = time;
      startMayBeLost = false;
      units.beginUnit(time, unitHeader, bytes, from, to);
      if ((flags & END) != 0) {
        end();
        units.report(NalQuirks.FRAGMENT_START_AND_END, "");
      }
      if (noEnd) {
        units.report(NalQuirks.FRAGMENT_WITHOUT_END, "");
      }
    } else if (!begun || time != timestamp) {
      boolean noEnd = interrupt();
      units.missingUnit(time);
      if (!startMayBeLost) {
        startMayBeLost = true; // Once for all fragments of the unit.
        units.report(noEnd ? NalQuirks.FRAGMENT_WITHOUT_END : NalQuirks.FRAGMENT_WITHOUT_START, "");
      }
    } else {
      units.append(bytes, from, to);
      if ((flags & END) != 0) {
        end();
      }
      if (unitHeader != header) {
        units.report(NalQuirks.FRAGMENT_OTHER_TYPE, "");
      }
    }
    if (from == to) {
      units.report(NalQuirks.FRAGMENT_EMPTY, "");
    }
  }

  private void end() {
    begun = false;
    units.endUnit();
  }

  /** Gives up what was begun: a unit that is none of its fragments comes. */
  public void other() {
    startMayBeLost = false;
    if (interrupt()) {
      units.report(NalQuirks.FRAGMENT_WITHOUT_END, "");
    }
  }

  private boolean interrupt() {
    boolean interrupted = begun;
    if (begun) {
      begun = false;
      units.dropUnit();
    }
    return interrupted;
  }

  /** Is told that the marker came: as nothing is missing, a unit that was begun is complete. */
  public void marker() {
    if (begun) {
      end();
      units.report(NalQuirks.FRAGMENT_END_BY_MARKER, "");
    }
  }

  /** Is told that what was begun can't be completed. */
  public void abandon() {
    begun = false;
    startMayBeLost = true;
  }
}
