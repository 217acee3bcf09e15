package io.rtsper.payload.data;

import io.rtsper.api.spi.Depacketizer;
import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.api.spi.DepacketizerProvider;

/** Units of KLV (RFC 6597). */
public final class KlvDepacketizerProvider implements DepacketizerProvider {

  /** Made by the service loader. */
  public KlvDepacketizerProvider() {}

  @Override
  public String name() {
    return "SMPTE336M";
  }

  @Override
  public Depacketizer depacketizer(DepacketizerContext context) {
    return new KlvDepacketizer(context);
  }
}
