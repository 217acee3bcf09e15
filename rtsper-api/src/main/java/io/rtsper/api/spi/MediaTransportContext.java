package io.rtsper.api.spi;

import io.rtsper.api.AddressPolicy;
import io.rtsper.api.DoNotImplement;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** What a media transport needs of its session. For the event loop only. */
@DoNotImplement
public interface MediaTransportContext {

  /**
   * Returns the session's loop.
   *
   * @return the loop
   */
  EventLoop eventLoop();

  /**
   * Returns the track's index in the description.
   *
   * @return 0 for the first
   */
  int trackIndex();

  /**
   * Returns the addresses of the control link's other side.
   *
   * @return the address; unresolved if the link has none
   */
  InetSocketAddress controlPeer();

  /**
   * Returns the address of the control link's own side.
   *
   * @return the address; unresolved if the link has none
   */
  InetSocketAddress controlLocal();

  /**
   * Returns which addresses the session may talk to.
   *
   * @return the policy
   */
  AddressPolicy addressPolicy();

  /**
   * Returns the interleaved channels of the control link.
   *
   * @return the channels
   */
  Interleaved interleaved();

  /**
   * Returns who takes the track's packets.
   *
   * @return the sink
   */
  MediaSink packets();

  /**
   * Returns who takes what the transport tolerates.
   *
   * @return the reporter
   */
  QuirkReporter quirks();

  /** The interleaved channels of a control link (RFC 2326 §10.12), 0 to 255. */
  @DoNotImplement
  interface Interleaved {

    /**
     * Returns the lower of two adjacent channels that are free.
     *
     * @return an even channel
     * @throws io.rtsper.api.RtspTransportException if there is none
     */
    int freePair();

    /**
     * Gives the packets of two channels to the track. The same number twice means that RTP and RTCP
     * share a channel and are told apart by their payload type (RFC 5761 §4).
     *
     * @param rtp the channel of RTP
     * @param rtcp the channel of RTCP
     * @throws io.rtsper.api.RtspProtocolException if one belongs to another track
     */
    void bind(int rtp, int rtcp);

    /** Takes the track's channels back; may be repeated. */
    void unbind();

    /**
     * Sends a packet on a channel.
     *
     * @param channel the channel
     * @param packet the packet; wholly consumed
     */
    void send(int channel, ByteBuffer packet);
  }
}
