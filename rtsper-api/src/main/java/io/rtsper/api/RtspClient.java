package io.rtsper.api;

import static java.util.Objects.requireNonNull;

import io.rtsper.api.spi.HostResolver;
import io.rtsper.api.spi.Provider;
import io.rtsper.api.spi.ProviderCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * What sessions share: the event loops and their buffers, the plug-ins and the defaults. Five
 * hundred cameras need one client. It can be left out: {@link RtspSession#open(String)} uses the
 * {@linkplain #shared() shared} one.
 *
 * <p>Safe for use by any thread. Its threads are daemons, however many sessions it has: one for
 * each event loop, one that watches over them, those that look up names, and one for each callback
 * that doesn't return, 32 for each loop at most.
 */
@DoNotImplement
public interface RtspClient extends AutoCloseable {

  /**
   * Returns the client that everyone shares who has none of their own: default options, made on
   * first use, never closed.
   *
   * @return the shared client
   * @throws RtspValidationException if no engine or a broken set of plug-ins is found
   */
  static RtspClient shared() {
    return SharedClient.get();
  }

  /**
   * Returns a client with default options.
   *
   * @return a new client, to be closed by the caller
   * @throws RtspValidationException if no engine or a broken set of plug-ins is found
   */
  static RtspClient create() {
    return builder().build();
  }

  /**
   * Returns a builder of a client.
   *
   * @return a new builder
   */
  static Builder builder() {
    return new Builder();
  }

  /**
   * Returns a builder of a session on this client.
   *
   * @param url the presentation's URL; user information in it becomes the session's credentials
   * @return a new builder
   * @throws RtspValidationException if the URL can't be read
   */
  default RtspSession.Builder session(String url) {
    return session(RtspUrl.parse(url));
  }

  /**
   * Returns a builder of a session on this client.
   *
   * @param url the presentation's URL; user information in it becomes the session's credentials
   * @return a new builder
   */
  default RtspSession.Builder session(RtspUrl url) {
    return new RtspSession.Builder(this, url);
  }

  /**
   * Returns a new session. {@link RtspSession.Builder#build()} calls this.
   *
   * @param options the session's options
   * @return the session, in state {@link SessionState#NEW}
   * @throws RtspValidationException if a named transport or the URL's scheme has no plug-in
   * @throws IllegalStateException if the client is closed
   */
  RtspSession newSession(SessionOptions options);

  /**
   * Returns the plug-ins of this client.
   *
   * @return the plug-ins, and those that failed to load
   */
  ProviderCatalog providers();

  /**
   * Returns the sessions that are not closed.
   *
   * @return a snapshot
   */
  List<RtspSession> sessions();

  /**
   * Closes all sessions, TEARDOWN included, and ends the threads.
   *
   * @return completes, never exceptionally, when nothing is left; within the longest close timeout
   *     of a session
   */
  CompletableFuture<Void> closeAsync();

  /** Closes all sessions and ends the threads; waits for it. Doesn't throw; may be repeated. */
  @Override
  void close();

  /** Builds an {@link RtspClient}. Not safe for use by several threads. */
  final class Builder {

    private int eventLoops = Math.max(1, Runtime.getRuntime().availableProcessors());
    private final List<Provider> providers = new ArrayList<>();
    private HostResolver hostResolver = HostResolver.SYSTEM;
    private String name = "rtsper";

    private Builder() {}

    /**
     * Sets the number of event loops, each of which is one thread at a time. When not set: as many
     * as there are processors.
     *
     * @param count from 1 to 256
     * @return this builder
     * @throws RtspValidationException if the count is out of range
     */
    public Builder eventLoops(int count) {
      if (count < 1 || count > 256) {
        throw new RtspValidationException("event loops: " + count + "; give 1 to 256");
      }
      this.eventLoops = count;
      return this;
    }

    /**
     * Adds a plug-in that wins over all that are discovered under its name. When not called: only
     * what {@link java.util.ServiceLoader} finds.
     *
     * @param provider a provider of any of the services
     * @return this builder
     */
    public Builder provider(Provider provider) {
      providers.add(requireNonNull(provider, "provider"));
      return this;
    }

    /**
     * Sets who looks up host names. When not set: the JVM, on threads of the client's own.
     *
     * @param resolver the resolver
     * @return this builder
     */
    public Builder hostResolver(HostResolver resolver) {
      this.hostResolver = requireNonNull(resolver, "resolver");
      return this;
    }

    /**
     * Sets the name that the client's threads start with. When not set: {@code rtsper}.
     *
     * @param name the name
     * @return this builder
     */
    public Builder name(String name) {
      this.name = requireNonNull(name, "name");
      return this;
    }

    /**
     * Returns the client.
     *
     * @return a new client, to be closed by the caller
     * @throws RtspValidationException if no engine or a broken set of plug-ins is found
     * @throws RtspTransportException if the process has no file descriptors left for event loops
     */
    public RtspClient build() {
      ProviderCatalog catalog = ProviderCatalog.discover(providers);
      return catalog.engine().client(new ClientOptions(eventLoops, catalog, hostResolver, name));
    }
  }
}
