package io.rtsper.api.spi;

import io.rtsper.api.header.TransportHeader;
import java.nio.ByteBuffer;

/**
 * The way of one track's packets. All methods are for the event loop only. Packets that come are
 * passed to {@link MediaTransportContext#packets()}, but for interleaved ones, which the engine
 * takes from the control link itself.
 */
public interface MediaTransport {

  /**
   * Returns the {@code Transport} header for SETUP.
   *
   * @return the offer
   */
  TransportHeader offer();

  /**
   * Takes the server's answer to SETUP.
   *
   * @param answer the answer; what was offered, if the server sent no such header
   * @throws io.rtsper.api.RtspProtocolException if the answer can't be used
   * @throws io.rtsper.api.RtspTransportException if the way can't be opened
   */
  void accept(TransportHeader answer);

  /** Is told that PLAY was answered well, so that a way through a firewall can be opened. */
  default void playing() {}

  /**
   * Sends an RTCP packet to the server. A failure is never one of the session.
   *
   * @param packet a compound packet; wholly consumed, the buffer is the caller's afterwards
   */
  void sendRtcp(ByteBuffer packet);

  /** Frees what the transport holds. May be repeated. */
  void close();
}
