package io.rtsper.payload.audio;

import io.rtsper.api.spi.Depacketizer;
import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.api.spi.DepacketizerProvider;

/** Frames of G.726 at 32 kbit/s, the first sample in the highest bits (RFC 3551 §4.5.4). */
public final class Aal2G726At32DepacketizerProvider implements DepacketizerProvider {

  /** Made by the service loader. */
  public Aal2G726At32DepacketizerProvider() {}

  @Override
  public String name() {
    return "AAL2-G726-32";
  }

  @Override
  public Depacketizer depacketizer(DepacketizerContext context) {
    return new SampleDepacketizer(context, new SampleFormat("aal2-g726-32", 4));
  }
}
