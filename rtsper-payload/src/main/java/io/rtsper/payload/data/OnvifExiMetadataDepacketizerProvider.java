package io.rtsper.payload.data;

import io.rtsper.api.spi.Depacketizer;
import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.api.spi.DepacketizerProvider;

/** Documents of ONVIF in EXI with its own options, as they come. */
public final class OnvifExiMetadataDepacketizerProvider implements DepacketizerProvider {

  /** Made by the service loader. */
  public OnvifExiMetadataDepacketizerProvider() {}

  @Override
  public String name() {
    return "VND.ONVIF.METADATA.EXI.ONVIF";
  }

  @Override
  public Depacketizer depacketizer(DepacketizerContext context) {
    return new MetadataDepacketizer(context, MetadataEncoding.EXI);
  }
}
