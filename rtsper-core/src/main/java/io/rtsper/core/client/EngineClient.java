package io.rtsper.core.client;

import io.rtsper.api.ClientOptions;
import io.rtsper.api.RtspClient;
import io.rtsper.api.RtspSession;
import io.rtsper.api.SessionOptions;
import io.rtsper.api.spi.EventLoop;
import io.rtsper.api.spi.ProviderCatalog;
import io.rtsper.api.spi.ProviderFailure;
import io.rtsper.core.context.ClientContext;
import io.rtsper.core.loop.HostLookup;
import io.rtsper.core.loop.SelectorLoop;
import io.rtsper.core.session.EngineSession;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The client of this engine: a fixed number of loops, to which sessions are given in turn. */
final class EngineClient implements RtspClient {

  private static final Logger LOG = LoggerFactory.getLogger(EngineClient.class);

  private static final Duration LOOP_END = Duration.ofSeconds(1);

  /**
   * What a loop may need besides the sessions' close timeouts; it passes only if one is blocked.
   */
  private static final Duration CLOSE_SLACK = Duration.ofSeconds(1);

  private final String name;
  private final ProviderCatalog providers;
  private final HostLookup lookup;
  private final ClientContext context;
  private final List<SelectorLoop> loops;
  private final AtomicInteger next = new AtomicInteger();
  private final Set<EngineSession> sessions = ConcurrentHashMap.newKeySet();

  /** The sessions and those closed ones whose last callbacks haven't returned. */
  private final Set<EngineSession> watched = ConcurrentHashMap.newKeySet();

  private final AtomicBoolean closing = new AtomicBoolean();
  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private final LoopWatch watch;

  EngineClient(ClientOptions options, LongSupplier clock, InstantSource wallClock) {
    this.name = options.name();
    this.providers = options.providers();
    this.lookup = new HostLookup(options.hostResolver(), options.name());
    this.context = new ClientContext(providers, lookup, wallClock);
    List<SelectorLoop> started = new ArrayList<>(options.eventLoops());
    try {
      for (int i = 0; i < options.eventLoops(); i++) {
        started.add(SelectorLoop.start(options.name() + "-loop-" + i, clock));
      }
      this.loops = List.copyOf(started);
      this.watch = new LoopWatch(options.name(), loops, watched);
    } catch (Throwable noMeans) {
      started.forEach(SelectorLoop::end);
      throw noMeans;
    }
    for (ProviderFailure failure : providers.failures()) {
      LOG.warn("a plug-in can't be used: {}", failure);
    }
  }

  @Override
  public RtspSession newSession(SessionOptions options) {
    if (closing.get()) {
      throw new IllegalStateException("the client is closed");
    }
    providers.controlTransport(options.url().connectionScheme());
    options.transports().forEach(providers::mediaTransport);
    providers.sdpParser();
    EventLoop loop = loops.get(Math.floorMod(next.getAndIncrement(), loops.size())).newLane();
    EngineSession session = new EngineSession(loop, options, context, this::closed);
    sessions.add(session);
    watched.add(session);
    if (closing.get()) {
      session.closeAsync();
    }
    return session;
  }

  private void closed(EngineSession session) {
    sessions.remove(session);
    try {
      session.loop().execute(() -> watched.remove(session));
    } catch (RejectedExecutionException loopEnded) {
      watched.remove(session);
    }
  }

  @Override
  public ProviderCatalog providers() {
    return providers;
  }

  @Override
  public List<RtspSession> sessions() {
    return List.copyOf(sessions);
  }

  @Override
  public CompletableFuture<Void> closeAsync() {
    if (closing.compareAndSet(false, true)) {
      CompletableFuture<?>[] all =
          sessions.stream().map(RtspSession::closeAsync).toArray(CompletableFuture[]::new);
      CompletableFuture.allOf(all)
          .whenComplete(
              (done, failure) -> {
                lookup.close();
                loops.forEach(SelectorLoop::end);
                watch.close();
                closed.complete(null);
              });
    }
    return closed.copy();
  }

  @Override
  public void close() {
    Duration longest = CLOSE_SLACK;
    for (EngineSession session : sessions) {
      Duration wait = session.sessionOptions().closeTimeout().plus(CLOSE_SLACK);
      longest = wait.compareTo(longest) > 0 ? wait : longest;
    }
    CompletableFuture<Void> done = closeAsync();
    if (SelectorLoop.isLoopThread()) {
      return;
    }
    try {
      done.get(longest.toMillis(), TimeUnit.MILLISECONDS);
      for (SelectorLoop loop : loops) {
        loop.awaitEnd(LOOP_END);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException blocked) {
      sessions.forEach(EngineSession::releaseAll);
      LOG.warn(
          "client {} could not be closed within {}: a callback keeps a session", name, longest);
    } catch (ExecutionException unexpected) {
      throw new IllegalStateException("closing never fails", unexpected);
    }
  }
}
