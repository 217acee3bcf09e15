package io.rtsper.testkit.contract;

import io.rtsper.api.RtspUrl;
import io.rtsper.api.TlsOptions;
import io.rtsper.api.spi.Deadline;
import io.rtsper.api.spi.EventLoop;
import io.rtsper.api.spi.LinkContext;
import io.rtsper.api.spi.MemoryBudget;
import io.rtsper.api.spi.QuirkReporter;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * Where a link to be tested goes.
 *
 * @param url the URL
 * @param address the address to connect to
 * @param tls how the server is trusted
 */
public record LinkTarget(RtspUrl url, InetSocketAddress address, TlsOptions tls) {

  /**
   * Returns the context of a link to this target.
   *
   * @param loop the loop that it lives on
   * @param openWithin how long it may take to open, from now
   * @param memory what it may hold
   * @return the context, which takes no notice of quirks
   */
  public LinkContext context(EventLoop loop, Duration openWithin, MemoryBudget memory) {
    return new Context(this, loop, Deadline.in(loop, openWithin), memory);
  }

  private record Context(
      LinkTarget target, EventLoop eventLoop, Deadline deadline, MemoryBudget memory)
      implements LinkContext {

    @Override
    public RtspUrl url() {
      return target.url;
    }

    @Override
    public InetSocketAddress address() {
      return target.address;
    }

    @Override
    public TlsOptions tls() {
      return target.tls;
    }

    @Override
    public QuirkReporter quirks() {
      return QuirkReporter.NONE;
    }
  }
}
