package io.rtsper.transport.replay;

import io.rtsper.api.spi.ControlLink;
import io.rtsper.api.spi.ControlLinkListener;
import io.rtsper.api.spi.ControlTransportProvider;
import io.rtsper.api.spi.EventLoop;
import io.rtsper.api.spi.LinkContext;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * Control links of {@code rtsp+replay} URLs, such as {@code
 * rtsp+replay://localhost/tmp/camera.pcapng?speed=0}: a capture stands for the server.
 */
public final class ReplayTransportProvider implements ControlTransportProvider {

  /** By the loop, of which each session has its own view; gone when the session is. */
  private final Map<EventLoop, ReplayProgress> progress =
      Collections.synchronizedMap(new WeakHashMap<>());

  /** Makes the provider; for {@link java.util.ServiceLoader}. */
  public ReplayTransportProvider() {}

  @Override
  public String name() {
    return ReplaySource.SCHEME;
  }

  @Override
  public boolean resolvesHost() {
    return false;
  }

  /** Nothing leaves this machine. */
  @Override
  public boolean secure() {
    return true;
  }

  @Override
  public ControlLink open(ControlLinkListener listener, LinkContext context) {
    ReplayProgress of =
        progress.computeIfAbsent(context.eventLoop(), first -> new ReplayProgress());
    return new ReplayLink(listener, context, of).start();
  }
}
