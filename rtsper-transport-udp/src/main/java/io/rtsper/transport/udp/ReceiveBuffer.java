package io.rtsper.transport.udp;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The system's receive buffer, made large enough for a key frame: what comes while the loop is busy
 * waits there, and what doesn't fit is lost.
 */
final class ReceiveBuffer {

  private static final Logger LOG = LoggerFactory.getLogger(ReceiveBuffer.class);

  private final AtomicBoolean told = new AtomicBoolean();

  /**
   * Asks for a buffer, and warns once if the system gives a smaller one, which it does without an
   * error.
   *
   * @param channel the socket
   * @param wanted bytes
   * @return the bytes that were given, or empty if the system doesn't say
   */
  OptionalInt enlarge(DatagramChannel channel, int wanted) {
    try {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, wanted);
      int given = channel.getOption(StandardSocketOptions.SO_RCVBUF);
      if (given < wanted && told.compareAndSet(false, true)) {
        LOG.warn(
            "The system gives UDP sockets a receive buffer of {} bytes instead of {}, so that"
                + " packets of large frames may be lost. Raise its limit (on Linux: sysctl -w"
                + " net.core.rmem_max={}), ask for less with UdpOptions.receiveBuffer, or play over"
                + " tcp.",
            given,
            wanted,
            wanted);
      }
      return OptionalInt.of(given);
    } catch (IOException e) {
      LOG.debug("the receive buffer's size can't be set", e);
      return OptionalInt.empty();
    }
  }
}
