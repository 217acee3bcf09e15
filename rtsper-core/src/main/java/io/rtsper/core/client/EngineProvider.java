package io.rtsper.core.client;

import io.rtsper.api.ClientOptions;
import io.rtsper.api.RtspClient;
import io.rtsper.api.spi.RtspClientProvider;
import java.time.InstantSource;

/** Makes clients of this engine. */
public final class EngineProvider implements RtspClientProvider {

  /** Makes the provider; {@link java.util.ServiceLoader} calls this. */
  public EngineProvider() {}

  @Override
  public String name() {
    return "engine";
  }

  @Override
  public RtspClient client(ClientOptions options) {
    return new EngineClient(options, System::nanoTime, InstantSource.system());
  }
}
