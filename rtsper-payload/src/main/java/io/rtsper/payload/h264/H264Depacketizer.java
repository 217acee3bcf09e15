package io.rtsper.payload.h264;

import io.rtsper.api.media.Discontinuity;
import io.rtsper.api.rtp.RtpPacket;
import io.rtsper.api.spi.Depacketizer;
import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.payload.nal.AccessUnits;
import io.rtsper.payload.nal.FragmentedUnit;
import io.rtsper.payload.nal.NalQuirks;
import io.rtsper.payload.nal.StartCodes;
import java.nio.ByteBuffer;

/**
 * Reads the payloads of H.264 (RFC 6184 §5). All begin with a byte in the form of a NAL unit's
 * header, whose type says what it is:
 *
 * <pre>
 *  1-23    a NAL unit
 *  24      STAP-A:       header, then for each unit: length (16), unit
 *  25      STAP-B:       header, DON (16), then as STAP-A
 *  26, 27  MTAP16, 24:   header, DONB (16), then: length (16), DOND (8), time (16, 24), unit
 *  28      FU-A:         indicator, S E R type(5), a part of a unit
 *  29      FU-B:         indicator, S E R type(5), DON (16), the first part of a unit
 * </pre>
 *
 * <p>Whatever the mode of packetization that was described, each of them is read: there are servers
 * that say mode 0 and aggregate. In the interleaved mode units are numbered (DON) in decoding
 * order; they are taken as they come, and where that isn't their order the frame is damaged.
 */
final class H264Depacketizer implements Depacketizer {

  private static final int FORBIDDEN_AND_IMPORTANCE = 0xE0;
  private static final int TYPE = 0x1F;
  private static final int RESERVED = 0x20;
  private static final int NO_NUMBER = -1;

  private final AccessUnits units;
  private final FragmentedUnit fragments;
  private int decodingNumber = NO_NUMBER;

  H264Depacketizer(DepacketizerContext context) {
    this.units = new AccessUnits(context, new H264Syntax(context));
    this.fragments = new FragmentedUnit(units);
  }

  @Override
  public void onPacket(RtpPacket packet) {
    units.packet(packet.extendedSequence());
    int length = packet.payloadLength();
    if (length > 0) {
      ByteBuffer bytes = packet.buffer();
      int from = packet.payloadOffset();
      int to = from + length;
      long time = packet.extendedTimestamp();
      int header = bytes.get(from) & 0xFF;
      switch (header & TYPE) {
        case H264Type.FU_A -> fragment(time, bytes, from, to);
        case H264Type.FU_B -> numberedFragment(time, bytes, from, to);
        case H264Type.STAP_A -> {
          fragments.other();
          aggregate(time, bytes, from + 1, to);
        }
        case H264Type.STAP_B -> {
          fragments.other();
          if (number(bytes, from + 1, to)) {
            aggregate(time, bytes, from + 3, to);
          }
        }
        case H264Type.MTAP16 -> timedAggregate(time, bytes, from, to, 2);
        case H264Type.MTAP24 -> timedAggregate(time, bytes, from, to, 3);
        default -> {
          fragments.other();
          unit(time, bytes, from, to);
        }
      }
    }
    if (packet.marker()) {
      fragments.marker();
      units.marker();
    }
  }

  /** Takes one whole unit. */
  private void unit(long time, ByteBuffer bytes, int from, int to) {
    int start = from;
    if (bytes.get(from) == 0) {
      // V380 and others send what an encoder gives them, start code first.
      start += StartCodes.lengthAt(bytes, from, to);
      if (start > from && start < to) {
        units.report(NalQuirks.START_CODE, "");
      }
    }
    int header = start < to ? bytes.get(start) & 0xFF : 0;
    int type = header & TYPE;
    if (type == 0 || type > H264Type.LAST_UNIT) {
      units.report(NalQuirks.TYPE, "type " + type);
      return;
    }
    units.beginUnit(time, header, bytes, start + 1, to);
    units.endUnit();
  }

  private void fragment(long time, ByteBuffer bytes, int from, int to) {
    if (to - from < 2) {
      tooShort("FU-A");
      return;
    }
    fragment(time, bytes, from, to, from + 2);
  }

  private void fragment(long time, ByteBuffer bytes, int from, int to, int content) {
    int flags = bytes.get(from + 1) & 0xFF;
    int header = (bytes.get(from) & FORBIDDEN_AND_IMPORTANCE) | (flags & TYPE);
    int start = content;
    if ((flags & FragmentedUnit.START) != 0) {
      int code = StartCodes.lengthAt(bytes, content, to);
      if (code > 0 && content + code < to) {
        start = content + code + 1;
        header = bytes.get(start - 1) & 0xFF;
      }
      int type = header & TYPE;
      if (type == 0 || type > H264Type.LAST_UNIT) {
        fragments.other();
        units.report(NalQuirks.TYPE, "type " + type + " in fragments");
        return;
      }
    }
    fragments.fragment(time, flags, header, bytes, start, to);
    if (start > content) {
      units.report(NalQuirks.START_CODE, "");
    }
    if ((flags & RESERVED) != 0) {
      units.report(NalQuirks.FRAGMENT_RESERVED_BIT, "");
    }
  }

  private void numberedFragment(long time, ByteBuffer bytes, int from, int to) {
    if (to - from < 4) {
      tooShort("FU-B");
    } else if (number(bytes, from + 2, to)) {
      fragment(time, bytes, from, to, from + 4);
    }
  }

  private void aggregate(long time, ByteBuffer bytes, int from, int to) {
    int at = from;
    boolean empty = from >= to;
    while (to - at >= 2) {
      int length = bytes.getShort(at) & 0xFFFF;
      at += 2;
      if (length > to - at) {
        units.damage();
        units.report(NalQuirks.AGGREGATE_LENGTH, length + " of " + (to - at) + " bytes");
        return;
      }
      if (length == 0) {
        empty = true;
      } else {
        unit(time, bytes, at, at + length);
      }
      at += length;
    }
    if (empty || at < to) {
      units.report(NalQuirks.AGGREGATE_EMPTY_UNIT, "");
    }
  }

  /** Takes units that have timestamps of their own (RFC 6184 §5.7.2). */
  private void timedAggregate(long time, ByteBuffer bytes, int from, int to, int timeLength) {
    fragments.other();
    if (!number(bytes, from + 1, to)) {
      return;
    }
    int first = bytes.getShort(from + 1) & 0xFFFF;
    int at = from + 3;
    int headers = 1 + timeLength;
    while (to - at >= 2) {
      // The length counts the number and the time, too.
      int length = bytes.getShort(at) & 0xFFFF;
      at += 2;
      if (length > to - at || length <= headers) {
        units.damage();
        units.report(NalQuirks.AGGREGATE_LENGTH, length + " of " + (to - at) + " bytes");
        return;
      }
      numbered(first + (bytes.get(at) & 0xFF) & 0xFFFF);
      int offset = bytes.getShort(at + 1) & 0xFFFF;
      if (timeLength == 3) {
        offset = offset << 8 | (bytes.get(at + 3) & 0xFF);
      }
      unit(time + offset, bytes, at + headers, at + length);
      at += length;
    }
  }

  /** Reads a decoding order number; returns false if it isn't there. */
  private boolean number(ByteBuffer bytes, int at, int to) {
    if (to - at < 2) {
      tooShort("a decoding order number");
      return false;
    }
    numbered(bytes.getShort(at) & 0xFFFF);
    return true;
  }

  /** Notes a number; one that goes back (RFC 6184 §5.5) tells that the order is another. */
  private void numbered(int number) {
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
