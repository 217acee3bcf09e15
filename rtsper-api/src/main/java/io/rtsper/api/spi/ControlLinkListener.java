package io.rtsper.api.spi;

import io.rtsper.api.RtspException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Is told what happens to a control link, on the event loop. */
public interface ControlLinkListener {

  /** The link is open, TLS handshake included. Called once at most, and before any byte comes. */
  void onOpen();

  /**
   * Bytes came. The listener consumes them all during the call; the buffer isn't its own
   * afterwards.
   *
   * <p>The callee may close the link, stop its reading or send on it; the link passes on nothing
   * more once it is closed.
   *
   * @param bytes what came; often the loop's {@linkplain EventLoop#readBuffer() read buffer}
   */
  void onBytes(ByteBuffer bytes);

  /**
   * Nothing waits to be written any more, after {@link ControlLink#offer} refused something. Called
   * once for all that was refused, and never from within {@code offer}. Where memory is still
   * missing, the next offer is refused as well.
   */
  default void onWritable() {}

  /**
   * The link couldn't be opened, or is gone. Called once at most, and nothing after it.
   *
   * @param failure what failed: an {@link io.rtsper.api.RtspTransportException}, or an {@link
   *     io.rtsper.api.RtspTimeoutException} when the deadline passed before the link was open, or
   *     an {@link io.rtsper.api.RtspValidationException} when the URL asks for what can't be had,
   *     however often it is tried; null if the other side ended the link in order
   */
  void onClosed(@Nullable RtspException failure);
}
