package io.rtsper.payload.vpx;

import io.rtsper.api.spi.Depacketizer;
import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.api.spi.DepacketizerProvider;

/** Frames of VP8 (RFC 7741). */
public final class Vp8DepacketizerProvider implements DepacketizerProvider {

  /** Made by the service loader. */
  public Vp8DepacketizerProvider() {}

  @Override
  public String name() {
    return "VP8";
  }

  @Override
  public Depacketizer depacketizer(DepacketizerContext context) {
    return new PartDepacketizer(context, new Vp8Format(context));
  }
}
