package io.rtsper.payload.data;

import io.rtsper.api.media.Discontinuity;
import io.rtsper.api.rtp.RtpPacket;
import io.rtsper.api.spi.Depacketizer;
import io.rtsper.api.spi.DepacketizerContext;
import java.nio.ByteBuffer;

/**
 * Reads ONVIF's metadata (ONVIF Streaming §5.1.2.1.1): a frame is a document, as text, or packed by
 * gzip or EXI, which isn't undone here. The frames' parameters say how it is written: as it begins,
 * or else as the track's encoding says.
 */
final class MetadataDepacketizer implements Depacketizer {

  private final DepacketizerContext context;
  private final MetadataEncoding named;
  private final Documents documents;
  private MetadataEncoding current;
  private boolean otherEncoding;

  MetadataDepacketizer(DepacketizerContext context, MetadataEncoding named) {
    this.context = context;
    this.named = named;
    this.current = named;
    this.documents = new Documents(context, new Start());
    context.frames().parameters(named.parameters());
  }

  /** Sees in each document how it is written. */
  private final class Start implements DocumentStart {

    @Override
    public Beginning look(ByteBuffer bytes, int from, int to) {
      return MetadataEncoding.look(bytes, from, to);
    }

    @Override
    public boolean isHabit() {
      return true;
    }

    @Override
    public void begin(ByteBuffer bytes, int from, int to) {
      MetadataEncoding told = named.of(bytes, from, to);
      otherEncoding = told != named;
      set(told);
    }
  }

  private void set(MetadataEncoding encoding) {
    if (encoding != current) {
      current = encoding;
      context.frames().parameters(encoding.parameters());
    }
  }

  @Override
  public void onPacket(RtpPacket packet) {
    int from = packet.payloadOffset();
    int to = from + packet.payloadLength();
    otherEncoding = false;
    documents.packet(packet.extendedTimestamp(), packet.marker(), packet.buffer(), from, to);
    if (otherEncoding) {
      context.quirks().report(DataQuirks.OTHER_ENCODING, "");
    }
  }

  @Override
  public void onDiscontinuity(Discontinuity reason) {
    documents.discontinuity(reason);
    if (reason != Discontinuity.LOSS) {
      set(named);
    }
  }

  @Override
  public void close() {
    documents.close();
  }
}
