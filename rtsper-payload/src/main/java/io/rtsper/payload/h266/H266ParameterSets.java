package io.rtsper.payload.h266;

import io.rtsper.api.media.VideoParameters;
import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.api.spi.FrameWriter;
import io.rtsper.payload.nal.NalQuirks;
import io.rtsper.payload.nal.ParameterSetTable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parameter sets of a track: those of the description first, and in their place those of the
 * stream. Their identifiers are the first bits of each.
 */
final class H266ParameterSets {

  private static final int VPS_COUNT = 16;
  private static final int SPS_COUNT = 16;
  private static final int PPS_COUNT = 64;
  private static final int NONE = -1;

  private final DepacketizerContext context;
  private final ParameterSetTable vpsUnits;
  private final ParameterSetTable spsUnits;
  private final ParameterSetTable ppsUnits;
  private final @Nullable H266Sps[] sps = new H266Sps[SPS_COUNT];
  private final byte[] spsIds = new byte[PPS_COUNT];
  private boolean describing;
  private boolean described;
  private boolean changed;
  private int current = NONE;
  private @Nullable VideoParameters parameters;

  H266ParameterSets(DepacketizerContext context) {
    this.context = context;
    this.vpsUnits = new ParameterSetTable(context.memory(), VPS_COUNT);
    this.spsUnits = new ParameterSetTable(context.memory(), SPS_COUNT);
    this.ppsUnits = new ParameterSetTable(context.memory(), PPS_COUNT);
    readDescription(context.frames());
  }

  /** Takes what {@code sprop-vps}, {@code -sps} and {@code -pps} say (RFC 9328 §7.2). */
  private void readDescription(FrameWriter frames) {
    describing = true;
    for (byte[] unit : context.track().description().spropParameterSets()) {
      int type =
          unit.length < 4 ? NONE : H266Type.HEADER.type(ByteBuffer.wrap(unit).getShort() & 0xFFFF);
      if (!take(type, ByteBuffer.wrap(unit), 0, unit.length)) {
        context.quirks().report(NalQuirks.DESCRIBED_SET_UNREADABLE, "");
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

  /** Takes a unit; returns false if it is no parameter set, or one that can't be read. */
  boolean take(int type, ByteBuffer unit, int from, int to) {
    if (to - from < 4) {
      return false;
    }
    int first = unit.getShort(from + 2) & 0xFFFF;
    return switch (type) {
      case H266Type.VPS -> {
        put(vpsUnits, first >> 12, unit, from, to);
        yield true;
      }
      case H266Type.SPS -> takeSps(first >> 12, unit, from, to);
      case H266Type.PPS -> {
        put(ppsUnits, first >> 10, unit, from, to);
        spsIds[first >> 10] = (byte) (first >> 6 & 0xF);
        yield true;
      }
      default -> false;
    };
  }

  private boolean takeSps(int id, ByteBuffer unit, int from, int to) {
    if (spsUnits.has(id, unit, from, to)) {
      return sps[id] != null;
    }
    put(spsUnits, id, unit, from, to);
    byte[] copy = spsUnits.get(id);
    sps[id] = copy == null ? null : H266Sps.read(copy);
    return sps[id] != null;
  }

  private void put(ParameterSetTable table, int id, ByteBuffer unit, int from, int to) {
    if (table.has(id, unit, from, to)) {
      return;
    }
    boolean differs = described && !describing && table.get(id) != null;
    table.put(id, unit, from, to);
    changed = true;
    if (differs) {
      described = false; // Told once: what changes later is the stream's own.
      context.quirks().report(NalQuirks.DESCRIBED_SET_DIFFERS, "");
    }
  }

  /** Sets the parameters of pictures that refer to a set, if they changed. */
  void setParameters(int pps, FrameWriter frames) {
    int id = ppsUnits.get(pps) != null ? spsIds[pps] : onlySps();
    if (id != NONE && (changed || id != current)) {
      set(id, frames);
    }
  }

  private int onlySps() {
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

  private void set(int id, FrameWriter frames) {
    H266Sps set = sps[id];
    byte[] unit = spsUnits.get(id);
    if (set == null || unit == null) {
      return;
    }
    current = id;
    changed = false;
    List<byte[]> units = new ArrayList<>();
    for (int i = 0; i < VPS_COUNT; i++) {
      add(vpsUnits.get(i), units);
    }
    units.add(unit);
    for (int i = 0; i < PPS_COUNT; i++) {
      if (spsIds[i] == id) {
        add(ppsUnits.get(i), units);
      }
    }
    VideoParameters now =
        set.parameters(units, context.track().description().framerate().orElse(0));
    VideoParameters before = parameters;
    if (before == null || !now.equals(before)) {
      parameters = now;
      frames.parameters(now);
    }
  }

  private static void add(byte @Nullable [] unit, List<byte[]> to) {
    if (unit != null) {
      to.add(unit);
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
    vpsUnits.clear();
    spsUnits.clear();
    ppsUnits.clear();
    Arrays.fill(sps, null);
  }
}
