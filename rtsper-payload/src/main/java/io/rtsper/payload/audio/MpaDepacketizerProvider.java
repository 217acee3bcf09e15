package io.rtsper.payload.audio;

import io.rtsper.api.spi.Depacketizer;
import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.api.spi.DepacketizerProvider;

/** Frames of MPEG audio (RFC 2250). */
public final class MpaDepacketizerProvider implements DepacketizerProvider {

  /** Made by the service loader. */
  public MpaDepacketizerProvider() {}

  @Override
  public String name() {
    return "MPA";
  }

  @Override
  public Depacketizer depacketizer(DepacketizerContext context) {
    return new SyncDepacketizer(context, new MpegAudioFormat(), 90_000);
  }
}
