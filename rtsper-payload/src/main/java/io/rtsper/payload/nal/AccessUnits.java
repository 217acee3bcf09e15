package io.rtsper.payload.nal;

import io.rtsper.api.Quirk;
import io.rtsper.api.spi.DepacketizerContext;
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

  /**
   * Slices are searched for start codes up to so many: a sender that puts them there does it from
   * the beginning. Other units are always searched; they are short.
   */
  private static final int SEARCHED_SLICES = 256;

  private final NalSyntax syntax;
  private final DepacketizerContext context;
  private final UnitWriter writer;
  private final SenderHabits habits = new SenderHabits();

  // The access unit that was begun.
  private boolean begun;
  private boolean hasPicture;
  private boolean damaged;
  private boolean hasOther;
  private boolean beganWhole;
  private boolean beganWithPicture;
  private boolean beganWithParameters;

  /** A slice of it is missing that tells of which picture it is. */
  private boolean pictureUnknown;

  private long timestamp;
  private boolean unitOfPicture;

  // What came before.
  private long sequence;
  private boolean lossTold;
  private boolean lossBefore;
  private boolean onlyEndLost;
  private boolean fresh = true;
  private boolean endedByMarker;
  private long endedTimestamp;
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
    this.syntax = syntax;
    this.writer = new UnitWriter(context.frames(), syntax.headerLength());
  }

  private void forget() {
    begun = false;
    lossTold = false;
    lossBefore = false;
    onlyEndLost = false;
    fresh = true;
    endedByMarker = false;
    startCodes = false;
    slicesSearched = 0;
    habits.forget();
  }

  // ---- Packets

  /** Takes the number of the packet whose units come next. */
  public void packet(long extendedSequence) {
    if (lossTold) {
      lossTold = false;
      onlyEndLost = extendedSequence - sequence == 2 && begun && hasPicture && habits.hasMarkers();
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
    writer.dropFrame();
    forget();
    syntax.reset(context.frames());
  }

  /** Drops what was begun and gives all memory back. */
  public void close() {
    writer.dropFrame();
    forget();
    syntax.close();
  }

  /** Is told that the packet whose units came has the marker. */
  public void marker() {
    if (!begun || habits.hasFalseMarkers()) {
      return;
    }
    if (hasPicture) {
      end(true);
    } else {
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
    boolean noMarker = false;
    boolean otherTime = false;
    if (begun && hasPicture) {
      noMarker = isOfAnother(kind, time) && end(false);
    } else if (begun && time != timestamp) {
      otherTime = continueAt(kind, time);
    }
    boolean falseMarker = !begun && !lossBefore && continuesWhatEnded(kind, time);
    if (falseMarker) {
      habits.noteFalseMarker();
    }
    if (begun) {
      goOn();
    } else {
      begin(time, kind);
    }
    syntax.take();
    note(kind);
    writer.begin(header, bytes, from, to);
    tell(falseMarker, NalQuirks.MARKER_WITHIN_PICTURE);
    tell(noMarker, NalQuirks.NO_MARKER);
    tell(otherTime, NalQuirks.OTHER_TIMESTAMP);
  }

  /** Returns whether a unit is none of the access unit that was begun and has its picture. */
  private boolean isOfAnother(UnitKind kind, long time) {
    return time != timestamp
        || (kind == UnitKind.NEW_PICTURE && !pictureUnknown)
        || kind == UnitKind.DELIMITER;
  }

  /**
   * Gives the access unit that has no picture yet the timestamp of the unit at hand; before a
   * delimiter, it is nothing but what belongs to no picture.
   *
   * @return whether that is odd
   */
  private boolean continueAt(UnitKind kind, long time) {
    if (kind == UnitKind.DELIMITER) {
      begun = false;
      return false;
    }
    timestamp = time;
    writer.timestamp(time);
    return !damaged;
  }

  private boolean continuesWhatEnded(UnitKind kind, long time) {
    return kind == UnitKind.SAME_PICTURE && endedByMarker && time == endedTimestamp;
  }

  /** What was lost was of the access unit that was begun: it goes on. */
  private void goOn() {
    lossBefore = false;
    onlyEndLost = false;
  }

  private void begin(long time, UnitKind kind) {
    beganWhole = beginsWhole(kind);
    damaged = !beganWhole;
    begun = true;
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
    writer.beginFrame(time);
  }

  /** Returns whether nothing of an access unit can be missing before the unit at hand. */
  private boolean beginsWhole(UnitKind kind) {
    if (lossBefore && !onlyEndLost) {
      return habits.beginWith(kind, syntax);
    }
    // The first packets of all may be the end of a picture.
    return kind != UnitKind.SAME_PICTURE && (!fresh || !kind.isPicture() || syntax.isFirstSlice());
  }

  /** Notes what the unit says of the access unit and of the sender's ways. */
  private void note(UnitKind kind) {
    habits.note(kind, hasOther && !hasPicture);
    unitOfPicture = kind.isPicture();
    if (unitOfPicture) {
      hasPicture = true;
      pictureUnknown = false;
    } else {
      hasOther |= kind == UnitKind.OTHER;
    }
  }

  /** Says that a unit of the access unit with a timestamp didn't come whole. */
  public void missingUnit(long time) {
    dropUnit();
    if (begun && time != timestamp) {
      if (hasPicture) {
        end(false);
      } else {
        timestamp = time;
        writer.timestamp(time);
      }
    }
    if (begun) {
      goOn();
    } else {
      begin(time, UnitKind.OTHER);
      beganWhole = false;
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

  /** Adds to the unit that was begun. */
  public void append(ByteBuffer bytes, int from, int to) {
    writer.append(bytes, from, to);
  }

  /** Gives up the unit that was begun, if one was; the access unit is damaged then. */
  public void dropUnit() {
    if (writer.isBegun()) {
      writer.takeBack();
      damaged = true;
    }
  }

  /** Ends the unit that was begun. */
  public void endUnit() {
    if (writer.isRefused()) {
      writer.end();
      return;
    }
    boolean zeros = writer.trim();
    if (isSearched() && writer.hasStartCode()) {
      part();
      report(NalQuirks.START_CODE, "");
      return;
    }
    writer.end();
    if (!unitOfPicture) {
      complete();
    }
    tell(zeros, NalQuirks.TRAILING_ZEROS);
  }

  private boolean isSearched() {
    if (!unitOfPicture || startCodes) {
      return true;
    }
    if (slicesSearched == SEARCHED_SLICES) {
      return false;
    }
    slicesSearched++;
    return true;
  }

  /** Has the codec read the unit. If its report throws, the rest is lost as in {@link #report}. */
  private void complete() {
    boolean wasDamaged = damaged;
    boolean wasLost = lossBefore;
    damaged = true;
    lossBefore = true;
    writer.show(syntax);
    damaged = wasDamaged;
    lossBefore = wasLost;
  }

  /** Writes the unit that was begun anew as those of which it consists, which start codes part. */
  private void part() {
    startCodes = true;
    int length = writer.length();
    if (!context.memory().reserve(length)) {
      dropUnit();
      return;
    }
    try {
      byte[] copy = writer.copy();
      writer.takeBack();
      writeParts(ByteBuffer.wrap(copy));
    } finally {
      context.memory().release(length);
    }
  }

  private void writeParts(ByteBuffer bytes) {
    int start = 0;
    while (start < bytes.limit()) {
      int code = StartCodes.find(bytes, start, bytes.limit());
      int next = code < 0 ? bytes.limit() : code;
      int end = next;
      while (end > start && bytes.get(end - 1) == 0) {
        end--;
      }
      // The first part may be a header alone, of a unit made of start codes and what they begin.
      if (end - start > syntax.headerLength()) {
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
    writer.begin(header, bytes, start + headerLength, end);
    writer.end();
    complete();
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
    boolean whole = !damaged && !writer.isRefused();
    boolean key = syntax.isKeyFrame();
    if (!writer.isRefused()) {
      syntax.setParameters(context.frames());
    }
    writer.endFrame(key, damaged);
    if (whole && key) {
      habits.noteKeyFrame(beganWithPicture);
    }
    boolean missing = !byMarker && whole && !habits.hasFalseMarkers();
    habits.noteEnd(byMarker, missing);
    if (beganWhole && beganWithParameters) {
      habits.noteParametersFirst();
    }
    return missing;
  }

  private void tell(boolean met, Quirk quirk) {
    if (met) {
      report(quirk, "");
    }
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
