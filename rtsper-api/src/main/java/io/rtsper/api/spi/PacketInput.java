package io.rtsper.api.spi;

import io.rtsper.api.DoNotImplement;
import java.nio.ByteBuffer;

/**
 * Takes the packets of one track, RTP and RTCP, whatever brings them. On the event loop only.
 *
 * <p>The bytes are valid during the call only. The buffer is in big-endian order, the network's; it
 * is the caller's again afterwards, its position and limit, which say nothing, unchanged. What
 * can't be read is counted and dropped; nothing is thrown, except by a session in strict mode.
 */
@DoNotImplement
public interface PacketInput {

  /**
   * Takes a packet that came where RTP is expected. RTCP is told from it by its type (RFC 5761 §4).
   *
   * @param buffer holds the packet
   * @param offset the index of its first byte
   * @param length its length in bytes
   * @param arrivalNanos when it was read, on the loop's clock ({@link EventLoop#nanoTime()})
   */
  void onRtp(ByteBuffer buffer, int offset, int length, long arrivalNanos);

  /**
   * Takes a packet that came where RTCP is expected. RTP is told from it by its type.
   *
   * @param buffer holds the packet
   * @param offset the index of its first byte
   * @param length its length in bytes
   * @param arrivalNanos when it was read, on the loop's clock ({@link EventLoop#nanoTime()})
   */
  void onRtcp(ByteBuffer buffer, int offset, int length, long arrivalNanos);
}
