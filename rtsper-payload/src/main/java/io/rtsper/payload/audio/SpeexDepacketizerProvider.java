package io.rtsper.payload.audio;

import io.rtsper.api.media.AudioParameters;
import io.rtsper.api.spi.Depacketizer;
import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.api.spi.DepacketizerProvider;
import io.rtsper.payload.assembly.WholePayloads;

/** Packets of Speex (RFC 5574 §3.2), of which only a decoder can tell how many frames they hold. */
public final class SpeexDepacketizerProvider implements DepacketizerProvider {

  /** Made by the service loader. */
  public SpeexDepacketizerProvider() {}

  @Override
  public String name() {
    return "SPEEX";
  }

  @Override
  public Depacketizer depacketizer(DepacketizerContext context) {
    return new WholePayloads(
        context,
        AudioParameters.of(
            "speex", context.track().clockRate(), Math.max(context.track().channels(), 1)));
  }
}
