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

  private final Map<Class<? extends Provider>, Map<String, ? extends Provider>> services =
      new LinkedHashMap<>();
  private final List<ProviderFailure> failures = new ArrayList<>();

  private ProviderCatalog() {}

  /**
   * Finds the plug-ins.
   *
   * @param explicit those given by the application; a later one wins over an earlier one
   * @return the catalog
   * @throws RtspValidationException if two providers of a service have the same name and priority,
   *     and none that was given or has a higher priority takes their place
   */
  public static ProviderCatalog discover(List<? extends Provider> explicit) {
    ProviderCatalog catalog = new ProviderCatalog();
    catalog.addOne(RtspClientProvider.class, explicit);
    catalog.addNamed(ControlTransportProvider.class, explicit);
    catalog.addNamed(MediaTransportProvider.class, explicit);
    catalog.addNamed(AuthSchemeProvider.class, explicit);
    catalog.addOne(SdpParserProvider.class, explicit);
    catalog.addNamed(DepacketizerProvider.class, explicit);
    return catalog;
  }

  /**
   * Returns the engine.
   *
   * @return the engine
   * @throws RtspValidationException if there is none, saying what to add
   */
  public RtspClientProvider engine() {
    return only(RtspClientProvider.class, "no RTSP engine was found", "rtsper-core");
  }

  /**
   * Returns the SDP parser: the one given last, or else that of the highest priority.
   *
   * @return the parser
   * @throws RtspValidationException if there is none, saying what to add
   */
  public SdpParserProvider sdpParser() {
    return only(SdpParserProvider.class, "no SDP parser was found", "rtsper-sdp");
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
                    case "rtsp+replay" -> "rtsper-transport-replay";
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
              String complaint = "no media transport is named \"" + name + "\"";
              return switch (name.toLowerCase(Locale.ROOT)) {
                case "tcp" -> absentTransport(complaint, "rtsper-transport-tcp");
                case "udp", "multicast" -> absentTransport(complaint, "rtsper-transport-udp");
                default -> absentTransport(complaint, null);
              };
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
   * Returns the provider of an authentication scheme that has to be there.
   *
   * @param scheme the scheme, in any case
   * @return the provider
   * @throws RtspValidationException if there is none, saying which there are and what to add
   */
  public AuthSchemeProvider requiredAuthScheme(String scheme) {
    return authScheme(scheme)
        .orElseThrow(
            () -> {
              String artifact =
                  switch (scheme.toLowerCase(Locale.ROOT)) {
                    case "basic", "digest" -> "rtsper-auth";
                    default -> null;
                  };
              return absent(
                  AuthSchemeProvider.class,
                  "no plug-in answers challenges of the scheme \"" + scheme + "\"",
                  artifact);
            });
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
   * Returns the names of the providers of a service that are in use.
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

  /** Takes what serves under its name. */
  private <P extends Provider> void addNamed(Class<P> service, List<? extends Provider> explicit) {
    services.put(service, ProviderChoice.byName(given(service, explicit), discovered(service)));
  }

  /** Takes the one that serves. */
  private <P extends Provider> void addOne(Class<P> service, List<? extends Provider> explicit) {
    services.put(
        service,
        ProviderChoice.one(service, given(service, explicit), discovered(service))
            .map(provider -> Map.of(ProviderChoice.key(provider), provider))
            .orElse(Map.of()));
  }

  private static <P extends Provider> List<P> given(
      Class<P> service, List<? extends Provider> explicit) {
    return explicit.stream().filter(service::isInstance).map(service::cast).toList();
  }

  private <P extends Provider> List<P> discovered(Class<P> service) {
    ProviderLoader<P> loader = new ProviderLoader<>(service);
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    ClassLoader own = ProviderCatalog.class.getClassLoader();
    if (context != null) {
      loader.load(context);
    }
    if (own != context) {
      loader.load(own);
    }
    failures.addAll(loader.failures());
    return loader.providers();
  }

  private <P extends Provider> List<P> all(Class<P> service) {
    return services.getOrDefault(service, Map.of()).values().stream().map(service::cast).toList();
  }

  private <P extends Provider> Optional<P> find(Class<P> service, String name) {
    Map<String, ? extends Provider> byName = services.getOrDefault(service, Map.of());
    return Optional.ofNullable(byName.get(name.toLowerCase(Locale.ROOT))).map(service::cast);
  }

  private <P extends Provider> P only(Class<P> service, String complaint, String artifact) {
    return all(service).stream()
        .findFirst()
        .orElseThrow(() -> absent(service, complaint, artifact));
  }

  private RtspValidationException absentTransport(String complaint, @Nullable String artifact) {
    return absent(MediaTransportProvider.class, complaint, artifact);
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
