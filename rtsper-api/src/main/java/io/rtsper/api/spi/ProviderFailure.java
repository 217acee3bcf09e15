package io.rtsper.api.spi;

/**
 * A plug-in that was found and can't be used.
 *
 * @param service the simple name of the service, such as {@code AuthSchemeProvider}
 * @param source the provider's class, module or jar, as far as it is known
 * @param reason what is the matter
 */
public record ProviderFailure(String service, String source, String reason) {

  /** Returns the failure in a sentence. */
  @Override
  public String toString() {
    return service + " of " + source + ": " + reason;
  }
}
