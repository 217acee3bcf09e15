package io.rtsper.payload.data;

import io.rtsper.api.media.DataParameters;
import io.rtsper.api.media.Discontinuity;
import io.rtsper.api.rtp.RtpPacket;
import io.rtsper.api.spi.Depacketizer;
import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.payload.assembly.FrameAssembly;
import java.nio.ByteBuffer;

/** Hands on each payload as a frame: whole packets of an MPEG transport stream (RFC 2250 §2). */
final class TransportStreamDepacketizer implements Depacketizer {

  private static final int PACKET = 188;
  private static final byte SYNC = 0x47;

  private final DepacketizerContext context;
  private final FrameAssembly frame;

  TransportStreamDepacketizer(DepacketizerContext context) {
    this.context = context;
    this.frame = new FrameAssembly(context.frames());
    context.frames().parameters(DataParameters.of("mp2t"));
  }

  @Override
  public void onPacket(RtpPacket packet) {
    ByteBuffer bytes = packet.buffer();
    int from = packet.payloadOffset();
    int to = from + packet.payloadLength();
    int end = from;
    while (to - end >= PACKET && bytes.get(end) == SYNC) {
      end += PACKET;
    }
    if (end > from) {
      frame.begin(packet.extendedTimestamp(), true);
      frame.append(bytes, from, end);
      frame.end(true);
    }
    if (end < to) {
      context.quirks().report(DataQuirks.TRANSPORT_STREAM, "");
    }
  }

  @Override
  public void onDiscontinuity(Discontinuity reason) {
    // No frame spans packets: there is nothing to give up.
  }
}
