package io.rtsper.api.spi;

import io.rtsper.api.ClientOptions;
import io.rtsper.api.RtspClient;

/** Makes clients: the engine. {@link #name()} is {@code engine}. */
public interface RtspClientProvider extends Provider {

  /**
   * Returns a new client.
   *
   * @param options its options
   * @return the client
   */
  RtspClient client(ClientOptions options);
}
