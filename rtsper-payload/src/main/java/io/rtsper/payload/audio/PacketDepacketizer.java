package io.rtsper.payload.audio;

import io.rtsper.api.media.CodecParameters;
import io.rtsper.api.media.Discontinuity;
import io.rtsper.api.rtp.RtpPacket;
import io.rtsper.api.spi.Depacketizer;
import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.payload.assembly.FrameAssembly;

/**
 * Hands on each payload as a frame whose length isn't told: Speex, of which a packet may hold
 * several frames that only a decoder can part (RFC 5574 §3.2).
 */
final class PacketDepacketizer implements Depacketizer {

  private final FrameAssembly frame;

  PacketDepacketizer(DepacketizerContext context, CodecParameters parameters) {
    this.frame = new FrameAssembly(context.frames());
    context.frames().parameters(parameters);
  }

  @Override
  public void onPacket(RtpPacket packet) {
    int from = packet.payloadOffset();
    int length = packet.payloadLength();
    if (length > 0) {
      frame.begin(packet.extendedTimestamp(), true);
      frame.append(packet.buffer(), from, from + length);
      frame.end(true);
    }
  }

  @Override
  public void onDiscontinuity(Discontinuity reason) {
    // No frame spans packets: there is nothing to give up.
  }
}
