package io.rtsper.transport.udp;

import io.rtsper.api.header.TransportHeader;
import io.rtsper.api.spi.MediaTransportProvider;
import io.rtsper.testkit.contract.InterleavedChannels;
import io.rtsper.testkit.contract.MediaPeer;
import io.rtsper.testkit.contract.MediaTransportContract;
import io.rtsper.testkit.contract.MediaTransportFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.NetworkInterface;
import java.util.Optional;

/** A source-specific group on the loopback interface. */
class SourceSpecificMulticastContractTest extends MediaTransportContract {

  @Override
  protected MediaTransportFixture fixture() {
    MulticastTransportProvider provider = new MulticastTransportProvider();
    return new MediaTransportFixture() {
      @Override
      public MediaTransportProvider provider() {
        return provider;
      }

      @Override
      public MediaPeer peer(TransportHeader offer, InterleavedChannels channels)
          throws IOException {
        return MulticastPeer.sourceSpecific();
      }

      @Override
      public Optional<NetworkInterface> networkInterface() {
        try {
          return Optional.of(MulticastPeer.loopback());
        } catch (IOException none) {
          throw new UncheckedIOException(none);
        }
      }

      @Override
      public boolean clientChooses() {
        return false;
      }
    };
  }
}
