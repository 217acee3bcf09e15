package io.rtsper.api.spi;

import io.rtsper.api.DoNotImplement;
import io.rtsper.api.media.CodecParameters;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Takes one frame after another into memory of the engine. A frame is {@linkplain #begin begun},
 * grows by what is {@linkplain #commit committed}, and is {@linkplain #end ended} or {@linkplain
 * #drop dropped}. Nothing is reserved, committed or ended without a frame that was begun. For the
 * event loop only.
 *
 * <pre>{@code
 * frames.begin(packet.extendedTimestamp());
 * ByteBuffer room = frames.reserve(length);
 * if (room != null) {
 *   frames.commit(copy(packet, room));
 *   frames.end(true, false);
 * }
 * }</pre>
 */
@DoNotImplement
public interface FrameWriter {

  /**
   * Begins a frame; one that was begun and not ended is dropped.
   *
   * @param timestamp the extended RTP timestamp
   */
  void begin(long timestamp);

  /**
   * Returns room at the end of the frame that was begun. It is valid until the next call of
   * whatever method here.
   *
   * @param length how many bytes are needed
   * @return a buffer in big-endian order that has {@code length} bytes from its position to its
   *     limit; null if the frame would be longer than a session takes or the session's memory is
   *     used up: then the frame has been dropped, and nothing is written until another is begun
   */
  @Nullable ByteBuffer reserve(int length);

  /**
   * Adds to the frame what was written into the room that was reserved.
   *
   * @param length how many bytes of it, from its start; no more than were reserved
   */
  void commit(int length);

  /**
   * Returns how many bytes the frame has.
   *
   * @return the bytes committed since it was begun; 0 if none was begun
   */
  int length();

  /**
   * Sets the parameters of the frames from now on, that one included which was begun.
   *
   * @param parameters the parameters
   */
  void parameters(CodecParameters parameters);

  /**
   * Ends the frame and hands it on, unless it is empty.
   *
   * @param keyFrame whether decoding can start here
   * @param damaged whether part of it is missing
   */
  void end(boolean keyFrame, boolean damaged);

  /** Gives up the frame that was begun, if any. */
  void drop();
}
