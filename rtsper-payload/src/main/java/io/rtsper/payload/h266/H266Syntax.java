package io.rtsper.payload.h266;

import io.rtsper.api.media.VideoParameters;
import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.api.spi.FrameWriter;
import io.rtsper.payload.nal.NalQuirks;
import io.rtsper.payload.nal.NalSyntax;
import io.rtsper.payload.nal.ParameterSetTable;
import io.rtsper.payload.nal.UnitKind;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Types, slices and parameter sets of H.266. A picture begins with its header, which is a unit of
 * its own or stands in its only slice (§7.3.7).
 */
final class H266Syntax implements NalSyntax {

  private static final int VPS_COUNT = 16;
  private static final int SPS_COUNT = 16;
  private static final int PPS_COUNT = 64;
  private static final int HEADER_IN_SLICE = 0x80;

  private final DepacketizerContext context;
  private final ParameterSetTable vps;
  private final ParameterSetTable sps;
  private final ParameterSetTable pps;
  private @Nullable VideoParameters parameters;
  private int lastSps;
  private boolean changed;
  private boolean key;
  private boolean first;
  private boolean keyFrame;

  H266Syntax(DepacketizerContext context) {
    this.context = context;
    this.vps = new ParameterSetTable(context.memory(), VPS_COUNT);
    this.sps = new ParameterSetTable(context.memory(), SPS_COUNT);
    this.pps = new ParameterSetTable(context.memory(), PPS_COUNT);
    readDescription(context.frames());
  }

  /** Takes what {@code sprop-vps}, {@code -sps} and {@code -pps} say (RFC 9328 §7.2). */
  private void readDescription(FrameWriter frames) {
    for (byte[] unit : context.track().description().spropParameterSets()) {
      if (unit.length > 2) {
        complete(ByteBuffer.wrap(unit), 0, unit.length);
      }
    }
    setParameters(frames);
  }

  @Override
  public int headerLength() {
    return 2;
  }

  @Override
  public UnitKind look(int header, ByteBuffer bytes, int from, int to) {
    int type = H266Type.HEADER.type(header);
    boolean base = H266Type.layer(header) == 0;
    boolean slice = type <= H266Type.LAST_PICTURE;
    key = type >= H266Type.FIRST_KEY && type <= H266Type.LAST_KEY;
    first =
        base
            && (type == H266Type.PICTURE_HEADER
                || (slice && from < to && (bytes.get(from) & HEADER_IN_SLICE) != 0));
    if (slice || type == H266Type.PICTURE_HEADER) {
      return first ? UnitKind.NEW_PICTURE : UnitKind.SAME_PICTURE;
    }
    return switch (type) {
      case H266Type.DELIMITER -> UnitKind.DELIMITER;
      case H266Type.SPS -> UnitKind.FIRST_PARAMETERS;
      default -> UnitKind.OTHER;
    };
  }

  @Override
  public boolean isFirstSlice() {
    return first;
  }

  @Override
  public boolean isKeyPicture() {
    return key;
  }

  @Override
  public void take() {
    keyFrame |= key;
  }

  @Override
  public void complete(ByteBuffer bytes, int from, int to) {
    if (to - from < 3 || H266Type.layer(bytes.getShort(from)) != 0) {
      return;
    }
    int start = bytes.get(from + 2) & 0xFF;
    switch (H266Type.HEADER.type(bytes.getShort(from))) {
      case H266Type.VPS -> put(vps, start >> 4, bytes, from, to);
      case H266Type.SPS -> {
        put(sps, start >> 4, bytes, from, to);
        lastSps = start >> 4;
      }
      case H266Type.PPS -> put(pps, start >> 2, bytes, from, to);
      default -> {
        // Nothing that is needed here.
      }
    }
  }

  private void put(ParameterSetTable table, int id, ByteBuffer bytes, int from, int to) {
    if (!table.has(id, bytes, from, to)) {
      table.put(id, bytes, from, to);
      changed = true;
    }
  }

  @Override
  public void begin() {
    keyFrame = false;
  }

  @Override
  public boolean isKeyFrame() {
    return keyFrame;
  }

  @Override
  public void setParameters(FrameWriter frames) {
    byte[] unit = sps.get(lastSps);
    if (!changed || unit == null) {
      return;
    }
    changed = false;
    H266Sps read = H266Sps.read(unit);
    if (read == null) {
      context.quirks().report(NalQuirks.PARAMETER_SET_UNREADABLE, "SPS");
      return;
    }
    List<byte[]> sets = new ArrayList<>();
    addAll(vps, sets);
    sets.add(unit);
    addAll(pps, sets);
    VideoParameters now =
        VideoParameters.builder(read.codec())
            .parameterSets(sets)
            .size(read.width, read.height)
            .coded(read.codedWidth, read.codedHeight, read.cropLeft, read.cropTop)
            .profile(read.profile, read.level)
            .samples(read.chroma(), 0)
            .frameRate(context.track().description().framerate().orElse(0))
            .build();
    VideoParameters before = parameters;
    if (before == null || !before.equals(now)) {
      parameters = now;
      frames.parameters(now);
    }
  }

  private static void addAll(ParameterSetTable table, List<byte[]> sets) {
    for (int i = 0; i < table.size(); i++) {
      byte[] set = table.get(i);
      if (set != null) {
        sets.add(set);
      }
    }
  }

  @Override
  public void reset(FrameWriter frames) {
    close();
    begin();
    changed = false;
    readDescription(frames);
  }

  @Override
  public void close() {
    vps.clear();
    sps.clear();
    pps.clear();
  }
}
