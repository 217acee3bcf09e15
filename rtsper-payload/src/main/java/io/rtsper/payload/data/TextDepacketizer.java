package io.rtsper.payload.data;

import io.rtsper.api.media.DataParameters;
import io.rtsper.api.media.Discontinuity;
import io.rtsper.api.rtp.RtpPacket;
import io.rtsper.api.spi.Depacketizer;
import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.payload.assembly.FrameAssembly;

/**
 * Hands on each payload as a frame: text as it was typed, in UTF-8 (RFC 4103 §3). Empty ones, which
 * live555 sends between the lines, have none.
 */
final class TextDepacketizer implements Depacketizer {

  private final FrameAssembly frame;

  TextDepacketizer(DepacketizerContext context) {
    this.frame = new FrameAssembly(context.frames());
    context.frames().parameters(DataParameters.of("t140"));
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
