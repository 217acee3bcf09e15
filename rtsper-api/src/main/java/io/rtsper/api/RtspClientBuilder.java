package io.rtsper.api;

import static java.util.Objects.requireNonNull;

import io.rtsper.api.spi.HostResolver;
import io.rtsper.api.spi.Provider;
import io.rtsper.api.spi.ProviderCatalog;
import java.util.ArrayList;
import java.util.List;

/** Builds an {@link RtspClient}. Not safe for use by several threads. */
public final class RtspClientBuilder {

  private final ClientOptions draft = new ClientOptions();
  private final List<Provider> providers = new ArrayList<>();

  RtspClientBuilder() {}

  /**
   * Sets the number of event loops, each of which is one thread at a time. When not set: as many as
   * there are processors.
   *
   * @param count from 1 to 256
   * @return this builder
   * @throws RtspValidationException if the count is out of range
   */
  public RtspClientBuilder eventLoops(int count) {
    if (count < 1 || count > 256) {
      throw new RtspValidationException("event loops: " + count + "; give 1 to 256");
    }
    draft.eventLoops = count;
    return this;
  }

  /**
   * Adds a plug-in that wins over all that are discovered under its name. When not called: only
   * what {@link java.util.ServiceLoader} finds.
   *
   * @param provider a provider of any of the services
   * @return this builder
   */
  public RtspClientBuilder provider(Provider provider) {
    providers.add(requireNonNull(provider, "provider"));
    return this;
  }

  /**
   * Sets who looks up host names. When not set: the JVM, on threads of the client's own.
   *
   * @param resolver the resolver
   * @return this builder
   */
  public RtspClientBuilder hostResolver(HostResolver resolver) {
    draft.hostResolver = requireNonNull(resolver, "resolver");
    return this;
  }

  /**
   * Sets the name that the client's threads start with. When not set: {@code rtsper}.
   *
   * @param name the name
   * @return this builder
   */
  public RtspClientBuilder name(String name) {
    draft.name = requireNonNull(name, "name");
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
    return catalog.engine().client(draft.complete(catalog));
  }
}
