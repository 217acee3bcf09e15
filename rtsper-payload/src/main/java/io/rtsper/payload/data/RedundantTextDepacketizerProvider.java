package io.rtsper.payload.data;

import io.rtsper.api.spi.Depacketizer;
import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.api.spi.DepacketizerProvider;

/**
 * Text that is sent several times (RFC 4103 §4, RFC 2198), where that is the first format named.
 */
public final class RedundantTextDepacketizerProvider implements DepacketizerProvider {

  /** Made by the service loader. */
  public RedundantTextDepacketizerProvider() {}

  @Override
  public String name() {
    return "RED";
  }

  @Override
  public Depacketizer depacketizer(DepacketizerContext context) {
    return new TextDepacketizer(context);
  }
}
