package io.rtsper.api.spi;

import io.rtsper.api.media.Discontinuity;
import io.rtsper.api.rtp.RtpPacket;

/**
 * Makes frames of one track's packets, and writes them to {@link DepacketizerContext#frames()}.
 * Confined to the event loop; pure, without I/O.
 */
public interface Depacketizer {

  /**
   * Takes the next packet in sequence. Its payload may be any bytes: what can't be read is reported
   * as a quirk and left out, and nothing is thrown, except by the reporter of a session in strict
   * mode.
   *
   * @param packet the packet; valid during the call only
   */
  void onPacket(RtpPacket packet);

  /**
   * Is told that the next packet doesn't continue what came before, so that what was begun can't be
   * completed. It is dropped, or ended as damaged; what to do with a damaged frame and with those
   * after it is for whoever takes frames to say. After any reason but {@link Discontinuity#LOSS}
   * the depacketizer is like a new one: it has given back the memory for all that came.
   *
   * @param reason why
   */
  void onDiscontinuity(Discontinuity reason);

  /**
   * Is told that nothing comes for now: what needs no further packet to be complete is ended. Of
   * what does, more may still come.
   */
  default void flush() {}

  /**
   * Is told that no further packet comes. What was begun is given up, and all memory is given back;
   * nothing else is called afterwards.
   */
  default void close() {}
}
