package io.rtsper.payload.h265;

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
 * stream. There are encoders that send them once and never again, not even before key pictures.
 */
final class H265ParameterSets {

  private static final int VPS_COUNT = 16;
  private static final int SPS_COUNT = 16;
  private static final int PPS_COUNT = 64;
  private static final int NONE = -1;

  /** Bytes in which an identifier is; that of a sequence set is behind the profiles. */
  private static final int START = 128;

  private final DepacketizerContext context;
  private final ParameterSetTable vpsUnits;
  private final ParameterSetTable spsUnits;
  private final ParameterSetTable ppsUnits;
  private final @Nullable H265Sps[] sps = new H265Sps[SPS_COUNT];
  private final byte[] spsIds = new byte[PPS_COUNT];
  private final BitReader bits = new BitReader();
  private final byte[] scratch = new byte[START];
  private boolean describing;
  private boolean described;
  private boolean changed;
  private int current = NONE;
  private @Nullable VideoParameters parameters;

  H265ParameterSets(DepacketizerContext context) {
    this.context = context;
    this.vpsUnits = new ParameterSetTable(context.memory(), VPS_COUNT);
    this.spsUnits = new ParameterSetTable(context.memory(), SPS_COUNT);
    this.ppsUnits = new ParameterSetTable(context.memory(), PPS_COUNT);
    readDescription(context.frames());
  }

  /** Takes what {@code sprop-vps}, {@code -sps} and {@code -pps} say (RFC 7798 §7.1). */
  private void readDescription(FrameWriter frames) {
    describing = true;
    for (byte[] unit : context.track().description().spropParameterSets()) {
      int type = unit.length < 2 ? NONE : H265Type.of(ByteBuffer.wrap(unit).getShort() & 0xFFFF);
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

  /** Takes a unit; returns false if it is no parameter set. */
  boolean take(int type, ByteBuffer unit, int from, int to) {
    bits.wrapStart(unit, from + 2, to, scratch);
    switch (type) {
      case H265Type.VPS -> put(vpsUnits, bits.bits(4), unit, from, to);
      case H265Type.SPS -> takeSps(H265Sps.id(bits), unit, from, to);
      case H265Type.PPS -> takePps(unit, from, to);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void takeSps(int id, ByteBuffer unit, int from, int to) {
    if (id == NONE) {
      context.quirks().report(unreadable(), "SPS");
      return;
    }
    if (put(spsUnits, id, unit, from, to)) {
      byte[] copy = spsUnits.get(id);
      H265Sps read = copy == null ? null : H265Sps.read(copy);
      sps[id] = read;
      if (read == null) {
        context.quirks().report(unreadable(), "SPS");
      } else if (read.hasRest) {
        context.quirks().report(NalQuirks.PARAMETER_SET_REST, "SPS");
      }
    }
  }

  private void takePps(ByteBuffer unit, int from, int to) {
    int id = bits.ue();
    int of = bits.ue();
    if (bits.overrun() || id >= PPS_COUNT || of >= SPS_COUNT) {
      context.quirks().report(unreadable(), "PPS");
      return;
    }
    if (put(ppsUnits, id, unit, from, to)) {
      spsIds[id] = (byte) of;
    }
  }

  /** Keeps a set; returns whether it is another one than was there. */
  private boolean put(ParameterSetTable table, int id, ByteBuffer unit, int from, int to) {
    if (table.has(id, unit, from, to)) {
      return false;
    }
    boolean differs = described && !describing && table.get(id) != null;
    table.put(id, unit, from, to);
    changed = true;
    if (differs) {
      described = false; // Told once: what changes later is the stream's own.
      context.quirks().report(NalQuirks.DESCRIBED_SET_DIFFERS, "");
    }
    return true;
  }

  private Quirk unreadable() {
    return describing ? NalQuirks.DESCRIBED_SET_UNREADABLE : NalQuirks.PARAMETER_SET_UNREADABLE;
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
    H265Sps set = sps[id];
    byte[] unit = spsUnits.get(id);
    if (set == null || unit == null) {
      return;
    }
    current = id;
    changed = false;
    List<byte[]> vps = new ArrayList<>();
    for (int i = 0; i < VPS_COUNT; i++) {
      add(vpsUnits.get(i), vps);
    }
    List<byte[]> pps = new ArrayList<>();
    for (int i = 0; i < PPS_COUNT; i++) {
      if (spsIds[i] == id) {
        add(ppsUnits.get(i), pps);
      }
    }
    double rate = context.track().description().framerate().orElse(0);
    VideoParameters now = H265Parameters.of(set, vps, unit, pps, rate);
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
