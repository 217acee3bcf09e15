package io.rtsper.payload.h266;

import io.rtsper.api.media.Discontinuity;
import io.rtsper.api.rtp.RtpPacket;
import io.rtsper.api.spi.Depacketizer;
import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.payload.assembly.Parameters;
import io.rtsper.payload.nal.AccessUnits;
import io.rtsper.payload.nal.FragmentedUnit;
import io.rtsper.payload.nal.NalQuirks;
import io.rtsper.payload.nal.StartCodes;
import java.nio.ByteBuffer;

/**
 * Reads the payloads of H.266 (RFC 9328 §4.3). All begin with two bytes in the form of a NAL unit's
 * header, whose type says what it is:
 *
 * <pre>
 *  0-27  a NAL unit, with DONL (16) behind its header
 *  28    AP:  header, DONL (16), then: length (16), unit
 *  29    FU:  header, S E P type(5), DONL (16) if S, a part of a unit
 * </pre>
 *
 * <p>The numbers of the decoding order (DONL) are there only if {@code sprop-max-don-diff} is above
 * 0. Units are taken as they come, and where that isn't their order the frame is damaged. P, the
 * last part of a picture, isn't needed.
 */
final class H266Depacketizer implements Depacketizer {

  private static final int HEADER_LENGTH = 2;
  private static final int NO_NUMBER = -1;

  private final AccessUnits units;
  private final FragmentedUnit fragments;
  private final boolean numbered;
  private int decodingNumber = NO_NUMBER;

  H266Depacketizer(DepacketizerContext context) {
    this.units = new AccessUnits(context, new H266Syntax(context));
    this.fragments = new FragmentedUnit(units);
    this.numbered = Parameters.number(context.track().parameters(), "sprop-max-don-diff", 0) > 0;
  }

  @Override
  public void onPacket(RtpPacket packet) {
    units.packet(packet.extendedSequence());
    int length = packet.payloadLength();
    if (length >= HEADER_LENGTH) {
      ByteBuffer bytes = packet.buffer();
      int from = packet.payloadOffset();
      payload(packet.extendedTimestamp(), bytes, from, from + length);
    } else if (length > 0) {
      tooShort("a header");
    }
    if (packet.marker()) {
      fragments.marker();
      units.marker();
    }
  }

  private void payload(long time, ByteBuffer bytes, int from, int to) {
    int header = bytes.getShort(from) & 0xFFFF;
    int content = from + HEADER_LENGTH;
    switch (H266Type.of(header)) {
      case H266Type.FRAGMENT -> fragment(time, header, bytes, content, to);
      case H266Type.AGGREGATE -> {
        fragments.other();
        aggregate(time, bytes, content, to);
      }
      default -> {
        fragments.other();
        if (!numbered) {
          unit(time, header, bytes, content, to);
        } else if (number(bytes, content, to)) {
          unit(time, header, bytes, content + 2, to);
        }
      }
    }
  }

  private void unit(long time, int header, ByteBuffer bytes, int from, int to) {
    int start = from;
    int unitHeader = header;
    if (header == 0) {
      // A start code: a header of zeros has no temporal identifier (§7.4.2.2).
      int code = StartCodes.lengthAt(bytes, from - HEADER_LENGTH, to);
      int behind = from - HEADER_LENGTH + code;
      if (code > 0 && to - behind >= HEADER_LENGTH) {
        unitHeader = bytes.getShort(behind) & 0xFFFF;
        start = behind + HEADER_LENGTH;
        units.report(NalQuirks.START_CODE, "");
      }
    }
    if (H266Type.of(unitHeader) > H266Type.LAST_UNIT) {
      units.report(NalQuirks.TYPE, "type " + H266Type.of(unitHeader));
      return;
    }
    units.beginUnit(time, unitHeader, bytes, start, to);
    units.endUnit();
  }

  private void fragment(long time, int header, ByteBuffer bytes, int from, int to) {
    if (from >= to) {
      tooShort("FU");
      return;
    }
    int flags = bytes.get(from) & 0xFF;
    boolean start = (flags & FragmentedUnit.START) != 0;
    int content = from + 1;
    int unitHeader = (header & ~H266Type.MASK) | (flags & 0x1F) << 3;
    if (start && numbered) {
      if (!number(bytes, content, to)) {
        return;
      }
      content += 2;
    }
    if (start && H266Type.of(unitHeader) > H266Type.LAST_UNIT) {
      fragments.other();
      units.report(NalQuirks.TYPE, "type " + H266Type.of(unitHeader) + " in fragments");
      return;
    }
    fragments.fragment(time, flags, unitHeader, bytes, content, to);
  }

  private void aggregate(long time, ByteBuffer bytes, int from, int to) {
    int at = from;
    if (numbered) {
      if (!number(bytes, at, to)) {
        return;
      }
      at += 2;
    }
    boolean empty = at >= to;
    for (int i = 0; to - at >= 2; i++) {
      if (numbered && i > 0) {
        note(decodingNumber + 1 & 0xFFFF);
      }
      int length = bytes.getShort(at) & 0xFFFF;
      at += 2;
      if (length > to - at) {
        units.damage();
        units.report(NalQuirks.AGGREGATE_LENGTH, length + " of " + (to - at) + " bytes");
        return;
      }
      if (length < HEADER_LENGTH) {
        empty = true;
      } else {
        unit(time, bytes.getShort(at) & 0xFFFF, bytes, at + HEADER_LENGTH, at + length);
      }
      at += length;
    }
    if (empty || at < to) {
      units.report(NalQuirks.AGGREGATE_EMPTY_UNIT, "");
    }
  }

  /** Reads a decoding order number; returns false if it isn't there. */
  private boolean number(ByteBuffer bytes, int at, int to) {
    if (to - at < 2) {
      tooShort("a decoding order number");
      return false;
    }
    note(bytes.getShort(at) & 0xFFFF);
    return true;
  }

  private void note(int number) {
    boolean back = decodingNumber != NO_NUMBER && (short) (number - decodingNumber) < 0;
    decodingNumber = number;
    if (back) {
      units.damage();
      units.report(NalQuirks.DECODING_ORDER, "");
    }
  }

  private void tooShort(String what) {
    units.damage();
    units.report(NalQuirks.TOO_SHORT, what);
  }

  @Override
  public void onDiscontinuity(Discontinuity reason) {
    fragments.abandon();
    decodingNumber = NO_NUMBER;
    if (reason == Discontinuity.LOSS) {
      units.loss();
    } else {
      units.reset();
    }
  }

  @Override
  public void close() {
    units.close();
  }
}
