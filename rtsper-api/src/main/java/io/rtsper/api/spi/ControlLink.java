package io.rtsper.api.spi;

import java.net.SocketAddress;
import java.nio.ByteBuffer;

/** An ordered, full-duplex byte link to a server. All methods are for the event loop only. */
public interface ControlLink {

  /** The most bytes that may wait to be written. */
  int MAX_PENDING = 1 << 20;

  /**
   * Sends what remains in the buffer, in order behind what was sent before. What can't be written
   * at once is copied, so the buffer is the caller's again. Does nothing on a closed link.
   *
   * <p>A link that finds no room for what has to wait, in {@link LinkContext#memory()} or below
   * {@link #MAX_PENDING}, fails instead: it closes and tells its listener.
   *
   * @param bytes what to send; wholly consumed
   */
  void send(ByteBuffer bytes);

  /**
   * Sends what remains in the buffer if the link isn't full, for what can wait or be left out, such
   * as media. It is full when more than half of {@link #MAX_PENDING} would wait if nothing of it
   * could be written at once, or when {@link LinkContext#memory()} has no room for that.
   *
   * @param bytes what to send; half of {@link #MAX_PENDING} at most
   * @return true if it was consumed, as also on a closed link; false if the link is full: nothing
   *     was sent then, and {@link ControlLinkListener#onWritable()} is called when nothing waits
   *     any more, or a moment later if nothing did and only memory was missing
   */
  boolean offer(ByteBuffer bytes);

  /**
   * Stops or resumes reading, so that the transport holds the sender back.
   *
   * @param reading false to stop
   */
  void reading(boolean reading);

  /**
   * Returns the address of the other side.
   *
   * @return the address; of the target when the link isn't open yet
   */
  SocketAddress remoteAddress();

  /**
   * Returns the address of this side.
   *
   * @return the address; unspecified when the link isn't open yet
   */
  SocketAddress localAddress();

  /**
   * Returns how many bytes wait to be written.
   *
   * @return the bytes
   */
  int pendingBytes();

  /**
   * Closes the link at once. {@link ControlLinkListener#onClosed} isn't called for it. May be
   * repeated.
   */
  void close();
}
