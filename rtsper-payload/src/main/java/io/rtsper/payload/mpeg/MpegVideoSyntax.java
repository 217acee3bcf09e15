package io.rtsper.payload.mpeg;

import io.rtsper.api.Quirk;
import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.api.spi.FrameWriter;
import io.rtsper.payload.nal.ParameterSetTable;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Start codes and headers of MPEG-1 and MPEG-2 video (ISO 11172-2 §2.4.2, ISO 13818-2 §6.2). */
final class MpegVideoSyntax implements PictureSyntax {

  static final int PICTURE = 0x00;
  static final int SEQUENCE = 0xB3;
  static final int EXTENSION = 0xB5;
  static final int SEQUENCE_END = 0xB7;
  static final int GROUP = 0xB8;

  /** Intra-coded. */
  private static final int TYPE_I = 1;

  /** Bytes from a picture's start code to the end of its type. */
  private static final int PICTURE_START = 6;

  private static final int NO_REFERENCE = -1;

  private final DepacketizerContext context;

  /** The sequence header with its extensions; the only one, under 0. */
  private final ParameterSetTable sequence;

  private boolean intra;
  private int temporalReference = NO_REFERENCE;

  MpegVideoSyntax(DepacketizerContext context) {
    this.context = context;
    this.sequence = new ParameterSetTable(context.memory(), 1);
  }

  @Override
  public boolean isVeryFirst(int code) {
    return code == SEQUENCE;
  }

  @Override
  public boolean isBefore(int code) {
    return code == SEQUENCE || code == GROUP || code == PICTURE;
  }

  @Override
  public boolean isPicture(int code) {
    return code == PICTURE;
  }

  @Override
  public boolean isEnd(int code) {
    return code == SEQUENCE_END;
  }

  /** The second field of a frame has the temporal reference of the first (§6.3.9). */
  @Override
  public boolean isOther(int code, ByteBuffer bytes, int from, int to) {
    return code == SEQUENCE
        || code == GROUP
        || (code == PICTURE
            && to - from >= PICTURE_START
            && reference(bytes, from) != temporalReference);
  }

  private static int reference(ByteBuffer bytes, int from) {
    return (bytes.getShort(from + 4) & 0xFFFF) >> 6;
  }

  @Override
  public int pictureStart() {
    return PICTURE_START;
  }

  @Override
  public void takePicture(ByteBuffer bytes, int from) {
    temporalReference = reference(bytes, from);
    intra = (bytes.get(from + 5) >> 3 & 7) == TYPE_I;
  }

  @Override
  public @Nullable Quirk takeHeaders(ByteBuffer bytes, int from, int to, FrameWriter frames) {
    if (to - from < 4 || (bytes.get(from + 3) & 0xFF) != SEQUENCE) {
      return null;
    }
    int end = MpegVideoSequence.end(bytes, from, to);
    if (sequence.has(0, bytes, from, end)) {
      return null;
    }
    MpegVideoSequence read = MpegVideoSequence.read(bytes, from, end);
    if (read == null) {
      return MpegQuirks.SEQUENCE_UNREADABLE;
    }
    byte[] kept = sequence.put(0, bytes, from, end);
    double described = context.track().description().framerate().orElse(0);
    frames.parameters(read.parameters(kept == null ? new byte[0] : kept, described));
    return null;
  }

  @Override
  public boolean isKey() {
    return intra;
  }

  @Override
  public void reset(FrameWriter frames) {
    close();
    intra = false;
    temporalReference = NO_REFERENCE;
  }

  @Override
  public void close() {
    sequence.clear();
  }
}
