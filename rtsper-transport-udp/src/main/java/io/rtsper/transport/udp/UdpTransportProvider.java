package io.rtsper.transport.udp;

import io.rtsper.api.header.TransportHeader;
import io.rtsper.api.spi.MediaTransport;
import io.rtsper.api.spi.MediaTransportContext;
import io.rtsper.api.spi.MediaTransportProvider;
import java.util.OptionalInt;

/**
 * RTP and RTCP on a pair of UDP ports (RFC 2326 §12.39, RFC 3550 §11), under the name {@code udp}.
 * Unicast only; packets are passed on in the order in which they come.
 */
public final class UdpTransportProvider implements MediaTransportProvider {

  /** Says only once what is the same for every pair of ports. */
  private final ReceiveBuffer receiveBuffer = new ReceiveBuffer();

  private final SystemDrops drops = new SystemDrops();

  /** Makes the provider; for {@link java.util.ServiceLoader}. */
  public UdpTransportProvider() {}

  @Override
  public String name() {
    return "udp";
  }

  @Override
  public MediaTransport open(MediaTransportContext context) {
    PortPairChannels channels =
        PortPairChannels.open(context.controlLocal(), context.track(), context.udp());
    OptionalInt given = receiveBuffer.enlarge(channels.rtp(), context.udp().receiveBuffer());
    return new UdpTransport(context, channels, given, drops);
  }

  @Override
  public boolean recognises(TransportHeader answer) {
    return !answer.isInterleaved()
        && !answer.multicast()
        && answer.lowerTransport().map("UDP"::equals).orElse(true);
  }
}
