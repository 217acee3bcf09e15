package io.rtsper.payload.audio;

import io.rtsper.api.spi.Depacketizer;
import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.api.spi.DepacketizerProvider;

/** Frames of G.726 at 24 kbit/s, the first sample in the lowest bits (RFC 3551 §4.5.4). */
public final class G726At24DepacketizerProvider implements DepacketizerProvider {

  /** Made by the service loader. */
  public G726At24DepacketizerProvider() {}

  @Override
  public String name() {
    return "G726-24";
  }

  @Override
  public Depacketizer depacketizer(DepacketizerContext context) {
    return new SampleDepacketizer(context, new SampleFormat("g726-24", 3));
  }
}
