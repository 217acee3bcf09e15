package io.rtsper.payload.data;

import io.rtsper.api.Quirk;
import io.rtsper.api.media.DataParameters;
import io.rtsper.api.media.Discontinuity;
import io.rtsper.api.rtp.RtpPacket;
import io.rtsper.api.spi.Depacketizer;
import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.payload.assembly.FrameAssembly;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Hands on the packets of a transport stream (RFC 2250 §2): a frame is what an RTP packet has of
 * them, whole ones only. What is in them isn't looked at. The timestamp is that of their
 * transmission, and no time at which anything is shown.
 *
 * <p>A transport packet that is split over RTP packets is joined; the frame of its end has it.
 */
final class TransportStreamDepacketizer implements Depacketizer {

  /** The length of a transport packet (ISO 13818-1 §2.4.3.2). */
  static final int PACKET_LENGTH = 188;

  static final byte SYNC = 0x47;

  /** With a time before it (BDAV), or with check bytes behind it. */
  private static final int[] DISTANCES = {PACKET_LENGTH, 192, 204};

  private final DepacketizerContext context;
  private final FrameAssembly frame;
  private final byte[] begun = new byte[PACKET_LENGTH];
  private int begunLength;

  TransportStreamDepacketizer(DepacketizerContext context) {
    this.context = context;
    this.frame = new FrameAssembly(context.frames());
    context.frames().parameters(DataParameters.of("mp2t"));
  }

  @Override
  public void onPacket(RtpPacket packet) {
    int from = packet.payloadOffset();
    int to = from + packet.payloadLength();
    if (from == to) {
      return;
    }
    ByteBuffer bytes = packet.buffer();
    frame.begin(packet.extendedTimestamp(), true);
    int at = from;
    Quirk quirk = null;
    if (begunLength > 0) {
      int rest = PACKET_LENGTH - begunLength;
      if (to - from >= rest && isBoundary(bytes, from + rest, to)) {
        frame.append(begun, 0, begunLength);
        frame.append(bytes, from, from + rest);
        at = from + rest;
        quirk = DataQuirks.TRANSPORT_SPLIT;
      }
      begunLength = 0;
    }
    Quirk ofRest = whole(bytes, at, to);
    frame.end(true);
    quirk = ofRest == null ? quirk : ofRest;
    if (quirk != null) {
      context.quirks().report(quirk, "");
    }
  }

  private static boolean isBoundary(ByteBuffer bytes, int at, int to) {
    return at == to || bytes.get(at) == SYNC;
  }

  /** Adds the whole packets to the frame. */
  private @Nullable Quirk whole(ByteBuffer bytes, int from, int to) {
    Quirk quirk = null;
    int at = from;
    while (at < to) {
      if (bytes.get(at) != SYNC) {
        quirk = DataQuirks.TRANSPORT_STREAM;
        at = nextSync(bytes, at + 1, to);
        continue;
      }
      int left = to - at;
      if (left < PACKET_LENGTH) {
        bytes.get(at, begun, 0, left);
        begunLength = left;
        return quirk;
      }
      int start = at;
      while (to - at >= PACKET_LENGTH && bytes.get(at) == SYNC) {
        at += PACKET_LENGTH;
      }
      frame.append(bytes, start, at);
    }
    return quirk;
  }

  /** Returns where the next packet begins; the end if none does that another one is behind. */
  private static int nextSync(ByteBuffer bytes, int from, int to) {
    for (int at = from; at < to; at++) {
      if (bytes.get(at) == SYNC && isFollowed(bytes, at, to)) {
        return at;
      }
    }
    return to;
  }

  private static boolean isFollowed(ByteBuffer bytes, int at, int to) {
    for (int distance : DISTANCES) {
      int next = at + distance;
      if (next == to || (next < to && bytes.get(next) == SYNC)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void onDiscontinuity(Discontinuity reason) {
    begunLength = 0;
  }
}
