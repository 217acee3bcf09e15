package io.rtsper.payload.audio;

import io.rtsper.api.spi.Depacketizer;
import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.api.spi.DepacketizerProvider;

/** Frames of G.723.1 (RFC 3551 §4.5.3). */
public final class G723DepacketizerProvider implements DepacketizerProvider {

  /** Made by the service loader. */
  public G723DepacketizerProvider() {}

  @Override
  public String name() {
    return "G723";
  }

  @Override
  public Depacketizer depacketizer(DepacketizerContext context) {
    return new FramedDepacketizer(context, "g723", FramedDepacketizer::ofG723, 240);
  }
}
