package io.rtsper.payload.audio;

import io.rtsper.api.media.Discontinuity;
import io.rtsper.api.rtp.RtpPacket;
import io.rtsper.api.spi.Depacketizer;
import io.rtsper.api.spi.FrameWriter;
import java.nio.ByteBuffer;

/**
 * Hands on each payload as a frame: G.711 has one byte for each sample and nothing before them (RFC
 * 3551 §4.5.14), and its channels are interleaved sample by sample. Packets may be of any duration,
 * so no length is wrong; an empty one has no sample and is no frame.
 *
 * <p>Each sample stands for itself. So decoding can start at any frame, a lost packet spoils none
 * but its own, and nothing is kept from one packet to the next. The marker bit begins a talkspurt
 * (RFC 3551 §4.1), which changes nothing here.
 */
final class SampleDepacketizer implements Depacketizer {

  private final FrameWriter frames;

  SampleDepacketizer(FrameWriter frames) {
    this.frames = frames;
  }

  @Override
  public void onPacket(RtpPacket packet) {
    frames.begin(packet.extendedTimestamp());
    ByteBuffer room = frames.reserve(packet.payloadLength());
    if (room != null) {
      frames.commit(packet.copyPayload(room));
      frames.end(true, false);
    }
  }

  @Override
  public void onDiscontinuity(Discontinuity reason) {
    // No frame spans packets: there is nothing to give up.
  }
}
