package io.rtsper.payload.aac;

import io.rtsper.api.spi.Depacketizer;
import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.api.spi.DepacketizerProvider;

/** Frames of AAC in a LATM multiplex (RFC 6416). */
public final class LatmDepacketizerProvider implements DepacketizerProvider {

  /** Made by the service loader. */
  public LatmDepacketizerProvider() {}

  @Override
  public String name() {
    return "MP4A-LATM";
  }

  @Override
  public Depacketizer depacketizer(DepacketizerContext context) {
    return new LatmDepacketizer(context);
  }
}
