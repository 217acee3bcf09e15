package io.rtsper.payload.vpx;

import io.rtsper.api.spi.Depacketizer;
import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.api.spi.DepacketizerProvider;

/** Frames of VP9 (RFC 9628). */
public final class Vp9DepacketizerProvider implements DepacketizerProvider {

  /** Made by the service loader. */
  public Vp9DepacketizerProvider() {}

  @Override
  public String name() {
    return "VP9";
  }

  @Override
  public Depacketizer depacketizer(DepacketizerContext context) {
    return new PartDepacketizer(context, new Vp9Format(context));
  }
}
