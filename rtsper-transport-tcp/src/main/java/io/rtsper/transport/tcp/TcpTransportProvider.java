package io.rtsper.transport.tcp;

import io.rtsper.api.spi.ControlLink;
import io.rtsper.api.spi.ControlLinkListener;
import io.rtsper.api.spi.ControlTransportProvider;
import io.rtsper.api.spi.LinkContext;

/** Control links of {@code rtsp} URLs: plain TCP (RFC 2326 §9). */
public final class TcpTransportProvider implements ControlTransportProvider {

  /** Makes the provider; for {@link java.util.ServiceLoader}. */
  public TcpTransportProvider() {}

  @Override
  public String name() {
    return "rtsp";
  }

  @Override
  public ControlLink open(ControlLinkListener listener, LinkContext context) {
    return new TcpControlLink(listener, context);
  }
}
