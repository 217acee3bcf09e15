package io.rtsper.payload.h265;

import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.api.spi.FrameWriter;
import io.rtsper.payload.bits.BitReader;
import io.rtsper.payload.nal.NalSyntax;
import io.rtsper.payload.nal.SeiMessages;
import io.rtsper.payload.nal.UnitKind;
import java.nio.ByteBuffer;

/** Types, slices and parameter sets of H.265. */
final class H265Syntax implements NalSyntax {

  private static final int SLICE_START = 16;
  private static final int NO_SET = -1;
  private static final int FIRST_SLICE = 0x80;

  private final H265ParameterSets sets;
  private final BitReader bits = new BitReader();
  private final byte[] scratch = new byte[SLICE_START];
  private boolean key;
  private boolean firstSlice;
  private int set = NO_SET;
  private boolean keyFrame;
  private int pictureSet = NO_SET;

  H265Syntax(DepacketizerContext context) {
    this.sets = new H265ParameterSets(context);
  }

  @Override
  public int headerLength() {
    return 2;
  }

  @Override
  public UnitKind look(int header, ByteBuffer bytes, int from, int to) {
    int type = H265Type.of(header);
    key = type >= H265Type.FIRST_KEY && type <= H265Type.LAST_KEY;
    firstSlice = false;
    set = NO_SET;
    if (type == H265Type.DELIMITER) {
      return UnitKind.DELIMITER;
    }
    if (type == H265Type.VPS) {
      return UnitKind.FIRST_PARAMETERS;
    }
    if (type > H265Type.LAST_PICTURE) {
      return UnitKind.OTHER;
    }
    boolean base = H265Type.layer(header) == 0;
    firstSlice = base && from < to && (bytes.get(from) & FIRST_SLICE) != 0;
    if (base) {
      readSet(bytes, from, to);
    }
    return firstSlice ? UnitKind.NEW_PICTURE : UnitKind.SAME_PICTURE;
  }

  /** Reads which set a slice refers to (§7.3.6.1). */
  private void readSet(ByteBuffer bytes, int from, int to) {
    bits.wrapStart(bytes, from, to, scratch);
    bits.skip(key ? 2 : 1);
    int id = bits.ue();
    set = bits.overrun() ? NO_SET : id;
  }

  @Override
  public boolean isFirstSlice() {
    return firstSlice;
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
    int type = H265Type.of(header);
    if (H265Type.layer(header) == 0 && type >= H265Type.VPS && type <= H265Type.PPS) {
      sets.take(type, bytes, from, to);
    } else if (type == H265Type.PREFIX_SEI) {
      keyFrame |= SeiMessages.contain(SeiMessages.RECOVERY_POINT, bytes, from + 2, to);
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
    if (pictureSet != NO_SET) {
      sets.setParameters(pictureSet, frames);
    }
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
