package io.rtsper.payload.nal;

import io.rtsper.api.Quirk;
import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.api.spi.FrameWriter;
import java.nio.ByteBuffer;

/**
 * Puts access units together of NAL units in decoding order, and knows whether one is whole.
 *
 * <p>An access unit ends with a packet that has the marker, and where a unit comes with another
 * timestamp, a delimiter, or a slice of another picture; neither marker nor timestamp alone is
 * enough, since there are senders that leave out each of them. What comes before the first slice
 * belongs to the picture behind it, also with a marker or another timestamp of its own.
 *
 * <p>After a loss, the access unit that was begun is damaged. The next one is, too, unless it
 * begins with what nothing comes before, or the one missing packet was the last of the one before.
 */
public final class AccessUnits {

  private static final int LENGTH_BYTES = 4;

  /**
   * Slices are searched for start codes up to so many: a sender that puts them there does it from
   * the beginning. Other units are always searched; they are short.
   */
  private static final int SEARCHED_SLICES = 256;

  private final FrameWriter frames;
  private final NalSyntax syntax;
  private final DepacketizerContext context;

  // The access unit that was begun.
  private boolean begun;
  private boolean refused;
  private boolean hasPicture;
  private boolean damaged;
  private boolean hasOther;
  private boolean beganWithPicture;
  private boolean beganWithParameters;

  /** A slice of it is missing that tells of which picture it is. */
  private boolean pictureUnknown;

  private long timestamp;

  // The unit that was begun.
  private boolean unitBegun;
  private boolean unitOfPicture;
  private int unitStart;

  // What came before.
  private long sequence;
  private boolean lossTold;
  private boolean lossBefore;
  private boolean onlyEndLost;
  private boolean fresh;
  private boolean endedByMarker;
  private long endedTimestamp;

  // The ways of the sender.
  private boolean beginsWithParameters;
  private boolean markers;
  private boolean missingMarkers;
  private boolean falseMarkers;
  private boolean delimiters;
  private boolean othersBeforeParameters;
  private boolean keysBeginWithPicture;
  private boolean startCodes;
  private int slicesSearched;

  /**
   * Makes an assembly of one track's access units.
   *
   * @param context where the frames go
   * @param syntax knows the codec
   */
  public AccessUnits(DepacketizerContext context, NalSyntax syntax) {
    this.context = context;
    this.frames = context.frames();
    this.syntax = syntax;
    forget();
  }

  private void forget() {
    begun = false;
    unitBegun = false;
    lossTold = false;
    lossBefore = false;
    onlyEndLost = false;
    fresh = true;
    endedByMarker = false;
    beginsWithParameters = false;
    markers = false;
    missingMarkers = false;
    falseMarkers = false;
    delimiters = false;
    othersBeforeParameters = false;
    keysBeginWithPicture = false;
    startCodes = false;
    slicesSearched = 0;
  }

  // ---- Packets

  /** Takes the number of the packet whose units come next. */
  public void packet(long extendedSequence) {
    if (lossTold) {
      lossTold = false;
      onlyEndLost =
          extendedSequence - sequence == 2 && begun && hasPicture && markers && !missingMarkers;
    }
    sequence = extendedSequence;
  }

  /** Is told that packets are missing before the next one. */
  public void loss() {
    dropUnit();
    damaged = true;
    lossTold = true;
    lossBefore = true;
  }

  /** Drops what was begun and forgets what came. */
  public void reset() {
    frames.drop();
    forget();
    syntax.reset(frames);
  }

  /** Drops what was begun and gives all memory back. */
  public void close() {
    frames.drop();
    forget();
    syntax.close();
  }

  /** Is told that the packet whose units came has the marker. */
  public void marker() {
    if (!begun || falseMarkers) {
      return;
    }
    if (hasPicture) {
      end(true);
    } else if (!refused && frames.length() > 0) {
      report(NalQuirks.MARKER_WITHOUT_PICTURE, "");
    }
  }

  // ---- Units

  /**
   * Begins a unit, and ends the access unit before it if it doesn't belong to that.
   *
   * @param time the extended timestamp
   * @param header the unit's header as a number
   * @param bytes holds what follows the header, as far as it has come
   * @param from the index of the first byte behind the header
   * @param to the index behind the last one
   */
  public void beginUnit(long time, int header, ByteBuffer bytes, int from, int to) {
    dropUnit(); // Begun still only if a report threw.
    UnitKind kind = syntax.look(header, bytes, from, to);
    boolean otherTime = false;
    boolean noMarker = false;
    if (begun && (time != timestamp || hasPicture)) {
      if (hasPicture) {
        boolean other =
            (kind == UnitKind.NEW_PICTURE && !pictureUnknown) || kind == UnitKind.DELIMITER;
        if (time != timestamp || other) {
          noMarker = end(false);
        }
      } else if (kind == UnitKind.DELIMITER) {
        begun = false; // Nothing but what belongs to no picture.
      } else {
        otherTime = !damaged;
        setTimestamp(time);
      }
    }
    boolean falseMarker = false;
    if (!begun) {
      falseMarker = !lossBefore && continuesWhatEnded(kind, time);
      falseMarkers |= falseMarker;
      begin(time, kind);
    } else {
      goOn();
    }
    syntax.take();
    note(kind);
    write(header, bytes, from, to);
    if (falseMarker) {
      report(NalQuirks.MARKER_WITHIN_PICTURE, "");
    }
    if (noMarker) {
      report(NalQuirks.NO_MARKER, "");
    }
    if (otherTime) {
      report(NalQuirks.OTHER_TIMESTAMP, "");
    }
  }

  /** What was lost was of the access unit that was begun: it goes on. */
  private void goOn() {
    lossBefore = false;
    onlyEndLost = false;
  }

  private void setTimestamp(long time) {
    timestamp = time;
    if (!refused) {
      frames.timestamp(time);
    }
  }

  private boolean continuesWhatEnded(UnitKind kind, long time) {
    return kind == UnitKind.SAME_PICTURE && endedByMarker && time == endedTimestamp;
  }

  private void begin(long time, UnitKind kind) {
    damaged = !beginsWhole(kind);
    begun = true;
    refused = false;
    hasPicture = false;
    hasOther = false;
    pictureUnknown = false;
    beganWithPicture = kind.isPicture();
    beganWithParameters = kind == UnitKind.FIRST_PARAMETERS;
    timestamp = time;
    lossBefore = false;
    onlyEndLost = false;
    fresh = false;
    syntax.begin();
    frames.begin(time);
  }

  /** Returns whether nothing of an access unit can be missing before the unit at hand. */
  private boolean beginsWhole(UnitKind kind) {
    if (!lossBefore || onlyEndLost) {
      // The first packets of all may be the end of a picture.
      return kind != UnitKind.SAME_PICTURE
          && (!fresh || !kind.isPicture() || syntax.isFirstSlice());
    }
    return switch (kind) {
      case DELIMITER -> true;
      case FIRST_PARAMETERS -> beginsWithParameters && !delimiters && !othersBeforeParameters;
      case NEW_PICTURE -> keysBeginWithPicture && syntax.isKeyPicture() && syntax.isFirstSlice();
      default -> false;
    };
  }

  /** Notes what the unit says of the access unit and of the sender's ways. */
  private void note(UnitKind kind) {
    switch (kind) {
      case DELIMITER -> delimiters = true;
      case FIRST_PARAMETERS -> othersBeforeParameters |= hasOther && !hasPicture;
      case OTHER -> hasOther = true;
      default -> {
        hasPicture = true;
        pictureUnknown = false;
      }
    }
    unitOfPicture = kind.isPicture();
  }

  /** Says that a unit of the access unit with a timestamp didn't come whole. */
  public void missingUnit(long time) {
    dropUnit();
    if (begun && time != timestamp) {
      if (hasPicture) {
        end(false);
      } else {
        setTimestamp(time);
      }
    }
    if (begun) {
      goOn();
    } else {
      begin(time, UnitKind.OTHER);
    }
    hasPicture = true;
    pictureUnknown = true;
    damaged = true;
  }

  /** Says that some of what comes next was left out. */
  public void damage() {
    damaged = true;
    lossBefore = true;
  }

  private void write(int header, ByteBuffer bytes, int from, int to) {
    unitBegun = true;
    if (refused) {
      return;
    }
    unitStart = frames.length();
    if (!frames.beginUnit()) {
      refuse();
      return;
    }
    int headerLength = syntax.headerLength();
    ByteBuffer room = frames.reserve(headerLength + to - from);
    if (room == null) {
      refuse();
      return;
    }
    int at = room.position();
    if (headerLength == 1) {
      room.put(at, (byte) header);
    } else {
      room.putShort(at, (short) header);
    }
    room.put(at + headerLength, bytes, from, to - from);
    frames.commit(headerLength + to - from);
  }

  /** Adds to the unit that was begun. */
  public void append(ByteBuffer bytes, int from, int to) {
    if (refused) {
      return;
    }
    ByteBuffer room = frames.reserve(to - from);
    if (room == null) {
      refuse();
      return;
    }
    room.put(room.position(), bytes, from, to - from);
    frames.commit(to - from);
  }

  /** The frame has been dropped; the rest of the access unit is left out. */
  private void refuse() {
    refused = true;
    damaged = true;
  }

  /** Gives up the unit that was begun, if one was; the access unit is damaged then. */
  public void dropUnit() {
    if (unitBegun) {
      unitBegun = false;
      damaged = true;
      if (!refused) {
        frames.truncate(unitStart);
      }
    }
  }

  /** Ends the unit that was begun. */
  public void endUnit() {
    unitBegun = false;
    if (refused) {
      return;
    }
    ByteBuffer written = frames.written();
    int base = written.position();
    int from = base + unitStart + LENGTH_BYTES;
    int to = written.limit();
    int end = to;
    while (end > from + syntax.headerLength() && written.get(end - 1) == 0) {
      end--;
    }
    if (isSearched() && StartCodes.find(written, from, end) >= 0) {
      part(written, from, end);
      return;
    }
    if (end < to) {
      frames.truncate(end - base);
    }
    frames.endUnit();
    if (!unitOfPicture) {
      complete();
    }
    if (end < to) {
      report(NalQuirks.TRAILING_ZEROS, "");
    }
  }

  private boolean isSearched() {
    if (unitOfPicture && !startCodes) {
      return slicesSearched < SEARCHED_SLICES && slicesSearched++ >= 0;
    }
    return true;
  }

  private void complete() {
    ByteBuffer written = frames.written();
    boolean wasDamaged = damaged;
    boolean wasLost = lossBefore;
    damaged = true; // If a report of it throws, as in report().
    lossBefore = true;
    syntax.complete(written, written.position() + unitStart + LENGTH_BYTES, written.limit());
    damaged = wasDamaged;
    lossBefore = wasLost;
  }

  /** Writes a unit anew as those of which it consists, which start codes part. */
  private void part(ByteBuffer written, int from, int to) {
    startCodes = true;
    int length = to - from;
    if (!context.memory().reserve(length)) {
      frames.truncate(unitStart);
      damaged = true;
      return;
    }
    try {
      byte[] copy = new byte[length];
      written.get(from, copy);
      frames.truncate(unitStart);
      writeParts(ByteBuffer.wrap(copy));
    } finally {
      context.memory().release(length);
    }
    report(NalQuirks.START_CODE, "");
  }

  private void writeParts(ByteBuffer bytes) {
    int headerLength = syntax.headerLength();
    int start = 0;
    while (start < bytes.limit() && !refused) {
      int code = StartCodes.find(bytes, start, bytes.limit());
      int next = code < 0 ? bytes.limit() : code;
      int end = next;
      while (end > start && bytes.get(end - 1) == 0) {
        end--;
      }
      // The first part may be a header alone, of a unit made of start codes and what they begin.
      if (end - start > headerLength) {
        writePart(bytes, start, end);
      }
      start = code < 0 ? next : code + 3;
    }
  }

  private void writePart(ByteBuffer bytes, int start, int end) {
    int headerLength = syntax.headerLength();
    int header = headerLength == 1 ? bytes.get(start) & 0xFF : bytes.getShort(start) & 0xFFFF;
    UnitKind kind = syntax.look(header, bytes, start + headerLength, end);
    syntax.take();
    note(kind);
    write(header, bytes, start + headerLength, end);
    unitBegun = false;
    if (!refused) {
      frames.endUnit();
      complete();
    }
  }

  // ---- Ends

  /**
   * Ends the access unit.
   *
   * @return whether there should have been a marker
   */
  private boolean end(boolean byMarker) {
    dropUnit();
    begun = false;
    endedByMarker = byMarker;
    endedTimestamp = timestamp;
    boolean whole = !damaged && !refused;
    boolean key = syntax.isKeyFrame();
    if (!refused) {
      syntax.setParameters(frames);
      frames.end(key, damaged);
    }
    if (whole && key) {
      keysBeginWithPicture = beganWithPicture;
    }
    beginsWithParameters |= whole && beganWithParameters;
    markers |= byMarker;
    boolean missing = !byMarker && whole && !falseMarkers;
    missingMarkers |= missing;
    return missing;
  }

  /**
   * Reports a quirk. A session in strict mode throws; then the rest of the packet isn't read, as if
   * it had been lost.
   */
  public void report(Quirk quirk, String detail) {
    boolean wasDamaged = damaged;
    boolean wasLost = lossBefore;
    damaged = true;
    lossBefore = true;
    context.quirks().report(quirk, detail);
    damaged = wasDamaged;
    lossBefore = wasLost;
  }
}
