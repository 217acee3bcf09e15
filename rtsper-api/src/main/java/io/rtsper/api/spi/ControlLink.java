package io.rtsper.api.spi;

import java.net.SocketAddress;
import java.nio.ByteBuffer;

/** An ordered, full-duplex byte link to a server. All methods are for the event loop only. */
public interface ControlLink {

  /**
   * Sends what remains in the buffer, in order behind what was sent before. What can't be written
   * at once is copied, so the buffer is the caller's again. Does nothing on a closed link.
   *
   * <p>A link whose waiting bytes would go past {@link LinkContext#sendLimit()} fails instead: it
   * closes and tells its listener.
   *
   * @param bytes what to send; wholly consumed
   */
  void send(ByteBuffer bytes);

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
