package io.rtsper.transport.udp;

import io.rtsper.api.header.PortPair;
import io.rtsper.api.header.TransportHeader;
import io.rtsper.api.spi.MediaTransportProvider;
import io.rtsper.testkit.contract.InterleavedChannels;
import io.rtsper.testkit.contract.MediaPeer;
import io.rtsper.testkit.contract.MediaTransportContract;
import io.rtsper.testkit.contract.MediaTransportFixture;
import java.io.IOException;
import java.net.InetAddress;

/** The same of a server that sends from other ports than it announces. */
class OtherPortsUdpTransportContractTest extends MediaTransportContract {

  @Override
  protected MediaTransportFixture fixture() {
    return new MediaTransportFixture() {
      @Override
      public MediaTransportProvider provider() {
        return new UdpTransportProvider();
      }

      @Override
      public MediaPeer peer(TransportHeader offer, InterleavedChannels channels)
          throws IOException {
        return new UdpPeer(InetAddress.getLoopbackAddress(), offer)
            .answering(offer.toBuilder().serverPort(new PortPair(9, 10)).build());
      }
    };
  }
}
