package io.rtsper.payload.data;

import io.rtsper.api.media.DataParameters;
import io.rtsper.api.media.Discontinuity;
import io.rtsper.api.rtp.RtpPacket;
import io.rtsper.api.spi.Depacketizer;
import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.payload.assembly.MarkedFrames;
import io.rtsper.payload.assembly.UnitStart;
import java.nio.ByteBuffer;

/**
 * Joins packets to documents that the marker ends: the metadata of ONVIF (Streaming Specification
 * §5.2.1.1), which is XML, compressed XML or EXI, and KLV of SMPTE 336M (RFC 6597 §4.2). Each can
 * be read by itself.
 */
final class DocumentDepacketizer implements Depacketizer {

  /** Longer than what any camera sees at a time; a document without an end must end somewhere. */
  static final int LONGEST = 1 << 20;

  private static final int GZIP = 0x1F8B;
  private static final int UNIVERSAL_KEY = 0x060E2B34;

  private final MarkedFrames frames;

  DocumentDepacketizer(DepacketizerContext context, String codec, UnitStart start) {
    this.frames = new MarkedFrames(context, start, LONGEST);
    context.frames().parameters(DataParameters.of(codec));
  }

  @Override
  public void onPacket(RtpPacket packet) {
    int from = packet.payloadOffset();
    int to = from + packet.payloadLength();
    boolean begins = frames.packet(packet);
    if (from < to) {
      if (begins) {
        frames.begin(packet.extendedTimestamp(), packet.buffer(), from, to);
        frames.keyFrame(true);
      }
      frames.append(packet.buffer(), from, to);
    }
    frames.marker(packet);
  }

  @Override
  public void onDiscontinuity(Discontinuity reason) {
    if (reason == Discontinuity.LOSS) {
      frames.loss();
    } else {
      frames.reset();
    }
  }

  @Override
  public void close() {
    frames.reset();
  }

  /** An XML declaration begins a document; an element may. */
  static UnitStart.Certainty ofXml(ByteBuffer bytes, int from, int to) {
    if (to - from >= 5 && bytes.getInt(from) == 0x3C3F786D && bytes.get(from + 4) == 'l') {
      return UnitStart.Certainty.CERTAIN;
    }
    return bytes.get(from) == '<' ? UnitStart.Certainty.POSSIBLE : UnitStart.Certainty.NONE;
  }

  static UnitStart.Certainty ofGzip(ByteBuffer bytes, int from, int to) {
    boolean member = to - from >= 2 && (bytes.getShort(from) & 0xFFFF) == GZIP;
    return member ? UnitStart.Certainty.POSSIBLE : UnitStart.Certainty.NONE;
  }

  /** EXI begins with a cookie, or with two bits that a document's middle may have, too. */
  static UnitStart.Certainty ofExi(ByteBuffer bytes, int from, int to) {
    boolean cookie = to - from >= 4 && bytes.getInt(from) == 0x24455849;
    boolean marked = (bytes.get(from) & 0xC0) == 0x80;
    return cookie || marked ? UnitStart.Certainty.POSSIBLE : UnitStart.Certainty.NONE;
  }

  static UnitStart.Certainty ofKlv(ByteBuffer bytes, int from, int to) {
    boolean key = to - from >= 4 && bytes.getInt(from) == UNIVERSAL_KEY;
    return key ? UnitStart.Certainty.POSSIBLE : UnitStart.Certainty.NONE;
  }
}
