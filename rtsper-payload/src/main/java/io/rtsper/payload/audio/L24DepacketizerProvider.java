package io.rtsper.payload.audio;

import io.rtsper.api.spi.Depacketizer;
import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.api.spi.DepacketizerProvider;

/** Frames of samples of 24 bits, the highest byte first (RFC 3190 §4). */
public final class L24DepacketizerProvider implements DepacketizerProvider {

  /** Made by the service loader. */
  public L24DepacketizerProvider() {}

  @Override
  public String name() {
    return "L24";
  }

  @Override
  public Depacketizer depacketizer(DepacketizerContext context) {
    return new SampleDepacketizer(context, new SampleFormat("l24", 24));
  }
}
