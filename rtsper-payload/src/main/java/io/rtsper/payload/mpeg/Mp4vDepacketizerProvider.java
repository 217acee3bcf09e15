package io.rtsper.payload.mpeg;

import io.rtsper.api.spi.Depacketizer;
import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.api.spi.DepacketizerProvider;

/** Pictures of MPEG-4 visual (RFC 6416). */
public final class Mp4vDepacketizerProvider implements DepacketizerProvider {

  /** Made by the service loader. */
  public Mp4vDepacketizerProvider() {}

  @Override
  public String name() {
    return "MP4V-ES";
  }

  @Override
  public Depacketizer depacketizer(DepacketizerContext context) {
    return new Mp4vDepacketizer(context);
  }
}
