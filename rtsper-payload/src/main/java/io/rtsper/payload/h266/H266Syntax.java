package io.rtsper.payload.h266;

import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.api.spi.FrameWriter;
import io.rtsper.payload.bits.BitReader;
import io.rtsper.payload.nal.NalQuirks;
import io.rtsper.payload.nal.NalSyntax;
import io.rtsper.payload.nal.UnitKind;
import java.nio.ByteBuffer;

/**
 * Types, pictures and parameter sets of H.266. A picture begins with its header, which is a unit of
 * its own or, in a picture of one slice, part of that (§7.3.7).
 */
final class H266Syntax implements NalSyntax {

  private static final int PICTURE_START = 16;
  private static final int NO_SET = -1;

  private final DepacketizerContext context;
  private final H266ParameterSets sets;
  private final BitReader bits = new BitReader();
  private final byte[] scratch = new byte[PICTURE_START];
  private boolean key;
  private boolean first;
  private int set = NO_SET;
  private boolean keyFrame;
  private int pictureSet = NO_SET;

  H266Syntax(DepacketizerContext context) {
    this.context = context;
    this.sets = new H266ParameterSets(context);
  }

  @Override
  public int headerLength() {
    return 2;
  }

  @Override
  public UnitKind look(int header, ByteBuffer bytes, int from, int to) {
    int type = H266Type.HEADER.type(header);
    key = type >= H266Type.FIRST_KEY && type <= H266Type.LAST_KEY;
    first = false;
    set = NO_SET;
    if (type == H266Type.DELIMITER) {
      return UnitKind.DELIMITER;
    }
    if (type == H266Type.SPS) {
      return UnitKind.FIRST_PARAMETERS;
    }
    boolean slice = type <= H266Type.LAST_PICTURE;
    if (!slice && type != H266Type.PICTURE_HEADER) {
      return UnitKind.OTHER;
    }
    if (H266Type.layer(header) != 0) {
      return UnitKind.SAME_PICTURE;
    }
    bits.wrapStart(bytes, from, to, scratch);
    first = !slice || bits.flag();
    if (first) {
      readHeader(!slice);
    }
    return first ? UnitKind.NEW_PICTURE : UnitKind.SAME_PICTURE;
  }

  /** Reads the beginning of picture_header_structure() (§7.3.2.8). */
  private void readHeader(boolean alone) {
    boolean start = bits.flag(); // ph_gdr_or_irap_pic_flag
    key |= alone && start;
    bits.skip(start ? 2 : 1); // ph_non_ref_pic_flag, ph_gdr_pic_flag
    if (bits.flag()) {
      bits.skip(1); // ph_intra_slice_allowed_flag
    }
    int id = bits.ue();
    set = bits.overrun() ? NO_SET : id;
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
    pictureSet = set == NO_SET ? pictureSet : set;
  }

  @Override
  public void complete(ByteBuffer bytes, int from, int to) {
    int header = to - from < 2 ? 0 : bytes.getShort(from) & 0xFFFF;
    int type = H266Type.HEADER.type(header);
    boolean isSet = type >= H266Type.VPS && type <= H266Type.PPS;
    if (isSet && H266Type.layer(header) == 0 && !sets.take(type, bytes, from, to)) {
      context.quirks().report(NalQuirks.PARAMETER_SET_UNREADABLE, "");
    }
  }

  @Override
  public void begin() {
    keyFrame = false;
    pictureSet = NO_SET;
  }

  @Override
  public boolean isKeyFrame() {
    return keyFrame;
  }

  @Override
  public void setParameters(FrameWriter frames) {
    sets.setParameters(pictureSet, frames);
  }

  @Override
  public void reset(FrameWriter frames) {
    begin();
    sets.reset(frames);
  }

  @Override
  public void close() {
    sets.close();
  }
}
