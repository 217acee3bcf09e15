package io.rtsper.payload.audio;

import io.rtsper.api.spi.Depacketizer;
import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.api.spi.DepacketizerProvider;

/** Frames of samples of 16 bits, the higher byte first (RFC 3551 §4.5.11). */
public final class L16DepacketizerProvider implements DepacketizerProvider {

  /** Made by the service loader. */
  public L16DepacketizerProvider() {}

  @Override
  public String name() {
    return "L16";
  }

  @Override
  public Depacketizer depacketizer(DepacketizerContext context) {
    return new SampleDepacketizer(context, new SampleFormat("l16", 16));
  }
}
