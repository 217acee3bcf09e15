package io.rtsper.payload.av1;

import io.rtsper.api.spi.Depacketizer;
import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.api.spi.DepacketizerProvider;

/** Temporal units of AV1 (its RTP payload specification). */
public final class Av1DepacketizerProvider implements DepacketizerProvider {

  /** Made by the service loader. */
  public Av1DepacketizerProvider() {}

  @Override
  public String name() {
    return "AV1";
  }

  @Override
  public Depacketizer depacketizer(DepacketizerContext context) {
    return new Av1Depacketizer(context);
  }
}
