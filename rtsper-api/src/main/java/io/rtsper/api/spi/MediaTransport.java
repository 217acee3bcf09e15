package io.rtsper.api.spi;

import io.rtsper.api.header.TransportHeader;
import java.nio.ByteBuffer;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The way of one track's packets. All methods are for the event loop only. Packets that come are
 * passed to {@link MediaTransportContext#input()}, but for interleaved ones, which the engine takes
 * from the control link itself.
 *
 * <p>The direction of the media is the track's: of one that the client sends, RTP goes out and
 * reports come in.
 */
public interface MediaTransport {

  /**
   * Returns the {@code Transport} header for SETUP.
   *
   * @return the offer
   */
  TransportHeader offer();

  /**
   * Takes the server's answer to SETUP. Packets may come before it.
   *
   * @param answer the answer; what was offered, if the server sent no such header
   * @return what is agreed on
   * @throws io.rtsper.api.RtspProtocolException if the answer can't be used
   * @throws io.rtsper.api.RtspTransportException if the way can't be opened
   */
  MediaAgreement accept(TransportHeader answer);

  /** Is told that PLAY was answered well, so that a way through a firewall can be opened. */
  default void playing() {}

  /**
   * Sends an RTP packet to the server. A failure is never one of the session: a packet for which
   * there is no way, or that the network doesn't take, is lost. So a way that loses what it has no
   * room for, such as UDP, is never full.
   *
   * @param packet the packet; the buffer is the caller's afterwards
   * @return true if it was consumed; false if the way is full: nothing was sent then, the buffer is
   *     as it was, and {@link MediaTransportContext#writable()} is called when it is worth another
   *     try
   */
  boolean sendRtp(ByteBuffer packet);

  /**
   * Does for an RTCP packet what {@link #sendRtp} does for RTP.
   *
   * @param packet a compound packet; the buffer is the caller's afterwards
   * @return true if it was consumed; false if the way is full
   */
  boolean sendRtcp(ByteBuffer packet);

  /**
   * Returns the size of the system's receive buffer that was given for the track's packets.
   *
   * @return bytes, or empty if the transport has no buffer of its own
   */
  default OptionalInt receiveBuffer() {
    return OptionalInt.empty();
  }

  /**
   * Returns how many datagrams the system dropped because that buffer was full. May be called from
   * any thread, and often: an implementation asks the system once a second at most.
   *
   * @return the datagrams since the transport was opened, or empty if the system doesn't say
   */
  default OptionalLong systemDrops() {
    return OptionalLong.empty();
  }

  /** Frees what the transport holds. May be repeated. */
  void close();
}
