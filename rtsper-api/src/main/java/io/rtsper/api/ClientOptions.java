package io.rtsper.api;

import static java.util.Objects.requireNonNull;

import io.rtsper.api.spi.HostResolver;
import io.rtsper.api.spi.ProviderCatalog;
import org.jspecify.annotations.Nullable;

/**
 * The options of a client, as {@link RtspClientBuilder} hands them to the engine. Immutable.
 * Meaning, default and limits of each stand at the builder's method that sets it.
 */
public final class ClientOptions implements Cloneable {

  // The builder alone writes these, on a draft of its own.

  int eventLoops = Math.max(1, Runtime.getRuntime().availableProcessors());
  HostResolver hostResolver = HostResolver.SYSTEM;
  String name = "rtsper";

  private @Nullable ProviderCatalog providers;

  ClientOptions() {}

  /** Returns the options of one client: a copy of this draft, with the plug-ins that were found. */
  ClientOptions complete(ProviderCatalog found) {
    ClientOptions complete;
    try {
      complete = (ClientOptions) clone();
    } catch (CloneNotSupportedException impossible) {
      throw new IllegalStateException("options can be copied", impossible);
    }
    complete.providers = found;
    return complete;
  }

  /** {@return the number of {@linkplain RtspClientBuilder#eventLoops event loops}} */
  public int eventLoops() {
    return eventLoops;
  }

  /**
   * {@return the plug-ins, those that the {@linkplain RtspClientBuilder#provider builder} was given
   * included}
   */
  public ProviderCatalog providers() {
    return requireNonNull(providers, "providers");
  }

  /** {@return who {@linkplain RtspClientBuilder#hostResolver looks up} host names} */
  public HostResolver hostResolver() {
    return hostResolver;
  }

  /** {@return what the threads' {@linkplain RtspClientBuilder#name names} start with} */
  public String name() {
    return name;
  }
}
