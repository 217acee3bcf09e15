package io.rtsper.payload.mpeg;

import io.rtsper.api.media.Discontinuity;
import io.rtsper.api.rtp.RtpPacket;
import io.rtsper.api.spi.Depacketizer;
import io.rtsper.api.spi.DepacketizerContext;

/**
 * Reads MPEG-4 visual (RFC 6416 §5), whose elementary stream is in the payloads as it is. Small
 * pictures that come together in a packet are one frame, with the timestamp of the first.
 */
final class Mp4vDepacketizer implements Depacketizer {

  private final Pictures pictures;

  Mp4vDepacketizer(DepacketizerContext context) {
    this.pictures = new Pictures(context, new Mpeg4VisualSyntax(context));
  }

  @Override
  public void onPacket(RtpPacket packet) {
    int from = packet.payloadOffset();
    pictures.packet(
        packet.extendedSequence(),
        packet.extendedTimestamp(),
        packet.marker(),
        packet.buffer(),
        from,
        from + packet.payloadLength());
  }

  @Override
  public void onDiscontinuity(Discontinuity reason) {
    if (reason == Discontinuity.LOSS) {
      pictures.loss();
    } else {
      pictures.reset();
    }
  }

  @Override
  public void close() {
    pictures.close();
  }
}
