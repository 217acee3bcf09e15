package io.rtsper.payload.nal;

import io.rtsper.api.spi.FrameWriter;
import java.nio.ByteBuffer;

/** What the assembly of access units has to know of a codec: its units' types and pictures. */
public interface NalSyntax {

  /** {@return the length of a unit's header in bytes} */
  int headerLength();

  /**
   * Looks at the beginning of a unit, and changes nothing until it is {@linkplain #take taken}.
   *
   * @param header the unit's header as a number
   * @param bytes holds what follows the header, or its beginning
   * @param from the index of the first byte behind the header
   * @param to the index behind the last byte that is there
   * @return what the unit means
   */
  UnitKind look(int header, ByteBuffer bytes, int from, int to);

  /**
   * {@return whether the unit that was looked at last is the first slice of its picture} True also
   * where that can't be told.
   */
  boolean isFirstSlice();

  /** {@return whether the unit that was looked at last makes its access unit a key frame} */
  boolean isKeyPicture();

  /** Takes the unit that was looked at last as one of the access unit. */
  void take();

  /**
   * Takes what a whole unit says: a parameter set, supplemental information.
   *
   * @param bytes holds the unit
   * @param from the index of its header
   * @param to the index behind its last byte
   */
  void complete(ByteBuffer bytes, int from, int to);

  /** Is told that another access unit begins. */
  void begin();

  /** {@return whether decoding can start at the access unit} */
  boolean isKeyFrame();

  /**
   * Sets the parameters of the access unit if they are others than before.
   *
   * @param frames where to set them
   */
  void setParameters(FrameWriter frames);

  /**
   * Forgets what came, but not what the description says, and gives the memory for it back.
   *
   * @param frames where to set the parameters of the description
   */
  void reset(FrameWriter frames);

  /** Gives all memory back. */
  void close();
}
