package io.rtsper.payload.mpeg;

import io.rtsper.api.media.Discontinuity;
import io.rtsper.api.rtp.RtpPacket;
import io.rtsper.api.spi.Depacketizer;
import io.rtsper.api.spi.DepacketizerContext;
import java.nio.ByteBuffer;

/**
 * Reads MPEG-1 and MPEG-2 video (RFC 2250 §3.1, §3.4): the elementary stream behind a header of
 * four bytes, with four more and what these announce if T is set.
 *
 * <pre>
 *  MBZ(5) T TR(10) | AN N S B E P(3) | FBV BFC(3) FFV FFC(3)
 *  X E f_codes(16) DC(2) PS(2) T P C Q V A R H G D | composite display(32) if D | length(8) … if E
 * </pre>
 *
 * <p>All of it repeats what the stream says, and GStreamer sends zeros in place of it. So nothing
 * but its length is read.
 */
final class MpvDepacketizer implements Depacketizer {

  private static final int HEADER_LENGTH = 4;
  private static final int EXTENDED = 0x04;
  private static final int MORE_EXTENSIONS = 0x40;
  private static final int COMPOSITE_DISPLAY = 0x01;

  private final DepacketizerContext context;
  private final Pictures pictures;

  MpvDepacketizer(DepacketizerContext context) {
    this.context = context;
    this.pictures = new Pictures(context, new MpegVideoSyntax(context));
  }

  @Override
  public void onPacket(RtpPacket packet) {
    ByteBuffer bytes = packet.buffer();
    int from = packet.payloadOffset();
    int to = from + packet.payloadLength();
    int data = from == to ? to : data(bytes, from, to);
    long number = packet.extendedSequence();
    long time = packet.extendedTimestamp();
    if (data <= to) {
      pictures.packet(number, time, packet.marker(), bytes, data, to);
    } else {
      pictures.unreadable(number, time, packet.marker());
      context.quirks().report(MpegQuirks.HEADER, "");
    }
  }

  /** Returns where the data begin; behind the end if the header doesn't fit. */
  private static int data(ByteBuffer bytes, int from, int to) {
    int at = from + HEADER_LENGTH;
    if (at > to || (bytes.get(from) & EXTENDED) == 0) {
      return at;
    }
    at += HEADER_LENGTH;
    if (at > to) {
      return at;
    }
    boolean more = (bytes.get(at - 4) & MORE_EXTENSIONS) != 0;
    if ((bytes.get(at - 1) & COMPOSITE_DISPLAY) != 0) {
      at += 4;
    }
    if (more) {
      at = at < to ? at + 4 * Math.max(1, bytes.get(at) & 0xFF) : to + 1;
    }
    return at;
  }

  @Override
  public void onDiscontinuity(Discontinuity reason) {
    if (reason == Discontinuity.LOSS) {
      pictures.loss();
    } else {
      pictures.reset();
    }
  }

  @Override
  public void close() {
    pictures.close();
  }
}
