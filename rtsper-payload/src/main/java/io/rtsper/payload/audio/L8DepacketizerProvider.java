package io.rtsper.payload.audio;

import io.rtsper.api.spi.Depacketizer;
import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.api.spi.DepacketizerProvider;

/** Frames of samples without sign of 8 bits (RFC 3551 §4.5.10). */
public final class L8DepacketizerProvider implements DepacketizerProvider {

  /** Made by the service loader. */
  public L8DepacketizerProvider() {}

  @Override
  public String name() {
    return "L8";
  }

  @Override
  public Depacketizer depacketizer(DepacketizerContext context) {
    return new SampleDepacketizer(context, new SampleFormat("l8", 8));
  }
}
