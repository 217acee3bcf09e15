package io.rtsper.payload.h264;

import io.rtsper.api.spi.Depacketizer;
import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.api.spi.DepacketizerProvider;

/** Access units of H.264 (RFC 6184). */
public final class H264DepacketizerProvider implements DepacketizerProvider {

  /** Made by the service loader. */
  public H264DepacketizerProvider() {}

  @Override
  public String name() {
    return "H264";
  }

  @Override
  public Depacketizer depacketizer(DepacketizerContext context) {
    return new H264Depacketizer(context);
  }
}
