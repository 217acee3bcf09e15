package io.rtsper.payload.audio;

import io.rtsper.api.spi.Depacketizer;
import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.api.spi.DepacketizerProvider;

/** Packets of Opus (RFC 7587). */
public final class OpusDepacketizerProvider implements DepacketizerProvider {

  /** Made by the service loader. */
  public OpusDepacketizerProvider() {}

  @Override
  public String name() {
    return "OPUS";
  }

  @Override
  public Depacketizer depacketizer(DepacketizerContext context) {
    return new OpusDepacketizer(context);
  }
}
