package io.rtsper.payload.audio;

import io.rtsper.api.media.AudioParameters;
import io.rtsper.api.media.Discontinuity;
import io.rtsper.api.rtp.RtpPacket;
import io.rtsper.api.spi.Depacketizer;
import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.payload.assembly.FrameAssembly;
import io.rtsper.payload.assembly.Parameters;
import java.nio.ByteBuffer;
import java.util.Map;

/**
 * Hands on each payload as a frame, which is a packet of Opus (RFC 7587 §4.2). Its first byte says
 * how long it lasts (RFC 6716 §3.1); timestamps don't, since the first packet of a stream may stand
 * for less and none is sent in silence.
 *
 * <p>The clock is always 48 kHz and {@code a=rtpmap} always says two channels; whether there are
 * two tell {@code sprop-stereo} and the packets themselves.
 */
final class OpusDepacketizer implements Depacketizer {

  private static final int RATE = 48_000;

  /** The longest packet, 120 ms. */
  private static final int MAX_DURATION = 5760;

  private static final int STEREO = 0x04;

  private final DepacketizerContext context;
  private final FrameAssembly frame;
  private final int captureRate;
  private final boolean describedStereo;
  private boolean stereo;

  OpusDepacketizer(DepacketizerContext context) {
    this.context = context;
    this.frame = new FrameAssembly(context.frames());
    Map<String, String> format = context.track().parameters();
    this.captureRate = Parameters.number(format, "sprop-maxcapturerate", RATE);
    this.describedStereo = Parameters.number(format, "sprop-stereo", 0) != 0;
    setStereo(describedStereo);
  }

  private void setStereo(boolean two) {
    stereo = two;
    int channels = two ? 2 : 1;
    // The content of dOps: version, channels, pre-skip, rate of the input, gain, mapping.
    byte[] configuration =
        ByteBuffer.allocate(11).put(1, (byte) channels).putInt(4, captureRate).array();
    context
        .frames()
        .parameters(AudioParameters.of("opus", RATE, channels).withConfiguration(configuration));
  }

  @Override
  public void onPacket(RtpPacket packet) {
    int length = packet.payloadLength();
    if (length == 0) {
      return;
    }
    int contents = packet.payloadByte(0);
    if (!stereo && (contents & STEREO) != 0) {
      setStereo(true);
    }
    int from = packet.payloadOffset();
    int count = count(packet, contents);
    int duration = count * frameDuration(contents >> 3 & 0x1F);
    boolean known = duration > 0 && duration <= MAX_DURATION;
    frame.begin(packet.extendedTimestamp(), true);
    frame.append(packet.buffer(), from, from + length);
    frame.duration(known ? duration : 0);
    frame.end(true);
    if (!known) {
      context.quirks().report(AudioQuirks.OPUS_DURATION, "");
    }
  }

  /** Returns how many frames of Opus a packet has. */
  private static int count(RtpPacket packet, int contents) {
    return switch (contents & 3) {
      case 0 -> 1;
      case 1, 2 -> 2;
      default -> packet.payloadLength() > 1 ? packet.payloadByte(1) & 0x3F : 0;
    };
  }

  private static int frameDuration(int configuration) {
    int size = configuration & 3;
    if (configuration >= 16) {
      return 120 << size;
    }
    if (configuration >= 12) {
      return 480 << (size & 1);
    }
    return size == 3 ? 2880 : 480 << size;
  }

  @Override
  public void onDiscontinuity(Discontinuity reason) {
    if (reason != Discontinuity.LOSS && stereo != describedStereo) {
      setStereo(describedStereo);
    }
  }
}
