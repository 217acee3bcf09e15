package io.rtsper.payload.data;

import io.rtsper.api.spi.Depacketizer;
import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.api.spi.DepacketizerProvider;

/** Text of conversations (RFC 4103). */
public final class TextDepacketizerProvider implements DepacketizerProvider {

  /** Made by the service loader. */
  public TextDepacketizerProvider() {}

  @Override
  public String name() {
    return "T140";
  }

  @Override
  public Depacketizer depacketizer(DepacketizerContext context) {
    return new TextDepacketizer(context);
  }
}
