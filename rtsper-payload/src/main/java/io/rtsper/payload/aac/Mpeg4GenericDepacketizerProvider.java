package io.rtsper.payload.aac;

import io.rtsper.api.spi.Depacketizer;
import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.api.spi.DepacketizerProvider;

/** Frames of AAC and of other elementary streams of MPEG-4 (RFC 3640). */
public final class Mpeg4GenericDepacketizerProvider implements DepacketizerProvider {

  /** Made by the service loader. */
  public Mpeg4GenericDepacketizerProvider() {}

  @Override
  public String name() {
    return "MPEG4-GENERIC";
  }

  @Override
  public Depacketizer depacketizer(DepacketizerContext context) {
    return new Mpeg4GenericDepacketizer(context);
  }
}
