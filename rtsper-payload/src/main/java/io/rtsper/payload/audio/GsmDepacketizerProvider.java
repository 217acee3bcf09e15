package io.rtsper.payload.audio;

import io.rtsper.api.spi.Depacketizer;
import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.api.spi.DepacketizerProvider;

/** Frames of GSM full rate (RFC 3551 §4.5.8). */
public final class GsmDepacketizerProvider implements DepacketizerProvider {

  /** Made by the service loader. */
  public GsmDepacketizerProvider() {}

  @Override
  public String name() {
    return "GSM";
  }

  @Override
  public Depacketizer depacketizer(DepacketizerContext context) {
    return new FramedDepacketizer(context, "gsm", FramedDepacketizer::ofGsm, 160);
  }
}
