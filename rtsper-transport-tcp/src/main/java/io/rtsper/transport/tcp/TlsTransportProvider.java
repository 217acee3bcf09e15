package io.rtsper.transport.tcp;

import io.rtsper.api.spi.ControlLink;
import io.rtsper.api.spi.ControlLinkListener;
import io.rtsper.api.spi.ControlTransportProvider;
import io.rtsper.api.spi.LinkContext;
import java.util.concurrent.Executor;

/** Control links of {@code rtsps} URLs: TLS over TCP (RFC 7826 §19.2). */
public final class TlsTransportProvider implements ControlTransportProvider {

  /** The port that IANA gives to {@code rtsps}. */
  private static final int DEFAULT_PORT = 322;

  /** What all handshakes of this provider, and so of a client, are calculated on. */
  private final Executor threads = OffLoop.threads();

  /** Makes the provider; for {@link java.util.ServiceLoader}. */
  public TlsTransportProvider() {}

  @Override
  public String name() {
    return "rtsps";
  }

  @Override
  public int defaultPort() {
    return DEFAULT_PORT;
  }

  @Override
  public boolean secure() {
    return true;
  }

  @Override
  public ControlLink open(ControlLinkListener listener, LinkContext context) {
    return new TlsControlLink(listener, context, threads);
  }
}
