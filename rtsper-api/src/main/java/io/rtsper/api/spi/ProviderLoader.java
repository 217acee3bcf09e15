package io.rtsper.api.spi;

import static java.util.Objects.requireNonNull;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Version;
import java.net.URL;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * Loads the providers of one service one by one, so that a broken one doesn't hide the others, and
 * holds a module's recorded API version against the one that runs.
 */
final class ProviderLoader<P extends Provider> {

  /** A services file that keeps failing must not keep us. */
  private static final int MAX_FAILURES = 32;

  private final Class<P> service;
  private final List<P> providers = new ArrayList<>();
  private final List<ProviderFailure> failures = new ArrayList<>();

  ProviderLoader(Class<P> service) {
    this.service = service;
  }

  /** Loads what a class loader sees; may be called for several. */
  void load(ClassLoader loader) {
    Iterator<ServiceLoader.Provider<P>> iterator =
        ServiceLoader.load(service, loader).stream().iterator();
    int broken = 0;
    while (broken < MAX_FAILURES) {
      ServiceLoader.Provider<P> next;
      try {
        if (!iterator.hasNext()) {
          return;
        }
        next = iterator.next();
      } catch (ServiceConfigurationError unloadable) {
        fail(source(loader, unloadable), unloadable);
        broken++;
        continue;
      }
      instantiate(next);
    }
  }

  private String source(ClassLoader loader, ServiceConfigurationError unloadable) {
    return ServicesFiles.source(service, loader, String.valueOf(unloadable.getMessage()))
        .orElse("a provider that can't be loaded");
  }

  List<P> providers() {
    return providers;
  }

  List<ProviderFailure> failures() {
    return failures;
  }

  private void instantiate(ServiceLoader.Provider<P> found) {
    Class<? extends P> type;
    try {
      type = found.type();
    } catch (ServiceConfigurationError | LinkageError broken) {
      fail("a provider that can't be loaded", broken);
      return;
    }
    for (P known : providers) {
      if (known.getClass() == type) {
        return;
      }
    }
    Optional<String> mismatch = versionMismatch(type.getModule());
    if (mismatch.isPresent()) {
      fail(source(type), mismatch.get());
      return;
    }
    try {
      P provider = found.get();
      // What these throw is a failure of this plug-in, not of the catalog that sorts it in.
      requireNonNull(provider.name(), "its name is null");
      provider.priority();
      providers.add(provider);
    } catch (ServiceConfigurationError | LinkageError | RuntimeException broken) {
      fail(source(type), broken);
    }
  }

  private void fail(String source, Throwable broken) {
    Throwable root = broken;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    String text = root.getMessage();
    String reason = text == null ? root.getClass().getName() : text;
    fail(source, root instanceof LinkageError ? misfitText(root, reason) : reason);
  }

  /** A provider that two class loaders see is as broken as one that one of them sees. */
  private void fail(String source, String reason) {
    ProviderFailure failure = new ProviderFailure(service.getSimpleName(), source, reason);
    if (!failures.contains(failure)) {
      failures.add(failure);
    }
  }

  /** Returns the class and the module or jar that it comes from. */
  static String source(Class<?> type) {
    Module module = type.getModule();
    if (module.isNamed()) {
      return type.getName() + " in module " + moduleText(module);
    }
    CodeSource source = type.getProtectionDomain().getCodeSource();
    URL location = source == null ? null : source.getLocation();
    if (location == null) {
      return type.getName();
    }
    return type.getName() + " in " + ServicesFiles.lastName(location.getPath());
  }

  private static String moduleText(Module module) {
    ModuleDescriptor descriptor = module.getDescriptor();
    return descriptor == null ? module.getName() : descriptor.toNameAndVersion();
  }

  private static Optional<String> versionMismatch(Module plugin) {
    ModuleDescriptor descriptor = plugin.getDescriptor();
    ModuleDescriptor api = ProviderLoader.class.getModule().getDescriptor();
    if (descriptor == null || api == null || api.version().isEmpty()) {
      return Optional.empty();
    }
    return descriptor.requires().stream()
        .filter(requires -> requires.name().equals(api.name()))
        .findFirst()
        .flatMap(ModuleDescriptor.Requires::compiledVersion)
        .filter(compiled -> !ApiVersion.runs(compiled, api.version().get()))
        .map(compiled -> mismatchText(compiled, api.version().get()));
  }

  /** On the class path no version is known before something is missing. */
  private static String misfitText(Throwable missing, String what) {
    String running = ProviderLoader.class.getPackage().getImplementationVersion();
    return "it doesn't fit the rtsper-api"
        + (running == null ? "" : " " + running)
        + " that runs ("
        + missing.getClass().getSimpleName()
        + ": "
        + what
        + "); use the versions that one rtsper-bom names";
  }

  private static String mismatchText(Version compiled, Version running) {
    return "it was compiled against rtsper-api "
        + compiled
        + " and runs with "
        + running
        + "; use the versions that one rtsper-bom names";
  }
}
