package io.rtsper.transport.replay;

import java.nio.ByteBuffer;

/** What of a capture is played in its time, from a PLAY request on. */
sealed interface FeedItem {

  /** Returns which PLAY it came behind, from 1. */
  int play();

  /** Returns when it was captured, in nanoseconds. */
  long nanos();

  /** Returns how many bytes it holds. */
  int length();

  /**
   * Bytes of the connection: a frame, a request of the server, or what is neither.
   *
   * @param bytes as they go over the link
   */
  record Bytes(int play, long nanos, ByteBuffer bytes) implements FeedItem {
    @Override
    public int length() {
      return bytes.remaining();
    }
  }

  /**
   * A datagram of a track.
   *
   * @param setup the SETUP of the track
   * @param rtcp whether it came to the port of RTCP
   * @param packet what it carried
   */
  record Datagram(int play, long nanos, Exchange setup, boolean rtcp, ByteBuffer packet)
      implements FeedItem {
    @Override
    public int length() {
      return packet.remaining();
    }
  }

  /**
   * The response to PLAY.
   *
   * @param exchange the PLAY
   */
  record Answer(int play, long nanos, Exchange exchange) implements FeedItem {
    @Override
    public int length() {
      return 0;
    }
  }

  /** Nothing more comes. */
  record End(int play, long nanos) implements FeedItem {
    @Override
    public int length() {
      return 0;
    }
  }
}
