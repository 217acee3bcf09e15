package io.rtsper.payload.h264;

import io.rtsper.api.Quirk;
import io.rtsper.api.media.VideoParameters;
import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.api.spi.FrameWriter;
import io.rtsper.payload.bits.BitReader;
import io.rtsper.payload.nal.NalQuirks;
import io.rtsper.payload.nal.ParameterSetTable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parameter sets of a track: those of the description first, and in their place those of the
 * stream.
 */
final class H264ParameterSets implements SliceHeader.ParameterSets {

  private static final int SPS_COUNT = 32;
  private static final int PPS_COUNT = 256;
  private static final int NONE = -1;

  /** Bytes of a unit in which its identifiers are: a header, three of a profile, two codes. */
  private static final int START = 24;

  private static final int PROFILE_BYTES = 3;

  private final DepacketizerContext context;
  private final ParameterSetTable spsUnits;
  private final ParameterSetTable ppsUnits;
  private final @Nullable H264Sps[] sps = new H264Sps[SPS_COUNT];

  /** The sequence parameter set that each picture parameter set refers to. */
  private final byte[] spsIds = new byte[PPS_COUNT];

  private final BitReader bits = new BitReader();
  private final byte[] scratch = new byte[START];
  private boolean describing;
  private boolean described;
  private boolean changed;
  private int current = NONE;
  private @Nullable VideoParameters parameters;

  H264ParameterSets(DepacketizerContext context) {
    this.context = context;
    this.spsUnits = new ParameterSetTable(context.memory(), SPS_COUNT);
    this.ppsUnits = new ParameterSetTable(context.memory(), PPS_COUNT);
    readDescription(context.frames());
  }

  /** Takes what {@code sprop-parameter-sets} says (RFC 6184 §8.1). */
  private void readDescription(FrameWriter frames) {
    describing = true;
    for (byte[] unit : context.track().description().spropParameterSets()) {
      ByteBuffer bytes = ByteBuffer.wrap(unit);
      switch (unit[0] & 0x1F) {
        case H264Type.SPS -> takeSps(bytes, 0, unit.length);
        case H264Type.PPS -> takePps(bytes, 0, unit.length);
        default -> report(NalQuirks.DESCRIBED_SET_UNREADABLE, "");
      }
    }
    describing = false;
    for (int id = 0; id < SPS_COUNT && !described; id++) {
      described = sps[id] != null;
      if (described) {
        set(id, frames);
      }
    }
  }

  private void report(Quirk quirk, String detail) {
    context.quirks().report(quirk, detail);
  }

  @Override
  public @Nullable H264Sps spsOf(int pictureParameterSet) {
    int id = spsId(pictureParameterSet);
    return id == NONE ? null : sps[id];
  }

  /** Returns the set that a picture's refers to; the only one that there is, if that is missing. */
  private int spsId(int pps) {
    if (ppsUnits.get(pps) != null) {
      return spsIds[pps];
    }
    int only = NONE;
    for (int id = 0; id < SPS_COUNT; id++) {
      if (sps[id] != null) {
        if (only != NONE) {
          return NONE;
        }
        only = id;
      }
    }
    return only;
  }

  /** Takes a sequence parameter set. */
  void takeSps(ByteBuffer unit, int from, int to) {
    bits.wrapStart(unit, from + 1, to, scratch);
    bits.skip(8 * PROFILE_BYTES);
    int id = bits.ue();
    if (bits.overrun() || id >= SPS_COUNT) {
      report(unreadable(), "SPS");
      return;
    }
    if (spsUnits.has(id, unit, from, to)) {
      return;
    }
    boolean other = spsUnits.get(id) != null && isFirstOfStream();
    byte[] copy = spsUnits.put(id, unit, from, to);
    sps[id] = copy == null ? null : H264Sps.read(copy);
    changed = true;
    H264Sps read = sps[id];
    if (read == null) {
      report(unreadable(), "SPS");
    } else if (read.hasRest) {
      report(NalQuirks.PARAMETER_SET_REST, "SPS");
    }
    if (other) {
      report(NalQuirks.DESCRIBED_SET_DIFFERS, "SPS");
    }
  }

  /** Takes a picture parameter set. */
  void takePps(ByteBuffer unit, int from, int to) {
    bits.wrapStart(unit, from + 1, to, scratch);
    int id = bits.ue();
    int of = bits.ue();
    if (bits.overrun() || id >= PPS_COUNT || of >= SPS_COUNT) {
      report(unreadable(), "PPS");
      return;
    }
    if (ppsUnits.has(id, unit, from, to)) {
      return;
    }
    boolean other = ppsUnits.get(id) != null && isFirstOfStream();
    if (ppsUnits.put(id, unit, from, to) != null) {
      spsIds[id] = (byte) of;
      changed = true;
    }
    if (other) {
      report(NalQuirks.DESCRIBED_SET_DIFFERS, "PPS");
    }
  }

  private Quirk unreadable() {
    return describing ? NalQuirks.DESCRIBED_SET_UNREADABLE : NalQuirks.PARAMETER_SET_UNREADABLE;
  }

  /** Returns once whether the sets that were kept are the description's. */
  private boolean isFirstOfStream() {
    boolean first = described && !describing;
    described &= describing;
    return first;
  }

  /** Sets the parameters of pictures that refer to a set, if they changed. */
  void setParameters(int pps, FrameWriter frames) {
    int id = spsId(pps);
    if (id != NONE && (changed || id != current)) {
      set(id, frames);
    }
  }

  private void set(int id, FrameWriter frames) {
    H264Sps set = sps[id];
    byte[] unit = spsUnits.get(id);
    if (set == null || unit == null) {
      return;
    }
    current = id;
    changed = false;
    List<byte[]> pps = new ArrayList<>();
    for (int i = 0; i < PPS_COUNT; i++) {
      byte[] one = ppsUnits.get(i);
      if (one != null && spsIds[i] == id) {
        pps.add(one);
      }
    }
    double rate = context.track().description().framerate().orElse(0);
    VideoParameters now = H264Parameters.of(set, unit, pps, rate);
    VideoParameters before = parameters;
    if (before == null || !now.equals(before)) {
      parameters = now;
      frames.parameters(now);
    }
  }

  /** Goes back to what the description says. */
  void reset(FrameWriter frames) {
    close();
    current = NONE;
    changed = false;
    described = false;
    readDescription(frames);
  }

  /** Gives all memory back. */
  void close() {
    spsUnits.clear();
    ppsUnits.clear();
    Arrays.fill(sps, null);
  }
}
