package io.rtsper.api.spi;

/**
 * What all plug-ins have in common: a tiny, stateless factory with a public no-argument
 * constructor, named in {@code META-INF/services} and, in a module, by {@code provides}.
 *
 * <p>Of several providers of one service and name, the highest {@link #priority()} wins; the same
 * name and priority twice is an error. A provider given to the client's builder wins over all.
 */
public interface Provider {

  /**
   * Returns the name that the provider is found by: a URL scheme, the name of a media transport, an
   * authentication scheme, an encoding name. Case doesn't matter.
   *
   * @return the name, the same at every call
   */
  String name();

  /**
   * Returns what decides between providers of the same name. Those of rtsper have 0.
   *
   * @return the priority; the highest wins
   */
  default int priority() {
    return 0;
  }
}
