package io.rtsper.payload.audio;

import io.rtsper.api.media.Discontinuity;
import io.rtsper.api.rtp.RtpPacket;
import io.rtsper.api.spi.Depacketizer;
import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.payload.assembly.FrameAssembly;
import java.nio.ByteBuffer;

/**
 * Takes packets apart into frames that say how long they are, or joins the packets of a frame that
 * fills several: MPEG audio (RFC 2250 §3.5), AC-3 (RFC 4184), E-AC-3 (RFC 4598). A frame is whole
 * when it has the length that it says, so that neither marker nor counts are needed.
 */
final class SyncDepacketizer implements Depacketizer {

  private final DepacketizerContext context;
  private final FrameAssembly frame;
  private final SyncFormat format;
  private final int clock;
  private int wanted;
  private boolean startMayBeLost = true;

  /** The signature of the parameters that are set; 0 if none are. */
  private int signature;

  SyncDepacketizer(DepacketizerContext context, SyncFormat format, int defaultClock) {
    this.context = context;
    this.frame = new FrameAssembly(context.frames());
    this.format = format;
    int described = context.track().clockRate();
    this.clock = described > 0 ? described : defaultClock;
  }

  @Override
  public void onPacket(RtpPacket packet) {
    ByteBuffer bytes = packet.buffer();
    int payload = packet.payloadOffset();
    int to = payload + packet.payloadLength();
    int from = payload + format.headerLength();
    if (from >= to) {
      return;
    }
    long time = packet.extendedTimestamp();
    boolean amid = frame.begun() && !frame.isOther(time);
    if (format.isContinuation(bytes, payload, to, amid)) {
      continuation(time, bytes, from, to);
      return;
    }
    boolean cut = frame.begun();
    frame.drop();
    startMayBeLost = false;
    frames(time, bytes, from, to);
    if (cut) {
      context.quirks().report(AudioQuirks.FRAGMENT, "");
    }
  }

  private void frames(long time, ByteBuffer bytes, int from, int to) {
    int at = from;
    long ticks = 0;
    while (at < to) {
      int length = format.read(bytes, at, to);
      if (length == 0) {
        context.quirks().report(AudioQuirks.PART_OF_A_FRAME, "");
        return;
      }
      setParameters();
      long next = ticks + (long) format.samples() * clock / format.rate();
      frame.begin(time + ticks, true);
      frame.append(bytes, at, Math.min(at + length, to));
      frame.duration(next - ticks);
      wanted = length;
      if (length <= to - at) {
        frame.end(true);
      } else if (at > from) {
        // Only a packet's first frame may go on in the next one.
        frame.drop();
        context.quirks().report(AudioQuirks.PART_OF_A_FRAME, "");
        return;
      }
      at += length;
      ticks = next;
    }
  }

  private void setParameters() {
    int now = format.signature();
    if (now != signature) {
      signature = now;
      context.frames().parameters(format.parameters());
    }
  }

  private void continuation(long time, ByteBuffer bytes, int from, int to) {
    if (!frame.begun() || frame.isOther(time)) {
      frame.drop();
      if (!startMayBeLost) {
        startMayBeLost = true;
        context.quirks().report(AudioQuirks.FRAGMENT, "");
      }
      return;
    }
    frame.append(bytes, from, to);
    int length = frame.length();
    if (length == wanted) {
      frame.end(true);
    } else if (length == 0) {
      frame.drop(); // There was no room for it.
      startMayBeLost = true;
    } else if (length > wanted) {
      frame.drop();
      context.quirks().report(AudioQuirks.FRAGMENT, "");
    }
  }

  @Override
  public void onDiscontinuity(Discontinuity reason) {
    frame.drop();
    startMayBeLost = true;
  }

  @Override
  public void close() {
    frame.drop();
  }
}
