package io.rtsper.payload.audio;

import io.rtsper.api.media.AudioParameters;
import io.rtsper.api.media.Discontinuity;
import io.rtsper.api.rtp.RtpPacket;
import io.rtsper.api.spi.Depacketizer;
import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.payload.assembly.FrameAssembly;
import java.nio.ByteBuffer;

/**
 * Takes packets apart into the frames of which they consist, each of the same duration (RFC 3551
 * §4.5): G.723.1, G.729, GSM.
 */
final class FramedDepacketizer implements Depacketizer {

  private final DepacketizerContext context;
  private final FrameAssembly frame;
  private final FrameLength length;
  private final int duration;

  /**
   * Makes a depacketizer.
   *
   * @param context where the frames go
   * @param codec the format's name for the API
   * @param length tells where a frame ends
   * @param duration samples of a frame, which are units of the clock
   */
  FramedDepacketizer(DepacketizerContext context, String codec, FrameLength length, int duration) {
    this.context = context;
    this.frame = new FrameAssembly(context.frames());
    this.length = length;
    this.duration = duration;
    context
        .frames()
        .parameters(
            AudioParameters.of(codec, context.track().clockRate(), 1)
                .withSamplesPerFrame(duration));
  }

  @Override
  public void onPacket(RtpPacket packet) {
    ByteBuffer bytes = packet.buffer();
    int at = packet.payloadOffset();
    int to = at + packet.payloadLength();
    long time = packet.extendedTimestamp();
    while (at < to) {
      int size = length.at(bytes, at, to);
      if (size == 0 || size > to - at) {
        context.quirks().report(AudioQuirks.PART_OF_A_FRAME, "");
        return;
      }
      frame.begin(time, true);
      frame.append(bytes, at, at + size);
      frame.duration(duration);
      frame.end(true);
      at += size;
      time += duration;
    }
  }

  @Override
  public void onDiscontinuity(Discontinuity reason) {
    // No frame spans packets: there is nothing to give up.
  }

  /** Returns the length of a frame of G.723.1, which its first two bits tell (§4.5.3). */
  static int ofG723(ByteBuffer bytes, int at, int to) {
    return switch (bytes.get(at) & 3) {
      case 0 -> 24;
      case 1 -> 20;
      case 2 -> 4;
      default -> 1; // Nothing is sent for this time.
    };
  }

  /** Returns the length of a frame of G.729; the last of a packet may be comfort noise (§4.5.6). */
  static int ofG729(ByteBuffer bytes, int at, int to) {
    return to - at == 2 ? 2 : 10;
  }

  /** Returns the length of a frame of GSM, whose first four bits are a signature (§4.5.8.1). */
  static int ofGsm(ByteBuffer bytes, int at, int to) {
    return (bytes.get(at) & 0xF0) == 0xD0 ? 33 : 0;
  }
}
