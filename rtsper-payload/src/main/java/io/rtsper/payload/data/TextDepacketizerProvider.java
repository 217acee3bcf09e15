package io.rtsper.payload.data;

import io.rtsper.api.media.DataParameters;
import io.rtsper.api.spi.Depacketizer;
import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.api.spi.DepacketizerProvider;
import io.rtsper.payload.assembly.WholePayloads;

/** Text of conversations in UTF-8 (RFC 4103 §3). */
public final class TextDepacketizerProvider implements DepacketizerProvider {

  /** Made by the service loader. */
  public TextDepacketizerProvider() {}

  @Override
  public String name() {
    return "T140";
  }

  @Override
  public Depacketizer depacketizer(DepacketizerContext context) {
    return new WholePayloads(context, DataParameters.of("t140"));
  }
}
