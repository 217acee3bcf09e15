package io.rtsper.api.spi;

import io.rtsper.api.RtspValidationException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The plug-ins of a client: those that {@link ServiceLoader} finds and those that the application
 * gave, which win. Immutable.
 *
 * <p>Looked for with the calling thread's context class loader and with that of this API. A
 * provider that fails to load is listed in {@link #failures()}, and the others still work.
 */
public final class ProviderCatalog {

  private final Map<Class<? extends Provider>, Map<String, Provider>> services =
      new LinkedHashMap<>();
  private final List<ProviderFailure> failures = new ArrayList<>();

  private ProviderCatalog() {}

  /**
   * Finds the plug-ins.
   *
   * @param explicit those given by the application; a later one wins over an earlier one
   * @return the catalog
   * @throws RtspValidationException if two providers have the same service, name and priority
   */
  public static ProviderCatalog discover(List<? extends Provider> explicit) {
    ProviderCatalog catalog = new ProviderCatalog();
    catalog.add(RtspClientProvider.class, explicit);
    catalog.add(ControlTransportProvider.class, explicit);
    catalog.add(MediaTransportProvider.class, explicit);
    catalog.add(AuthSchemeProvider.class, explicit);
    catalog.add(SdpParserProvider.class, explicit);
    catalog.add(DepacketizerProvider.class, explicit);
    return catalog;
  }

  /**
   * Returns the engine.
   *
   * @return the engine
   * @throws RtspValidationException if there is none, saying what to add
   */
  public RtspClientProvider engine() {
    return firstOf(RtspClientProvider.class, "no RTSP engine was found", "rtsper-core");
  }

  /**
   * Returns the SDP parser of the highest priority.
   *
   * @return the parser
   * @throws RtspValidationException if there is none, saying what to add
   */
  public SdpParserProvider sdpParser() {
    return firstOf(SdpParserProvider.class, "no SDP parser was found", "rtsper-sdp");
  }

  /**
   * Returns what opens control links of a URL scheme.
   *
   * @param scheme the scheme, in any case
   * @return the provider
   * @throws RtspValidationException if there is none, saying which there are and what to add
   */
  public ControlTransportProvider controlTransport(String scheme) {
    return find(ControlTransportProvider.class, scheme)
        .orElseThrow(
            () -> {
              String artifact =
                  switch (scheme.toLowerCase(Locale.ROOT)) {
                    case "rtsp", "rtsps", "rtspt", "rtspu" -> "rtsper-transport-tcp";
                    default -> null;
                  };
              return absent(
                  ControlTransportProvider.class,
                  "no control transport serves the URL scheme \"" + scheme + "\"",
                  artifact);
            });
  }

  /**
   * Returns the media transport of a name.
   *
   * @param name the name, in any case
   * @return the provider
   * @throws RtspValidationException if there is none, saying which there are and what to add
   */
  public MediaTransportProvider mediaTransport(String name) {
    return find(MediaTransportProvider.class, name)
        .orElseThrow(
            () -> {
              String artifact =
                  switch (name.toLowerCase(Locale.ROOT)) {
                    case "tcp" -> "rtsper-transport-tcp";
                    case "udp", "multicast" -> "rtsper-transport-udp";
                    default -> null;
                  };
              return absent(
                  MediaTransportProvider.class,
                  "no media transport is named \"" + name + "\"",
                  artifact);
            });
  }

  /**
   * Returns the provider of an authentication scheme.
   *
   * @param scheme the scheme, in any case
   * @return the provider, or empty if there is none
   */
  public Optional<AuthSchemeProvider> authScheme(String scheme) {
    return find(AuthSchemeProvider.class, scheme);
  }

  /**
   * Returns the provider of a payload format.
   *
   * @param encoding the encoding name, in any case
   * @return the provider, or empty if there is none
   */
  public Optional<DepacketizerProvider> depacketizer(String encoding) {
    return find(DepacketizerProvider.class, encoding);
  }

  /**
   * Returns the media transports.
   *
   * @return one for each name
   */
  public List<MediaTransportProvider> mediaTransports() {
    return all(MediaTransportProvider.class);
  }

  /**
   * Returns the names of the providers of a service.
   *
   * @param service one of the services of this package
   * @return the names in lower case, sorted
   */
  public List<String> names(Class<? extends Provider> service) {
    return List.copyOf(new TreeSet<>(services.getOrDefault(service, Map.of()).keySet()));
  }

  /**
   * Returns the plug-ins that were found and can't be used.
   *
   * @return the failures
   */
  public List<ProviderFailure> failures() {
    return List.copyOf(failures);
  }

  private <P extends Provider> void add(Class<P> service, List<? extends Provider> explicit) {
    ProviderLoader<P> loader = new ProviderLoader<>(service);
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    ClassLoader own = ProviderCatalog.class.getClassLoader();
    if (context != null) {
      loader.load(ServiceLoader.load(service, context));
    }
    if (own != context) {
      loader.load(ServiceLoader.load(service, own));
    }
    failures.addAll(loader.failures());
    Map<String, Provider> byName = new LinkedHashMap<>();
    for (P provider : loader.providers()) {
      byName.merge(key(provider), provider, ProviderCatalog::higher);
    }
    for (Provider given : explicit) {
      if (service.isInstance(given)) {
        byName.put(key(given), given);
      }
    }
    services.put(service, byName);
  }

  private static String key(Provider provider) {
    return provider.name().toLowerCase(Locale.ROOT);
  }

  private static Provider higher(Provider one, Provider other) {
    if (one.priority() == other.priority()) {
      throw new RtspValidationException(
          "two plug-ins of the name \""
              + one.name()
              + "\" and priority "
              + one.priority()
              + ": "
              + ProviderLoader.source(one.getClass())
              + " and "
              + ProviderLoader.source(other.getClass())
              + "; take one jar away, or give the one you want to RtspClient.builder().provider(…)");
    }
    return one.priority() > other.priority() ? one : other;
  }

  private <P extends Provider> List<P> all(Class<P> service) {
    return services.getOrDefault(service, Map.of()).values().stream().map(service::cast).toList();
  }

  private <P extends Provider> Optional<P> find(Class<P> service, String name) {
    Map<String, Provider> byName = services.getOrDefault(service, Map.of());
    return Optional.ofNullable(byName.get(name.toLowerCase(Locale.ROOT))).map(service::cast);
  }

  private <P extends Provider> P firstOf(Class<P> service, String complaint, String artifact) {
    List<P> all = all(service);
    P best = null;
    for (P provider : all) {
      best = best == null ? provider : service.cast(bestOf(best, provider));
    }
    if (best == null) {
      throw absent(service, complaint, artifact);
    }
    return best;
  }

  private static Provider bestOf(Provider one, Provider other) {
    return one.priority() >= other.priority() ? one : other;
  }

  private RtspValidationException absent(
      Class<? extends Provider> service, String complaint, @Nullable String artifact) {
    StringBuilder text = new StringBuilder(complaint);
    List<String> names = names(service);
    if (!names.isEmpty()) {
      text.append("; there are: ").append(String.join(", ", names));
    }
    if (artifact != null) {
      text.append("; add io.rtsper:").append(artifact).append(" to the module path or class path");
    }
    for (ProviderFailure failure : failures) {
      if (failure.service().equals(service.getSimpleName())) {
        text.append("; found but not usable: ").append(failure);
      }
    }
    return new RtspValidationException(text.toString());
  }
}
