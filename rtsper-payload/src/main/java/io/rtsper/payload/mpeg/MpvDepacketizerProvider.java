package io.rtsper.payload.mpeg;

import io.rtsper.api.spi.Depacketizer;
import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.api.spi.DepacketizerProvider;

/** Pictures of MPEG-1 and MPEG-2 (RFC 2250). */
public final class MpvDepacketizerProvider implements DepacketizerProvider {

  /** Made by the service loader. */
  public MpvDepacketizerProvider() {}

  @Override
  public String name() {
    return "MPV";
  }

  @Override
  public Depacketizer depacketizer(DepacketizerContext context) {
    return new MpvDepacketizer(context);
  }
}
