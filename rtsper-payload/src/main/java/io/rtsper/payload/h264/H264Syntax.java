package io.rtsper.payload.h264;

import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.api.spi.FrameWriter;
import io.rtsper.payload.bits.BitReader;
import io.rtsper.payload.nal.NalSyntax;
import io.rtsper.payload.nal.SeiMessages;
import io.rtsper.payload.nal.UnitKind;
import java.nio.ByteBuffer;

/** Types, slices and parameter sets of H.264. */
final class H264Syntax implements NalSyntax {

  /** Bytes of a slice from which its picture can be told; the longest header has 23. */
  private static final int SLICE_START = 32;

  private static final int NO_SET = -1;

  private final H264ParameterSets sets;
  private final BitReader bits = new BitReader();
  private final byte[] scratch = new byte[SLICE_START];
  private SliceHeader last = new SliceHeader();
  private SliceHeader next = new SliceHeader();
  private int type;
  private boolean slice;
  private boolean keyFrame;
  private int pictureSet = NO_SET;

  H264Syntax(DepacketizerContext context) {
    this.sets = new H264ParameterSets(context);
  }

  @Override
  public int headerLength() {
    return 1;
  }

  @Override
  public UnitKind look(int header, ByteBuffer bytes, int from, int to) {
    type = header & 0x1F;
    slice = false;
    return switch (type) {
      case H264Type.SLICE, H264Type.PARTITION_A, H264Type.IDR -> {
        slice = true;
        bits.wrapStart(bytes, from, to, scratch);
        next.read(bits, header, sets);
        yield next.completesFrame(last)
            ? UnitKind.SECOND_FIELD
            : next.isOfSamePicture(last) ? UnitKind.SAME_PICTURE : UnitKind.NEW_PICTURE;
      }
      case H264Type.PARTITION_B, H264Type.PARTITION_C ->
          last.read ? UnitKind.SAME_PICTURE : UnitKind.NEW_PICTURE;
      case H264Type.DELIMITER -> UnitKind.DELIMITER;
      case H264Type.SPS -> UnitKind.FIRST_PARAMETERS;
      default -> UnitKind.OTHER;
    };
  }

  @Override
  public boolean isFirstSlice() {
    return slice && next.read && next.firstMacroblock == 0;
  }

  @Override
  public boolean isKeyPicture() {
    return type == H264Type.IDR;
  }

  @Override
  public void take() {
    if (slice) {
      SliceHeader taken = next;
      next = last;
      last = taken;
      keyFrame |= taken.idr;
      pictureSet = taken.read ? taken.parameterSet : pictureSet;
    }
  }

  @Override
  public void complete(ByteBuffer bytes, int from, int to) {
    switch (bytes.get(from) & 0x1F) {
      case H264Type.SPS -> sets.takeSps(bytes, from, to);
      case H264Type.PPS -> sets.takePps(bytes, from, to);
      // Decoding can start there, too, though it may take some frames until all is right (D.2.7):
      // streams that refresh bit by bit, and open groups of pictures, have no IDR but the first.
      case H264Type.SEI ->
          keyFrame |= SeiMessages.contain(SeiMessages.RECOVERY_POINT, bytes, from + 1, to);
      default -> {
        // Nothing that is needed here.
      }
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
    last.clear();
    begin();
    sets.reset(frames);
  }

  @Override
  public void close() {
    sets.close();
  }
}
