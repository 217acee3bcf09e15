package io.rtsper.payload.audio;

import io.rtsper.api.spi.Depacketizer;
import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.api.spi.DepacketizerProvider;

/** Frames of E-AC-3 (RFC 4598). */
public final class Eac3DepacketizerProvider implements DepacketizerProvider {

  /** Made by the service loader. */
  public Eac3DepacketizerProvider() {}

  @Override
  public String name() {
    return "EAC3";
  }

  @Override
  public Depacketizer depacketizer(DepacketizerContext context) {
    return new SyncDepacketizer(context, new Ac3Format(true), 48_000);
  }
}
