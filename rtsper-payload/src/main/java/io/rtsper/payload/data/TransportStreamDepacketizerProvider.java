package io.rtsper.payload.data;

import io.rtsper.api.spi.Depacketizer;
import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.api.spi.DepacketizerProvider;

/** Packets of an MPEG transport stream (RFC 2250). */
public final class TransportStreamDepacketizerProvider implements DepacketizerProvider {

  /** Made by the service loader. */
  public TransportStreamDepacketizerProvider() {}

  @Override
  public String name() {
    return "MP2T";
  }

  @Override
  public Depacketizer depacketizer(DepacketizerContext context) {
    return new TransportStreamDepacketizer(context);
  }
}
