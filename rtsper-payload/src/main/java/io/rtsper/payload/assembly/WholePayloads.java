package io.rtsper.payload.assembly;

import io.rtsper.api.media.CodecParameters;
import io.rtsper.api.media.Discontinuity;
import io.rtsper.api.rtp.RtpPacket;
import io.rtsper.api.spi.Depacketizer;
import io.rtsper.api.spi.DepacketizerContext;

/** Hands on each payload as a frame whose length isn't told; an empty one is none. */
public final class WholePayloads implements Depacketizer {

  private final FrameAssembly frame;

  /**
   * Makes a depacketizer.
   *
   * @param context where the frames go
   * @param parameters what holds for all of them
   */
  public WholePayloads(DepacketizerContext context, CodecParameters parameters) {
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
