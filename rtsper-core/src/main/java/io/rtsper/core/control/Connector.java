package io.rtsper.core.control;

import io.rtsper.api.RtspException;
import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspTimeoutException;
import io.rtsper.api.RtspTransportException;
import io.rtsper.api.RtspUrl;
import io.rtsper.api.RtspValidationException;
import io.rtsper.api.SessionOptions;
import io.rtsper.api.TlsOptions;
import io.rtsper.api.spi.ControlTransportProvider;
import io.rtsper.api.spi.Deadline;
import io.rtsper.api.spi.EventLoop;
import io.rtsper.api.spi.LinkContext;
import io.rtsper.api.spi.MemoryBudget;
import io.rtsper.api.spi.QuirkReporter;
import io.rtsper.core.context.Failures;
import io.rtsper.core.context.SessionContext;
import io.rtsper.core.context.Text;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Opens control connections: looks the host up, asks the address policy and tries one address after
 * the other, all within one deadline.
 */
public final class Connector {

  private final SessionContext context;
  private final EventLoop loop;
  private final SessionOptions options;
  private final ControlConnection.Owner owner;

  /**
   * Makes the connector of a session.
   *
   * @param owner is told what becomes of its connections
   */
  public Connector(SessionContext context, ControlConnection.Owner owner) {
    this.context = context;
    this.loop = context.loop();
    this.options = context.options();
    this.owner = owner;
  }

  /** What a link is opened with. */
  private record Target(
      RtspUrl url,
      InetSocketAddress address,
      TlsOptions tls,
      EventLoop eventLoop,
      Deadline deadline,
      MemoryBudget memory,
      QuirkReporter quirks)
      implements LinkContext {}

  /** Opens a connection. */
  public CompletableFuture<ControlConnection> connect(
      ControlTransportProvider provider, RtspUrl url) {
    Duration timeout = options.connectTimeout();
    Deadline deadline = Deadline.in(loop, timeout);
    if (!provider.resolvesHost()) {
      InetSocketAddress unresolved =
          InetSocketAddress.createUnresolved(url.host(), port(provider, url));
      return open(provider, url, List.of(unresolved), 0, deadline, null);
    }
    return addresses(url, deadline)
        .thenCompose(
            found -> open(provider, url, allowed(found, provider, url), 0, deadline, null));
  }

  private static int port(ControlTransportProvider provider, RtspUrl url) {
    return url.hasPort() ? url.port() : provider.defaultPort();
  }

  private CompletableFuture<List<InetAddress>> addresses(RtspUrl url, Deadline deadline) {
    if (url.isLiteralAddress()) {
      try {
        return CompletableFuture.completedFuture(List.of(InetAddress.getByName(url.hostAndZone())));
      } catch (UnknownHostException badZone) {
        return CompletableFuture.failedFuture(unknown(url, badZone));
      }
    }
    CompletableFuture<List<InetAddress>> result = context.waits().track(new CompletableFuture<>());
    EventLoop.Timer timer =
        loop.schedule(
            deadline.left(loop),
            () ->
                result.completeExceptionally(
                    new RtspTimeoutException(
                        RtspPhase.RESOLVE,
                        "looking up "
                            + url.host()
                            + " took longer than "
                            + Text.seconds(options.connectTimeout())
                            + "; check the name server, or give an address",
                        null)));
    CompletableFuture<List<InetAddress>> asked =
        context.client().lookup().lookUp(url.hostAndZone());
    asked.whenComplete(
        (found, failure) ->
            loop.execute(
                () -> {
                  if (failure == null && !found.isEmpty()) {
                    result.complete(found);
                  } else {
                    result.completeExceptionally(unknown(url, failure));
                  }
                }));
    result.whenComplete(
        (found, failure) -> {
          timer.cancel();
          asked.cancel(false);
        });
    return result;
  }

  private static RtspTransportException unknown(RtspUrl url, @Nullable Throwable cause) {
    return new RtspTransportException(
        RtspPhase.RESOLVE,
        "the host " + url.host() + " is not known; check the name, or give an address",
        cause);
  }

  private List<InetSocketAddress> allowed(
      List<InetAddress> found, ControlTransportProvider provider, RtspUrl url) {
    List<InetSocketAddress> allowed = new ArrayList<>(found.size());
    for (InetAddress address : found) {
      if (options.addressPolicy().allows(url.host(), address)) {
        allowed.add(new InetSocketAddress(address, port(provider, url)));
      }
    }
    if (allowed.isEmpty()) {
      throw new RtspValidationException(
          "the session's address policy allows none of the addresses of "
              + url.host()
              + ": "
              + found.stream().map(InetAddress::getHostAddress).toList());
    }
    return allowed;
  }

  private CompletableFuture<ControlConnection> open(
      ControlTransportProvider provider,
      RtspUrl url,
      List<InetSocketAddress> addresses,
      int index,
      Deadline deadline,
      @Nullable RtspException before) {
    if (index == addresses.size()) {
      return CompletableFuture.failedFuture(
          before != null ? before : new IllegalStateException("no address to try"));
    }
    long left = deadline.left(loop).toNanos();
    Duration share = Duration.ofNanos(left / (addresses.size() - index));
    ControlConnection connection = new ControlConnection(context, owner);
    LinkContext target =
        new Target(
            url.withoutCredentials(),
            addresses.get(index),
            options.tls(),
            loop,
            Deadline.in(loop, share),
            context.memory(),
            context.quirks());
    CompletableFuture<Void> opened = context.waits().track(connection.open(provider, target));
    opened.whenComplete(
        (done, failure) -> {
          if (failure != null) {
            connection.close();
          }
        });
    return opened
        .handle(
            (done, failure) -> {
              if (failure == null) {
                return CompletableFuture.completedFuture(connection);
              }
              RtspException cause = Failures.asRtsp(failure);
              if (before != null) {
                cause.addSuppressed(before);
              }
              return index + 1 < addresses.size() && isOfThisAddress(cause)
                  ? open(provider, url, addresses, index + 1, deadline, cause)
                  : CompletableFuture.<ControlConnection>failedFuture(cause);
            })
        .thenCompose(outcome -> outcome);
  }

  private static boolean isOfThisAddress(RtspException cause) {
    return cause instanceof RtspTransportException || cause instanceof RtspTimeoutException;
  }
}
