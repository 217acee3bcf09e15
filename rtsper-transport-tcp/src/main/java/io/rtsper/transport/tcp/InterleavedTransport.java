package io.rtsper.transport.tcp;

import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.header.ChannelPair;
import io.rtsper.api.header.TransportHeader;
import io.rtsper.api.spi.MediaTransport;
import io.rtsper.api.spi.MediaTransportContext;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The channels of one track. The server's are the ones that count: some answer with others than
 * were offered, and send on those.
 */
final class InterleavedTransport implements MediaTransport {

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
  public void accept(TransportHeader answer) {
    if (closed) {
      return;
    }
    ChannelPair channels = answer.interleaved().orElse(null);
    if (channels == null) {
      if (!answer.isInterleaved()) {
        throw new RtspProtocolException(
            RtspPhase.REQUEST,
            "track "
                + context.trackIndex()
                + " was offered interleaved channels, but the server answered \""
                + answer.value()
                + "\"; try another transport",
            null);
      }
      context.quirks().report(InterleavedQuirks.TRANSPORT_WITHOUT_CHANNELS, offered.toString());
      channels = offered;
    } else if (!channels.equals(offered)) {
      context
          .quirks()
          .report(
              InterleavedQuirks.TRANSPORT_OTHER_CHANNELS,
              offered + " offered, " + channels + " answered");
    }
    context.interleaved().bind(channels.first(), channels.second());
    bound = channels;
  }

  @Override
  public void sendRtcp(ByteBuffer packet) {
    ChannelPair channels = bound;
    if (channels != null) {
      context.interleaved().send(channels.second(), packet);
    } else {
      packet.position(packet.limit());
    }
  }

  @Override
  public void close() {
    closed = true;
    bound = null;
    context.interleaved().unbind();
  }
}
