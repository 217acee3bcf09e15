package io.rtsper.payload.data;

import io.rtsper.api.spi.Depacketizer;
import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.api.spi.DepacketizerProvider;

/** Documents of ONVIF in compressed XML, as they come. */
public final class OnvifGzipMetadataDepacketizerProvider implements DepacketizerProvider {

  /** Made by the service loader. */
  public OnvifGzipMetadataDepacketizerProvider() {}

  @Override
  public String name() {
    return "VND.ONVIF.METADATA.GZIP";
  }

  @Override
  public Depacketizer depacketizer(DepacketizerContext context) {
    return new MetadataDepacketizer(context, MetadataEncoding.GZIP);
  }
}
