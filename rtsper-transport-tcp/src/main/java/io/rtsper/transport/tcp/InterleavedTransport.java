package io.rtsper.transport.tcp;

import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.header.ChannelPair;
import io.rtsper.api.header.TransportHeader;
import io.rtsper.api.spi.MediaAgreement;
import io.rtsper.api.spi.MediaTransport;
import io.rtsper.api.spi.MediaTransportContext;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The channels of one track. The server's are the ones that count: some answer with others than
 * were offered, and send on those.
 */
final class InterleavedTransport implements MediaTransport {

  private static final int NO_CHANNEL = -1;

  private final MediaTransportContext context;
  private final ChannelPair offered;
  private @Nullable ChannelPair bound;
  private boolean closed;

  InterleavedTransport(MediaTransportContext context) {
    this.context = context;
    int first = context.interleaved().freePair();
    this.offered = new ChannelPair(first, first + 1);
  }

  @Override
  public TransportHeader offer() {
    return TransportHeader.interleaved(offered.first());
  }

  @Override
  public MediaAgreement accept(TransportHeader answer) {
    if (closed) {
      return MediaAgreement.ordered();
    }
    ChannelPair channels = channels(answer);
    context.interleaved().bind(channels.first(), channels.second());
    bound = channels;
    return MediaAgreement.ordered().multiplexed(channels.first() == channels.second());
  }

  /** Returns the channels that count. */
  private ChannelPair channels(TransportHeader answer) {
    ChannelPair channels = answer.interleaved().orElse(null);
    if (channels == null) {
      if (!answer.isInterleaved()) {
        throw new RtspProtocolException(
            RtspPhase.REQUEST,
            context.track()
                + " was offered interleaved channels, but the server answered \""
                + answer.value()
                + "\"; try another transport",
            null);
      }
      context.quirks().report(InterleavedQuirks.TRANSPORT_WITHOUT_CHANNELS, offered.toString());
      return offered;
    }
    if (!channels.equals(offered)) {
      context
          .quirks()
          .report(
              InterleavedQuirks.TRANSPORT_OTHER_CHANNELS,
              offered + " offered, " + channels + " answered");
    }
    return channels;
  }

  @Override
  public boolean sendRtp(ByteBuffer packet) {
    return send(bound == null ? NO_CHANNEL : bound.first(), packet);
  }

  @Override
  public boolean sendRtcp(ByteBuffer packet) {
    return send(bound == null ? NO_CHANNEL : bound.second(), packet);
  }

  private boolean send(int channel, ByteBuffer packet) {
    if (channel == NO_CHANNEL) {
      packet.position(packet.limit());
      return true;
    }
    return context.interleaved().send(channel, packet);
  }

  @Override
  public void close() {
    closed = true;
    bound = null;
    context.interleaved().unbind();
  }
}
