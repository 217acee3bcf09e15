package io.rtsper.api.spi;

import io.rtsper.api.AddressPolicy;
import io.rtsper.api.DoNotImplement;
import io.rtsper.api.UdpOptions;
import io.rtsper.api.media.Track;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.ByteBuffer;
import java.util.Optional;

/** What a media transport needs of its session. For the event loop only. */
@DoNotImplement
public interface MediaTransportContext {

  /**
   * Returns the session's loop. What a listener, a timer or a task throws that the transport gives
   * it ends the media, as the loss of the transport would.
   *
   * @return the loop
   */
  EventLoop eventLoop();

  /**
   * Returns the track: its description has the address, source filter and port of a multicast, its
   * direction says who sends.
   *
   * @return the track
   */
  Track track();

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
   * Returns the ports, buffers and interface that the application wants for UDP.
   *
   * @return the options
   */
  UdpOptions udp();

  /**
   * Returns which addresses the session may talk to.
   *
   * @return the policy
   */
  AddressPolicy addressPolicy();

  /**
   * Returns the network interface that the control link goes through, which multicast groups are
   * joined on.
   *
   * @return the interface, or empty if the link has none
   */
  Optional<NetworkInterface> networkInterface();

  /**
   * Returns what the session may hold.
   *
   * @return the budget, of which the transport takes room for what it keeps
   */
  MemoryBudget memory();

  /**
   * Returns the interleaved channels of the control link.
   *
   * @return the channels
   */
  Interleaved interleaved();

  /**
   * Returns who takes the track's packets.
   *
   * @return the input
   */
  PacketInput input();

  /** Says that a packet that was refused because the way was full would be taken now. */
  void writable();

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
     * Sends a packet on a channel; on a connection that is gone it is lost. Allocates nothing.
     *
     * @param channel the channel
     * @param packet the packet, 65535 bytes at most
     * @return true if it was consumed; false if the link is full, and {@link
     *     MediaTransportContext#writable()} is called when it no longer is
     */
    boolean send(int channel, ByteBuffer packet);
  }
}
