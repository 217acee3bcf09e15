package io.rtsper.payload.av1;

import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.payload.assembly.Parameters;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Looks at the units (OBUs) of a temporal unit (AV1 §5.3): sequence headers, and frame headers. */
final class Av1Units {

  static final int SEQUENCE_HEADER = 1;
  static final int TEMPORAL_DELIMITER = 2;
  static final int TILE_LIST = 8;

  private static final int FRAME_HEADER = 3;
  private static final int FRAME = 6;
  private static final int MAX_SEQUENCE = 1024;
  private static final int EXTENSION = 0x04;
  private static final int SIZE = 0x02;

  private final Parameters parameters;
  private final double frameRate;
  private @Nullable Av1Sequence sequence;
  private byte[] sequenceContent = new byte[0];
  private boolean hasSequence;
  private boolean hasFrame;
  private boolean keyFrame;

  Av1Units(DepacketizerContext context) {
    this.parameters = new Parameters(context.frames());
    this.frameRate = context.track().description().framerate().orElse(0);
  }

  /** Returns a unit's type. */
  static int type(int header) {
    return header >> 3 & 0xF;
  }

  /** Returns the length of a unit's header without its size. */
  static int headerLength(int header) {
    return (header & EXTENSION) != 0 ? 2 : 1;
  }

  /** Returns whether a unit's size follows its header. */
  static boolean hasSize(int header) {
    return (header & SIZE) != 0;
  }

  /** Returns the first byte of a unit with the mark that its size follows. */
  static byte withSize(int header) {
    return (byte) (header | SIZE);
  }

  /** Is told that a temporal unit begins. */
  void begin() {
    hasSequence = false;
    hasFrame = false;
    keyFrame = false;
  }

  /**
   * Looks at a whole unit.
   *
   * @param from the index of its first byte behind header and size
   */
  void unit(int type, ByteBuffer bytes, int from, int to) {
    if (type == SEQUENCE_HEADER) {
      hasSequence = true;
      sequence(bytes, from, to);
    } else if ((type == FRAME_HEADER || type == FRAME) && !hasFrame && from < to) {
      hasFrame = true;
      Av1Sequence known = sequence;
      // show_existing_frame, frame_type: a key frame has 0 for both (§5.9.2).
      keyFrame = known != null && (known.reduced || (bytes.get(from) & 0xE0) == 0);
    }
  }

  private void sequence(ByteBuffer bytes, int from, int to) {
    int length = to - from;
    if (length > MAX_SEQUENCE || isKnown(bytes, from, length)) {
      return;
    }
    byte[] content = new byte[length];
    bytes.get(from, content);
    Av1Sequence read = Av1Sequence.read(content);
    if (read != null) {
      sequence = read;
      sequenceContent = content;
      int size = Leb128.length(length);
      byte[] unit = new byte[1 + size + length];
      unit[0] = withSize(SEQUENCE_HEADER << 3);
      Leb128.write(length, ByteBuffer.wrap(unit), 1);
      System.arraycopy(content, 0, unit, 1 + size, length);
      parameters.set(read.parameters(unit, frameRate));
    }
  }

  private boolean isKnown(ByteBuffer bytes, int from, int length) {
    boolean known = length == sequenceContent.length;
    for (int i = 0; known && i < length; i++) {
      known = bytes.get(from + i) == sequenceContent[i];
    }
    return known;
  }

  /** Returns whether decoding can start at the temporal unit. */
  boolean isKeyFrame() {
    return hasSequence && keyFrame;
  }
}
