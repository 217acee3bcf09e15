package io.rtsper.transport.udp;

import io.rtsper.api.header.TransportHeader;
import io.rtsper.api.spi.MediaTransport;
import io.rtsper.api.spi.MediaTransportContext;
import io.rtsper.api.spi.MediaTransportProvider;

/**
 * RTP and RTCP of a multicast group (RFC 2326 §12.39), any-source and source-specific (RFC 4607),
 * under the name {@code multicast}. The server chooses the group; sessions that hear the same one
 * share its sockets.
 */
public final class MulticastTransportProvider implements MediaTransportProvider {

  private final GroupRegistry groups = new GroupRegistry();
  private final MembershipCheck membership = new MembershipCheck();

  /** Makes the provider; for {@link java.util.ServiceLoader}. */
  public MulticastTransportProvider() {}

  @Override
  public String name() {
    return "multicast";
  }

  @Override
  public MediaTransport open(MediaTransportContext context) {
    return new MulticastTransport(context, groups, membership);
  }

  @Override
  public boolean recognises(TransportHeader answer) {
    return !answer.isInterleaved()
        && answer.multicast()
        && answer.lowerTransport().map("UDP"::equals).orElse(true);
  }
}
