package io.rtsper.transport.tcp;

import io.rtsper.api.header.ChannelPair;
import io.rtsper.api.header.TransportHeader;
import io.rtsper.api.spi.MediaAgreement;
import io.rtsper.api.spi.MediaTransportProvider;
import io.rtsper.testkit.contract.InterleavedChannels;
import io.rtsper.testkit.contract.MediaPeer;
import io.rtsper.testkit.contract.MediaTransportContract;
import io.rtsper.testkit.contract.MediaTransportFixture;
import java.io.IOException;
import java.time.Duration;

class InterleavedTransportContractTest extends MediaTransportContract {

  @Override
  protected MediaTransportFixture fixture() {
    return new MediaTransportFixture() {
      @Override
      public MediaTransportProvider provider() {
        return new InterleavedTransportProvider();
      }

      @Override
      public MediaPeer peer(TransportHeader offer, InterleavedChannels channels) {
        return new InterleavedPeer(offer, channels);
      }
    };
  }

  /** A server that takes the channels that it is offered. */
  private record InterleavedPeer(TransportHeader offer, InterleavedChannels channels)
      implements MediaPeer {

    private ChannelPair pair() {
      return offer.interleaved().orElseThrow();
    }

    @Override
    public TransportHeader answer() {
      return offer.toBuilder().ssrc(0x5EED).build();
    }

    @Override
    public void sendRtp(byte[] packet) {
      channels.deliver(pair().first(), packet);
    }

    @Override
    public void sendRtcp(byte[] packet) {
      channels.deliver(pair().second(), packet);
    }

    @Override
    public byte[] receiveRtcp(Duration atMost) throws IOException {
      return channels.takeSent(pair().second(), atMost);
    }

    @Override
    public byte[] receiveRtp(Duration atMost) throws IOException {
      return channels.takeSent(pair().first(), atMost);
    }

    @Override
    public MediaAgreement agreement() {
      return MediaAgreement.ordered();
    }

    @Override
    public boolean stopTaking() {
      channels.full(true);
      return true;
    }

    @Override
    public void takeAgain() {
      channels.full(false);
    }

    @Override
    public void close() {}
  }
}
