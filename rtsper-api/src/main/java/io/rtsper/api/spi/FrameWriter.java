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
   * Sets the timestamp of the frame that was begun, for one whose first packets had another than
   * the picture that they belong to.
   *
   * @param timestamp the extended RTP timestamp
   */
  void timestamp(long timestamp);

  /**
   * Sets how long the frame that was begun lasts, where the format tells.
   *
   * @param ticks units of the track's clock rate
   */
  void duration(long ticks);

  /**
   * Begins a unit of the frame, one whose end has to be found again: a NAL unit. It is stored
   * behind four bytes that hold its length, so that whoever reads the frame may have start codes in
   * their place. A frame consists of units throughout or of none. A unit is ended before the next
   * one is begun.
   *
   * @return false if there is no room: then the frame has been dropped, as with {@link #reserve}
   */
  boolean beginUnit();

  /** Ends the unit that was begun. One that is empty is taken back. */
  void endUnit();

  /**
   * Returns the bytes that the frame has so far, to be looked at and changed at absolute indices
   * until the next call of whatever method here.
   *
   * @return a buffer in big-endian order whose position is the index of the frame's first byte and
   *     whose limit is behind its last
   */
  ByteBuffer written();

  /**
   * Takes back the end of the frame. If the unit that was begun goes with it, none is begun.
   *
   * @param length how many bytes stay; no more than the frame has
   */
  void truncate(int length);

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
   * @return the bytes committed since it was begun, with the four before each unit; 0 if no frame
   *     was begun
   */
  int length();

  /**
   * Sets the parameters of the frames from now on, that one included which was begun. They may be
   * known before the first frame, from the description.
   *
   * @param parameters the parameters
   */
  void parameters(CodecParameters parameters);

  /**
   * Ends the frame and hands it on, unless it is empty. No unit may be open.
   *
   * @param keyFrame whether decoding can start here
   * @param damaged whether part of it is missing
   */
  void end(boolean keyFrame, boolean damaged);

  /** Gives up the frame that was begun, if any. */
  void drop();
}
