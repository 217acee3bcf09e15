package io.rtsper.api.spi;

import io.rtsper.api.DoNotImplement;
import java.nio.ByteBuffer;

/**
 * Takes the packets of one track, on the event loop. What can't be read is counted and dropped;
 * nothing is thrown. The buffer is the caller's again afterwards, its position and limit unchanged.
 */
@DoNotImplement
public interface MediaSink {

  /**
   * Takes a packet that came where RTP is expected.
   *
   * @param buffer holds the packet
   * @param offset the index of its first byte
   * @param length its length in bytes
   */
  void onRtp(ByteBuffer buffer, int offset, int length);

  /**
   * Takes a packet that came where RTCP is expected.
   *
   * @param buffer holds the packet
   * @param offset the index of its first byte
   * @param length its length in bytes
   */
  void onRtcp(ByteBuffer buffer, int offset, int length);
}
