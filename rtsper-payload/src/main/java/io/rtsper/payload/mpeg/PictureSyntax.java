package io.rtsper.payload.mpeg;

import io.rtsper.api.Quirk;
import io.rtsper.api.spi.FrameWriter;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What the assembly of pictures has to know of a codec: its start codes and headers. */
interface PictureSyntax {

  /** {@return whether nothing of a picture comes before what has this start code} */
  boolean isVeryFirst(int code);

  /** {@return whether what has this start code stands before a picture's data, or begins it} */
  boolean isBefore(int code);

  /** {@return whether a picture's data begin with this start code} */
  boolean isPicture(int code);

  /** {@return whether what has this start code ends a sequence, behind the last picture} */
  boolean isEnd(int code);

  /**
   * {@return whether a packet begins another frame than the one that was begun, of which the
   * picture has come and which has the same timestamp}
   *
   * @param code the start code at the beginning of the packet
   * @param bytes holds the packet
   * @param from the index of the start code
   * @param to the index behind the packet's last byte
   */
  boolean isOther(int code, ByteBuffer bytes, int from, int to);

  /** {@return how many bytes of a picture's data, from its start code, tell what kind it is} */
  int pictureStart();

  /**
   * Takes what begins a picture's data.
   *
   * @param bytes holds as many bytes as {@link #pictureStart()} says
   * @param from the index of its start code
   */
  void takePicture(ByteBuffer bytes, int from);

  /**
   * Takes the headers of a frame that is whole up to its picture, and sets what they say.
   *
   * @param bytes holds the frame
   * @param from the index of its first byte
   * @param to the index of the picture's start code
   * @param frames where to set the parameters
   * @return what is wrong with them; null if nothing is
   */
  @Nullable Quirk takeHeaders(ByteBuffer bytes, int from, int to, FrameWriter frames);

  /** {@return whether the picture that was taken last refers to no other} */
  boolean isKey();

  /**
   * Forgets what came, but not what the description says, and gives the memory for it back.
   *
   * @param frames where to set the parameters of the description
   */
  void reset(FrameWriter frames);

  /** Gives all memory back. */
  void close();
}
