package io.rtsper.transport.tcp;

import io.rtsper.api.header.TransportHeader;
import io.rtsper.api.spi.MediaTransport;
import io.rtsper.api.spi.MediaTransportContext;
import io.rtsper.api.spi.MediaTransportProvider;

/** RTP and RTCP on channels of the control link (RFC 2326 §10.12), under the name {@code tcp}. */
public final class InterleavedTransportProvider implements MediaTransportProvider {

  /** Makes the provider; for {@link java.util.ServiceLoader}. */
  public InterleavedTransportProvider() {}

  @Override
  public String name() {
    return "tcp";
  }

  @Override
  public MediaTransport open(MediaTransportContext context) {
    return new InterleavedTransport(context);
  }

  @Override
  public boolean recognises(TransportHeader answer) {
    return answer.isInterleaved() && !answer.multicast();
  }
}
