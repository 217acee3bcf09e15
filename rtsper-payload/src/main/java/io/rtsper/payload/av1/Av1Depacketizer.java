package io.rtsper.payload.av1;

import io.rtsper.api.media.Discontinuity;
import io.rtsper.api.rtp.RtpPacket;
import io.rtsper.api.spi.Depacketizer;
import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.api.spi.FrameWriter;
import java.nio.ByteBuffer;

/**
 * Reads temporal units of AV1 (RTP payload specification §4):
 *
 * <pre>
 *   Z Y W(2) N reserved(3), then elements: length (leb128), unit or part of one
 *   Z: the first element goes on with a unit   Y: the last one's unit goes on in the next packet
 *   W: how many elements there are, of which the last has no length; 0: all have one
 * </pre>
 *
 * <p>Frames are temporal units as files have them: each unit with its size, which isn't sent, and
 * without temporal delimiters, which aren't either.
 */
final class Av1Depacketizer implements Depacketizer {

  private static final int CONTINUES = 0x80;
  private static final int GOES_ON = 0x40;
  private static final int NEW_SEQUENCE = 0x08;

  private final DepacketizerContext context;
  private final FrameWriter frames;
  private final Av1Units units;
  private boolean begun;
  private boolean refused;
  private boolean damaged;
  private boolean lost;
  private boolean fresh = true;
  private boolean onlyEndLost;
  private boolean ended;
  private boolean missingMarkers;
  private long timestamp;
  private long sequence;

  /** Where in the frame the unit begins that goes on in the next packet; -1 if none does. */
  private int open = -1;

  /** Whether what goes on is left out. */
  private boolean skipping;

  Av1Depacketizer(DepacketizerContext context) {
    this.context = context;
    this.frames = context.frames();
    this.units = new Av1Units(context);
  }

  @Override
  public void onPacket(RtpPacket packet) {
    long number = packet.extendedSequence();
    onlyEndLost = lost && number - sequence == 2 && begun && ended && !missingMarkers;
    sequence = number;
    int length = packet.payloadLength();
    if (length > 0) {
      payload(packet, packet.payloadOffset(), packet.payloadOffset() + length);
    }
    if (packet.marker() && begun) {
      ended = true;
      end();
    }
  }

  private void payload(RtpPacket packet, int from, int to) {
    ByteBuffer bytes = packet.buffer();
    int flags = bytes.get(from);
    long time = packet.extendedTimestamp();
    boolean noMarker = false;
    if (begun && time != timestamp) {
      noMarker = !damaged && !lost;
      missingMarkers |= noMarker;
      end();
    }
    boolean continues = (flags & CONTINUES) != 0;
    if (!begun) {
      begin(time, !continues && beginsWhole(bytes, from, to));
    }
    boolean odd = !lost && !fresh;
    lost = false;
    fresh = false;
    if (continues && open < 0 && !skipping) {
      skipping = true; // A unit whose beginning is missing.
      damaged = true;
    } else if (!continues && (open >= 0 || skipping)) {
      dropOpen();
      damaged = true;
    } else {
      odd = false;
    }
    boolean fits = elements(bytes, from + 1, to, flags);
    if (!fits) {
      dropOpen();
      damaged = true;
      context.quirks().report(Av1Quirks.LENGTH, "");
    }
    if (odd) {
      context.quirks().report(Av1Quirks.CONTINUATION, "");
    }
    if (noMarker) {
      context.quirks().report(Av1Quirks.NO_MARKER, "");
    }
  }

  /** Returns whether nothing of a temporal unit can be missing before a packet. */
  private boolean beginsWhole(ByteBuffer bytes, int from, int to) {
    if ((!lost || onlyEndLost) && !fresh) {
      return true;
    }
    int flags = bytes.get(from);
    if ((flags & NEW_SEQUENCE) != 0) {
      return true;
    }
    // Nothing but a delimiter, which isn't sent, comes before a sequence header.
    long length = (flags >> 4 & 3) == 1 ? 0 : Leb128.read(bytes, from + 1, to);
    int at = from + 1 + (int) length;
    return length != Leb128.NONE
        && at < to
        && Av1Units.type(bytes.get(at)) == Av1Units.SEQUENCE_HEADER;
  }

  private void begin(long time, boolean whole) {
    begun = true;
    refused = false;
    damaged = !whole;
    timestamp = time;
    units.begin();
    frames.begin(time);
  }

  /** Takes the elements of a packet; returns whether their lengths fit. */
  private boolean elements(ByteBuffer bytes, int from, int to, int flags) {
    int count = flags >> 4 & 3;
    int at = from;
    for (int i = 1; at < to; i++) {
      int length = to - at;
      if (i != count) {
        long number = Leb128.read(bytes, at, to);
        if (number == Leb128.NONE) {
          return false;
        }
        at += (int) number;
        length = (int) (number >> 32);
        if (length > to - at) {
          return false;
        }
      }
      boolean last = at + length == to;
      element(bytes, at, at + length, last && (flags & GOES_ON) != 0);
      at += length;
    }
    return true;
  }

  private void element(ByteBuffer bytes, int from, int to, boolean goesOn) {
    if (open >= 0 || skipping) {
      // The first element of a packet, which goes on with a unit.
      if (open >= 0) {
        append(bytes, from, to);
      }
      if (!goesOn) {
        close(open);
        open = -1;
        skipping = false;
      }
      return;
    }
    if (from == to) {
      return;
    }
    int type = Av1Units.type(bytes.get(from));
    if (type == Av1Units.TEMPORAL_DELIMITER || type == Av1Units.TILE_LIST) {
      skipping = goesOn;
      return;
    }
    int start = refused ? 0 : frames.length();
    append(bytes, from, to);
    if (goesOn) {
      open = start;
    } else {
      close(start);
    }
  }

  private void append(ByteBuffer bytes, int from, int to) {
    if (refused) {
      return;
    }
    ByteBuffer room = frames.reserve(to - from);
    if (room == null) {
      refused = true;
      return;
    }
    room.put(room.position(), bytes, from, to - from);
    frames.commit(to - from);
  }

  /** Puts the size of a unit behind its header, now that it is known. */
  private void close(int start) {
    if (refused || start < 0) {
      return;
    }
    ByteBuffer written = frames.written();
    int from = written.position() + start;
    int length = written.limit() - from;
    if (length == 0) {
      return;
    }
    int header = written.get(from);
    int headerLength = Av1Units.headerLength(header);
    int type = Av1Units.type(header);
    if (length < headerLength) {
      truncate(start);
      return;
    }
    if (Av1Units.hasSize(header)) {
      closeSized(type, written, from, headerLength);
      return;
    }
    int content = length - headerLength;
    int sizeLength = Leb128.length(content);
    ByteBuffer room = frames.reserve(sizeLength);
    if (room == null) {
      refused = true;
      return;
    }
    frames.commit(sizeLength);
    ByteBuffer grown = frames.written();
    int at = grown.position() + start;
    int behind = at + headerLength;
    grown.put(behind + sizeLength, grown, behind, content);
    grown.put(at, Av1Units.withSize(header));
    Leb128.write(content, grown, behind);
    units.unit(type, grown, behind + sizeLength, behind + sizeLength + content);
  }

  /** Takes a unit that was sent with its size, which may be followed by nothing else. */
  private void closeSized(int type, ByteBuffer written, int from, int headerLength) {
    int to = written.limit();
    long size = Leb128.read(written, from + headerLength, to);
    int content = from + headerLength + (int) size;
    if (size == Leb128.NONE || size >> 32 > to - content) {
      truncate(from - written.position());
      return;
    }
    int end = content + (int) (size >> 32);
    units.unit(type, written, content, end);
    if (end < to) {
      frames.truncate(end - written.position());
    }
  }

  private void truncate(int length) {
    frames.truncate(length);
    damaged = true;
  }

  /** Gives up the unit that was to go on. */
  private void dropOpen() {
    if (open >= 0 && !refused) {
      frames.truncate(open);
    }
    damaged |= open >= 0;
    open = -1;
    skipping = false;
  }

  private void end() {
    dropOpen();
    begun = false;
    if (!refused) {
      frames.end(units.isKeyFrame(), damaged);
    }
  }

  @Override
  public void onDiscontinuity(Discontinuity reason) {
    if (reason == Discontinuity.LOSS) {
      if (begun) {
        dropOpen();
        damaged = true;
      }
      lost = true;
      return;
    }
    close();
    lost = false;
    fresh = true;
    ended = false;
    missingMarkers = false;
  }

  @Override
  public void close() {
    open = -1;
    skipping = false;
    begun = false;
    frames.drop();
  }
}
