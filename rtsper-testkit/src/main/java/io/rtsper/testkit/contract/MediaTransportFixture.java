package io.rtsper.testkit.contract;

import io.rtsper.api.header.TransportHeader;
import io.rtsper.api.spi.MediaTransportProvider;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.util.Optional;

/** What {@link MediaTransportContract} needs of a plug-in: its provider and the server's side. */
public interface MediaTransportFixture extends Closeable {

  /**
   * Returns the provider under test.
   *
   * @return the provider
   */
  MediaTransportProvider provider();

  /**
   * Returns the server's side of a track. It may already be used when the client hasn't taken the
   * answer yet.
   *
   * @param offer what the client offers
   * @param channels the interleaved channels of the control link
   * @return the peer, which the test closes
   * @throws IOException if it can't be made
   */
  MediaPeer peer(TransportHeader offer, InterleavedChannels channels) throws IOException;

  /**
   * Returns the address of the control link's other side.
   *
   * @return port 554 on the loopback interface unless overridden
   */
  default InetSocketAddress controlPeer() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 554);
  }

  /**
   * Returns the address of the control link's own side.
   *
   * @return a port on the loopback interface unless overridden
   */
  default InetSocketAddress controlLocal() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 50000);
  }

  /**
   * Returns the network interface that the control link goes through.
   *
   * @return none unless overridden
   */
  default Optional<NetworkInterface> networkInterface() {
    return Optional.empty();
  }

  /**
   * Returns whether the client chooses where packets go to, so that no two offers are alike.
   *
   * @return true unless overridden; of multicast, the server chooses the group
   */
  default boolean clientChooses() {
    return true;
  }

  /**
   * Returns the length of the longest packet that the transport carries.
   *
   * @return bytes; 65507 unless overridden, the most that UDP takes
   */
  default int longestPacket() {
    return 65_507;
  }

  @Override
  default void close() throws IOException {}
}
