package io.rtsper.payload.audio;

import io.rtsper.api.spi.Depacketizer;
import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.api.spi.DepacketizerProvider;

/** Frames of G.729 (RFC 3551 §4.5.6). */
public final class G729DepacketizerProvider implements DepacketizerProvider {

  /** Made by the service loader. */
  public G729DepacketizerProvider() {}

  @Override
  public String name() {
    return "G729";
  }

  @Override
  public Depacketizer depacketizer(DepacketizerContext context) {
    return new FramedDepacketizer(context, "g729", FramedDepacketizer::ofG729, 80);
  }
}
