package io.rtsper.testkit.contract;

import io.rtsper.api.header.TransportHeader;
import io.rtsper.api.spi.MediaAgreement;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;

/** The server's side of one track, in a contract test. Used on the test's own thread. */
public interface MediaPeer extends Closeable {

  /**
   * Returns what the server answers to the offer that the peer was made for.
   *
   * @return the answer to SETUP
   */
  TransportHeader answer();

  /**
   * Sends a packet to where the client expects RTP.
   *
   * @param packet the packet
   * @throws IOException if that can't be done
   */
  void sendRtp(byte[] packet) throws IOException;

  /**
   * Sends a packet to where the client expects RTCP.
   *
   * @param packet the packet
   * @throws IOException if that can't be done
   */
  void sendRtcp(byte[] packet) throws IOException;

  /**
   * Returns what the client agrees on when it takes the answer.
   *
   * @return the agreement
   */
  MediaAgreement agreement();

  /**
   * Waits for the next packet that the client sent to where the server expects RTP.
   *
   * @param atMost how long to wait
   * @return the packet
   * @throws IOException if none comes in that time
   */
  byte[] receiveRtp(Duration atMost) throws IOException;

  /**
   * Stops taking the client's packets, so that the way to the server is full sooner or later.
   *
   * @return false if that way is never full, since it loses packets instead
   */
  default boolean stopTaking() {
    return false;
  }

  /** Takes the client's packets again, those included that wait. */
  default void takeAgain() {}

  /**
   * Waits for the next packet that the client sent to where the server expects RTCP.
   *
   * @param atMost how long to wait
   * @return the packet
   * @throws IOException if none comes in that time
   */
  byte[] receiveRtcp(Duration atMost) throws IOException;

  @Override
  void close() throws IOException;
}
