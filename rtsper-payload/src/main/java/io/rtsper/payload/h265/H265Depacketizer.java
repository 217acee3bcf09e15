package io.rtsper.payload.h265;

import io.rtsper.api.media.Discontinuity;
import io.rtsper.api.rtp.RtpPacket;
import io.rtsper.api.spi.Depacketizer;
import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.payload.nal.AccessUnits;
import io.rtsper.payload.nal.FragmentedUnit;
import io.rtsper.payload.nal.NalQuirks;
import io.rtsper.payload.nal.StartCodes;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the payloads of H.265 (RFC 7798 §4.4). All begin with two bytes in the form of a NAL unit's
 * header, whose type says what it is:
 *
 * <pre>
 *  0-47  a NAL unit, with DONL (16) behind its header
 *  48    AP:    header, DONL (16), length (16), unit, then: DOND (8), length (16), unit
 *  49    FU:    header, S E type(6), DONL (16) if S, a part of a unit
 *  50    PACI:  header, A type(6) size(5) F0 F1 F2 Y, extension of that size, payload of that type
 * </pre>
 *
 * <p>The numbers of the decoding order (DONL, DOND) are there only if {@code sprop-max-don-diff} is
 * above 0. Units are taken as they come, and where that isn't their order the frame is damaged.
 */
final class H265Depacketizer implements Depacketizer {

  private static final int HEADER_LENGTH = 2;
  private static final int FORBIDDEN = 0x8000;
  private static final int LAYER_AND_SUB_LAYER = 0x1FF;
  private static final int FRAGMENT_TYPE = 0x3F;
  private static final int NO_NUMBER = -1;

  private final AccessUnits units;
  private final FragmentedUnit fragments;
  private final boolean numbered;
  private int decodingNumber = NO_NUMBER;

  H265Depacketizer(DepacketizerContext context) {
    this.units = new AccessUnits(context, new H265Syntax(context));
    this.fragments = new FragmentedUnit(units);
    this.numbered = isNumbered(context.track().parameters().get("sprop-max-don-diff"));
  }

  private static boolean isNumbered(@Nullable String difference) {
    return difference != null && difference.matches("0*[1-9][0-9]{0,8}");
  }

  @Override
  public void onPacket(RtpPacket packet) {
    units.packet(packet.extendedSequence());
    int length = packet.payloadLength();
    if (length >= HEADER_LENGTH) {
      ByteBuffer bytes = packet.buffer();
      int from = packet.payloadOffset();
      int header = bytes.getShort(from) & 0xFFFF;
      long time = packet.extendedTimestamp();
      payload(time, header, bytes, from + HEADER_LENGTH, from + length);
    } else if (length > 0) {
      tooShort("a header");
    }
    if (packet.marker()) {
      fragments.marker();
      units.marker();
    }
  }

  /** Takes what is behind the header. */
  private void payload(long time, int header, ByteBuffer bytes, int from, int to) {
    switch (H265Type.of(header)) {
      case H265Type.FRAGMENT -> fragment(time, header, bytes, from, to);
      case H265Type.AGGREGATE -> {
        fragments.other();
        aggregate(time, bytes, from, to);
      }
      case H265Type.PACI -> contained(time, header, bytes, from, to);
      default -> {
        fragments.other();
        if (!numbered) {
          unit(time, header, bytes, from, to);
        } else if (number(bytes, from, to)) {
          unit(time, header, bytes, from + 2, to);
        }
      }
    }
  }

  private void unit(long time, int header, ByteBuffer bytes, int from, int to) {
    int start = from;
    int unitHeader = header;
    if (header == 0) {
      // A start code, as V380 sends with H.264; no unit has a header of zeros.
      int code = StartCodes.lengthAt(bytes, from - HEADER_LENGTH, to);
      int behind = from - HEADER_LENGTH + code;
      if (code > 0 && to - behind >= HEADER_LENGTH) {
        unitHeader = bytes.getShort(behind) & 0xFFFF;
        start = behind + HEADER_LENGTH;
        units.report(NalQuirks.START_CODE, "");
      }
    }
    if (H265Type.of(unitHeader) > H265Type.LAST_UNIT) {
      units.report(NalQuirks.TYPE, "type " + H265Type.of(unitHeader));
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
    int unitHeader = (header & (FORBIDDEN | LAYER_AND_SUB_LAYER)) | (flags & FRAGMENT_TYPE) << 9;
    if (start && numbered) {
      if (!number(bytes, content, to)) {
        return;
      }
      content += 2;
    }
    if (start && H265Type.of(unitHeader) > H265Type.LAST_UNIT) {
      fragments.other();
      units.report(NalQuirks.TYPE, "type " + H265Type.of(unitHeader) + " in fragments");
      return;
    }
    fragments.fragment(time, flags, unitHeader, bytes, content, to);
  }

  private void aggregate(long time, ByteBuffer bytes, int from, int to) {
    int at = from;
    boolean empty = from >= to;
    boolean first = true;
    while (to - at >= 2) {
      if (numbered) {
        if (first && !number(bytes, at, to)) {
          return;
        }
        if (!first) {
          note(decodingNumber + 1 + (bytes.get(at) & 0xFF) & 0xFFFF);
        }
        at += first ? 2 : 1;
        if (to - at < 2) {
          break;
        }
      }
      first = false;
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

  /** Takes what a PACI carries; what it says beside that isn't needed (RFC 7798 §4.4.4). */
  private void contained(long time, int header, ByteBuffer bytes, int from, int to) {
    if (to - from < 2) {
      tooShort("PACI");
      return;
    }
    int fields = bytes.getShort(from) & 0xFFFF;
    int type = fields >> 9 & 0x3F;
    int content = from + 2 + (fields >> 4 & 0x1F);
    if (content > to || type == H265Type.PACI) {
      tooShort("PACI");
      return;
    }
    int inner = (fields & FORBIDDEN) | type << 9 | (header & LAYER_AND_SUB_LAYER);
    payload(time, inner, bytes, content, to);
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
