package io.rtsper.payload.h266;

import io.rtsper.api.spi.Depacketizer;
import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.api.spi.DepacketizerProvider;
import io.rtsper.payload.nal.TwoByteDepacketizer;

/** Access units of H.266 (RFC 9328). */
public final class H266DepacketizerProvider implements DepacketizerProvider {

  /** Made by the service loader. */
  public H266DepacketizerProvider() {}

  @Override
  public String name() {
    return "H266";
  }

  @Override
  public Depacketizer depacketizer(DepacketizerContext context) {
    return new TwoByteDepacketizer(context, H266Type.HEADER, new H266Syntax(context));
  }
}
