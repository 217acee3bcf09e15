package io.rtsper.payload.audio;

import io.rtsper.api.spi.Depacketizer;
import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.api.spi.DepacketizerProvider;

/** Frames of G.722, whose clock of 8 kHz stands for 16 kHz (RFC 3551 §4.5.2). */
public final class G722DepacketizerProvider implements DepacketizerProvider {

  /** Made by the service loader. */
  public G722DepacketizerProvider() {}

  @Override
  public String name() {
    return "G722";
  }

  @Override
  public Depacketizer depacketizer(DepacketizerContext context) {
    return new SampleDepacketizer(context, new SampleFormat("g722", 8, 16_000));
  }
}
