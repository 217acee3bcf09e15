package io.rtsper.transport.udp;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The system's receive buffer, made large enough for a key frame: what comes while the loop is busy
 * waits there, and what doesn't fit is lost.
 */
final class ReceiveBuffer {

  /** A key frame of a 4K camera has 1 to 3 MB; the usual default is 208 KiB. */
  static final int WANTED_BYTES = 2 * 1024 * 1024;

  private static final int ENOUGH_BYTES = 1024 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(ReceiveBuffer.class);

  private final AtomicBoolean told = new AtomicBoolean();

  /** Asks for a large buffer, and warns once if the system gives a small one. */
  void enlarge(DatagramChannel channel) {
    try {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, WANTED_BYTES);
      int given = channel.getOption(StandardSocketOptions.SO_RCVBUF);
      if (given < ENOUGH_BYTES && told.compareAndSet(false, true)) {
        LOG.warn(
            "The system gives UDP sockets a receive buffer of {} bytes only, so that packets of"
                + " large frames may be lost. Raise its limit (on Linux: sysctl -w"
                + " net.core.rmem_max={}) or play over tcp.",
            given,
            WANTED_BYTES);
      }
    } catch (IOException e) {
      LOG.debug("the receive buffer's size can't be set", e);
    }
  }
}
