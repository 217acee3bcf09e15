package io.rtsper.api.spi;

import java.util.List;

/** The plug-ins of a client. */
public final class ProviderCatalog {

  private ProviderCatalog() {}

  /**
   * Finds the plug-ins.
   *
   * @param explicit those given by the application, which win
   * @return the catalog
   */
  public static ProviderCatalog discover(List<Provider> explicit) {
    return new ProviderCatalog();
  }

  /**
   * Returns the engine.
   *
   * @return the engine
   */
  public RtspClientProvider engine() {
    throw new IllegalStateException();
  }
}
