package io.rtsper.payload.nal;

import io.rtsper.api.media.Discontinuity;
import io.rtsper.api.rtp.RtpPacket;
import io.rtsper.api.spi.Depacketizer;
import io.rtsper.api.spi.DepacketizerContext;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the payloads of H.265 (RFC 7798 §4.4) and H.266 (RFC 9328 §4.3), which differ in where the
 * type stands in a header and in the numbers of the types. All begin with two bytes in the form of
 * a NAL unit's header, whose type says what it is:
 *
 * <pre>
 *  unit       a NAL unit, with DONL (16) behind its header
 *  aggregate  header, DONL (16), length (16), unit, then: DOND (8, H.265 alone), length (16), unit
 *  fragment   header, S E type, DONL (16) if S, a part of a unit
 *  container  header, A type(6) size(5) F0 F1 F2 Y, extension of that size, payload of that type
 * </pre>
 *
 * <p>The numbers of the decoding order (DONL, DOND) are there only if {@code sprop-max-don-diff} is
 * above 0. Units are taken as they come, and where that isn't their order the frame is damaged.
 */
public final class TwoByteDepacketizer implements Depacketizer {

  private static final int HEADER_LENGTH = 2;
  private static final int FORBIDDEN = 0x8000;
  private static final int NO_NUMBER = -1;

  private final AccessUnits units;
  private final FragmentedUnit fragments;
  private final TwoByteHeader header;
  private final boolean numbered;
  private int decodingNumber = NO_NUMBER;

  /**
   * Makes a depacketizer.
   *
   * @param context where the frames go
   * @param header knows the types
   * @param syntax knows the codec
   */
  public TwoByteDepacketizer(DepacketizerContext context, TwoByteHeader header, NalSyntax syntax) {
    this.header = header;
    this.units = new AccessUnits(context, syntax);
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
      int word = bytes.getShort(from) & 0xFFFF;
      long time = packet.extendedTimestamp();
      payload(time, word, bytes, from + HEADER_LENGTH, from + length);
    } else if (length > 0) {
      tooShort("a header");
    }
    if (packet.marker()) {
      fragments.marker();
      units.marker();
    }
  }

  /** Takes what is behind the word. */
  private void payload(long time, int word, ByteBuffer bytes, int from, int to) {
    int type = header.type(word);
    if (type == header.fragment()) {
      fragment(time, word, bytes, from, to);
    } else if (type == header.aggregate()) {
      fragments.other();
      aggregate(time, bytes, from, to);
    } else if (type == header.container()) {
      contained(time, word, bytes, from, to);
    } else {
      fragments.other();
      if (!numbered) {
        unit(time, word, bytes, from, to);
      } else if (number(bytes, from, to)) {
        unit(time, word, bytes, from + 2, to);
      }
    }
  }

  private void unit(long time, int word, ByteBuffer bytes, int from, int to) {
    int start = from;
    int unitHeader = word;
    if (word == 0) {
      // A start code, as V380 sends with H.264; no unit has a header of zeros.
      int code = StartCodes.lengthAt(bytes, from - HEADER_LENGTH, to);
      int behind = from - HEADER_LENGTH + code;
      if (code > 0 && to - behind >= HEADER_LENGTH) {
        unitHeader = bytes.getShort(behind) & 0xFFFF;
        start = behind + HEADER_LENGTH;
        units.report(NalQuirks.START_CODE, "");
      }
    }
    if (header.type(unitHeader) > header.lastUnit()) {
      units.report(NalQuirks.TYPE, "type " + header.type(unitHeader));
      return;
    }
    units.beginUnit(time, unitHeader, bytes, start, to);
    units.endUnit();
  }

  private void fragment(long time, int word, ByteBuffer bytes, int from, int to) {
    if (from >= to) {
      tooShort("FU");
      return;
    }
    int flags = bytes.get(from) & 0xFF;
    boolean start = (flags & FragmentedUnit.START) != 0;
    int content = from + 1;
    int unitHeader = header.withType(word, flags);
    if (start && numbered) {
      if (!number(bytes, content, to)) {
        return;
      }
      content += 2;
    }
    if (start && header.type(unitHeader) > header.lastUnit()) {
      fragments.other();
      units.report(NalQuirks.TYPE, "type " + header.type(unitHeader) + " in fragments");
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
          int step = header.numbersEach() ? bytes.get(at) & 0xFF : 0;
          note(decodingNumber + 1 + step & 0xFFFF);
        }
        at += first ? 2 : header.numbersEach() ? 1 : 0;
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
  private void contained(long time, int word, ByteBuffer bytes, int from, int to) {
    if (to - from < 2) {
      tooShort("PACI");
      return;
    }
    int fields = bytes.getShort(from) & 0xFFFF;
    int type = fields >> 9 & 0x3F;
    int content = from + 2 + (fields >> 4 & 0x1F);
    if (content > to || type == header.container()) {
      tooShort("PACI");
      return;
    }
    int inner = (fields & FORBIDDEN) | (header.withType(word, type) & ~FORBIDDEN);
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
