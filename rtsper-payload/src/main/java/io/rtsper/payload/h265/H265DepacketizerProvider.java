package io.rtsper.payload.h265;

import io.rtsper.api.spi.Depacketizer;
import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.api.spi.DepacketizerProvider;
import io.rtsper.payload.nal.TwoByteDepacketizer;

/** Access units of H.265 (RFC 7798). */
public final class H265DepacketizerProvider implements DepacketizerProvider {

  /** Made by the service loader. */
  public H265DepacketizerProvider() {}

  @Override
  public String name() {
    return "H265";
  }

  @Override
  public Depacketizer depacketizer(DepacketizerContext context) {
    return new TwoByteDepacketizer(context, H265Type.HEADER, new H265Syntax(context));
  }
}
