package io.rtsper.payload.jpeg;

import io.rtsper.api.spi.Depacketizer;
import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.api.spi.DepacketizerProvider;

/** JPEG pictures (RFC 2435). */
public final class JpegDepacketizerProvider implements DepacketizerProvider {

  /** Made by the service loader. */
  public JpegDepacketizerProvider() {}

  @Override
  public String name() {
    return "JPEG";
  }

  @Override
  public Depacketizer depacketizer(DepacketizerContext context) {
    return new JpegDepacketizer(context);
  }
}
