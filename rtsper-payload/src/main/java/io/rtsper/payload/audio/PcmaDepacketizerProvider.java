package io.rtsper.payload.audio;

import io.rtsper.api.spi.Depacketizer;
import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.api.spi.DepacketizerProvider;

/** Frames of G.711 audio with A-law samples (RFC 3551 §4.5.14). */
public final class PcmaDepacketizerProvider implements DepacketizerProvider {

  /** Made by the service loader. */
  public PcmaDepacketizerProvider() {}

  @Override
  public String name() {
    return "PCMA";
  }

  @Override
  public Depacketizer depacketizer(DepacketizerContext context) {
    return new SampleDepacketizer(context, new SampleFormat("alaw", 8));
  }
}
