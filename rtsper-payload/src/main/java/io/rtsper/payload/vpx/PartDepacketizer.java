package io.rtsper.payload.vpx;

import io.rtsper.api.media.Discontinuity;
import io.rtsper.api.rtp.RtpPacket;
import io.rtsper.api.spi.Depacketizer;
import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.payload.assembly.FrameAssembly;
import java.nio.ByteBuffer;

/**
 * Joins parts of frames each of which has a descriptor before it that tells whether it is the first
 * one. What a descriptor looks like is for {@link PartFormat} to know.
 */
final class PartDepacketizer implements Depacketizer {

  private final DepacketizerContext context;
  private final FrameAssembly frame;
  private final PartFormat format;
  private boolean startMayBeLost = true;

  PartDepacketizer(DepacketizerContext context, PartFormat format) {
    this.context = context;
    this.frame = new FrameAssembly(context.frames());
    this.format = format;
  }

  @Override
  public void onPacket(RtpPacket packet) {
    int length = packet.payloadLength();
    if (length > 0) {
      part(packet, packet.payloadOffset(), packet.payloadOffset() + length);
    }
    if (packet.marker()) {
      end();
      startMayBeLost = false;
    }
  }

  private void part(RtpPacket packet, int from, int to) {
    ByteBuffer bytes = packet.buffer();
    int content = format.read(bytes, from, to);
    if (content < 0) {
      frame.damage();
      context.quirks().report(VpxQuirks.DESCRIPTOR, "");
      return;
    }
    if (content == to) {
      return;
    }
    long time = packet.extendedTimestamp();
    boolean other = frame.isOther(time) || (frame.begun() && format.isFirst());
    boolean noMarker = other && frame.isWhole();
    if (other) {
      end();
    }
    if (format.isFirst()) {
      startMayBeLost = false;
      format.begin(bytes, content, to);
      frame.begin(time, true);
    } else if (format.isFirstOfLayer()) {
      format.beginLayer(frame.length());
    }
    if (frame.begun()) {
      frame.append(bytes, content, to);
    } else if (!startMayBeLost) {
      startMayBeLost = true;
      context.quirks().report(VpxQuirks.NO_START, "");
    }
    if (noMarker) {
      context.quirks().report(VpxQuirks.NO_MARKER, "");
    }
  }

  private void end() {
    if (frame.begun()) {
      byte[] trailer = format.trailer(frame.length());
      frame.append(trailer, 0, trailer.length);
      frame.end(format.isKeyFrame());
    }
  }

  @Override
  public void onDiscontinuity(Discontinuity reason) {
    startMayBeLost = true;
    if (reason == Discontinuity.LOSS) {
      frame.damage();
    } else {
      frame.drop();
    }
  }

  @Override
  public void close() {
    frame.drop();
  }
}
