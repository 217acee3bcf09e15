package io.rtsper.payload.data;

import io.rtsper.api.spi.Depacketizer;
import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.api.spi.DepacketizerProvider;

/** Documents of ONVIF in EXI with options of their own, as they come. */
public final class OnvifExtendedExiMetadataDepacketizerProvider implements DepacketizerProvider {

  /** Made by the service loader. */
  public OnvifExtendedExiMetadataDepacketizerProvider() {}

  @Override
  public String name() {
    return "VND.ONVIF.METADATA.EXI.EXT";
  }

  @Override
  public Depacketizer depacketizer(DepacketizerContext context) {
    return new MetadataDepacketizer(context, MetadataEncoding.EXTENDED_EXI);
  }
}
