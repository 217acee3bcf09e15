package io.rtsper.api;

import io.rtsper.api.media.Frame;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;

/**
 * Frames that wait for whoever takes them, in the order in which they were complete. To be iterated
 * by any thread, also a virtual one, but not by an event loop: {@code hasNext()} and {@code next()}
 * wait for a frame, and are refused there with an {@link IllegalStateException}.
 *
 * <p>The iteration ends when the session ends, behind the frames that came before, and at once when
 * the session or the stream is closed. When the session fails, its {@link RtspException} is thrown
 * behind the last frame. A thread that is interrupted while it waits gets an {@link
 * RtspCancelledException} and stays interrupted.
 *
 * <p>A frame that was taken is the application's for as long as it likes: nobody writes into its
 * memory any more, and that no longer counts as the session's. Several threads may take frames of
 * one stream, and each frame goes to one of them.
 */
@DoNotImplement
public interface FrameStream extends Iterable<Frame>, AutoCloseable {

  /**
   * Returns an iterator that takes frames off the stream: two of them share the frames.
   *
   * @return the iterator; its {@code remove()} isn't supported
   */
  @Override
  Iterator<Frame> iterator();

  /**
   * Takes the next frame, if one comes in time.
   *
   * @param limit how long it is waited for; zero to look only
   * @return the frame; empty if none came, or the stream has ended
   * @throws RtspException if the session failed, or the thread was interrupted
   * @throws IllegalStateException if it is called on an event loop with a limit that isn't zero
   */
  Optional<Frame> poll(Duration limit);

  /**
   * Returns whether no frame will come any more.
   *
   * @return true once the stream has ended and all of it was taken
   */
  boolean isEnded();

  /**
   * Ends the stream: what waits is dropped, whoever waits is released, and nothing more is queued.
   * From any thread, also in a callback; may be repeated. The session goes on.
   */
  @Override
  void close();
}
