package io.rtsper.payload.audio;

import io.rtsper.api.media.AudioParameters;
import io.rtsper.api.media.Discontinuity;
import io.rtsper.api.media.Track;
import io.rtsper.api.rtp.RtpPacket;
import io.rtsper.api.spi.Depacketizer;
import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.payload.assembly.FrameAssembly;

/**
 * Hands on each payload as a frame: samples with nothing before them, the channels interleaved
 * sample by sample (RFC 3551 §4.3, §4.5). Packets may be of any duration, so no length is wrong but
 * one that cuts a sample; an empty one has no sample and is no frame.
 *
 * <p>Each sample stands for itself. So decoding can start at any frame, a lost packet spoils none
 * but its own, and nothing is kept from one packet to the next. The marker bit begins a talkspurt
 * (RFC 3551 §4.1), which changes nothing here.
 */
final class SampleDepacketizer implements Depacketizer {

  private final DepacketizerContext context;
  private final FrameAssembly frame;

  /** Bits of all channels' samples of one time. */
  private final int bits;

  SampleDepacketizer(DepacketizerContext context, SampleFormat format) {
    this.context = context;
    this.frame = new FrameAssembly(context.frames());
    Track track = context.track();
    int channels = Math.max(track.channels(), 1);
    this.bits = format.bits() * channels;
    int rate = format.rate() > 0 ? format.rate() : track.clockRate();
    context.frames().parameters(AudioParameters.of(format.codec(), rate, channels));
  }

  @Override
  public void onPacket(RtpPacket packet) {
    int length = packet.payloadLength();
    // Samples of less than a byte may end amid the last byte; those of more don't.
    int rest = bits >= 8 ? length % (bits / 8) : 0;
    if (length > rest) {
      int from = packet.payloadOffset();
      frame.begin(packet.extendedTimestamp(), true);
      frame.append(packet.buffer(), from, from + length - rest);
      frame.duration((length - rest) * 8L / bits);
      frame.end(true);
    }
    if (rest > 0) {
      context.quirks().report(AudioQuirks.PART_OF_A_SAMPLE, "");
    }
  }

  @Override
  public void onDiscontinuity(Discontinuity reason) {
    // No frame spans packets: there is nothing to give up.
  }
}
