package io.rtsper.payload.vorbis;

import io.rtsper.api.spi.Depacketizer;
import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.api.spi.DepacketizerProvider;

/** Packets of Vorbis (RFC 5215). */
public final class VorbisDepacketizerProvider implements DepacketizerProvider {

  /** Made by the service loader. */
  public VorbisDepacketizerProvider() {}

  @Override
  public String name() {
    return "VORBIS";
  }

  @Override
  public Depacketizer depacketizer(DepacketizerContext context) {
    return new VorbisDepacketizer(context);
  }
}
