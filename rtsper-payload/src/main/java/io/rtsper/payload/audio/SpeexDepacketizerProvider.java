package io.rtsper.payload.audio;

import io.rtsper.api.media.AudioParameters;
import io.rtsper.api.spi.Depacketizer;
import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.api.spi.DepacketizerProvider;

/** Packets of Speex (RFC 5574). */
public final class SpeexDepacketizerProvider implements DepacketizerProvider {

  /** Made by the service loader. */
  public SpeexDepacketizerProvider() {}

  @Override
  public String name() {
    return "SPEEX";
  }

  @Override
  public Depacketizer depacketizer(DepacketizerContext context) {
    return new PacketDepacketizer(
        context,
        AudioParameters.of(
            "speex", context.track().clockRate(), Math.max(context.track().channels(), 1)));
  }
}
