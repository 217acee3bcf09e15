package io.rtsper.payload.audio;

import io.rtsper.api.spi.Depacketizer;
import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.api.spi.DepacketizerProvider;

/** Frames of AC-3 (RFC 4184). */
public final class Ac3DepacketizerProvider implements DepacketizerProvider {

  /** Made by the service loader. */
  public Ac3DepacketizerProvider() {}

  @Override
  public String name() {
    return "AC3";
  }

  @Override
  public Depacketizer depacketizer(DepacketizerContext context) {
    return new SyncDepacketizer(context, new Ac3Format(false), 48_000);
  }
}
