package io.rtsper.payload.data;

import io.rtsper.api.spi.Depacketizer;
import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.api.spi.DepacketizerProvider;

/** Documents of ONVIF in XML (Streaming Specification §5.2.1.1). */
public final class OnvifMetadataDepacketizerProvider implements DepacketizerProvider {

  /** Made by the service loader. */
  public OnvifMetadataDepacketizerProvider() {}

  @Override
  public String name() {
    return "VND.ONVIF.METADATA";
  }

  @Override
  public Depacketizer depacketizer(DepacketizerContext context) {
    return new MetadataDepacketizer(context, MetadataEncoding.XML);
  }
}
