package io.rtsper.payload.mpeg;

import io.rtsper.api.Quirk;
import io.rtsper.api.spi.DepacketizerContext;
import io.rtsper.api.spi.FrameWriter;
import io.rtsper.payload.assembly.AssemblyQuirks;
import io.rtsper.payload.nal.StartCodes;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Puts pictures together of the parts of an elementary stream that packets hold, with the headers
 * before them, and knows whether one is whole.
 *
 * <p>A picture ends with a packet that has the marker, and where a packet has another timestamp.
 * Where a sender never sets the marker, it also ends where the next one begins. Headers belong to
 * the picture behind them, also with a timestamp of their own.
 *
 * <p>After a loss, the picture that was begun is damaged. The next one is, too, unless it begins
 * with what nothing comes before, or as the key pictures before it did, or the one missing packet
 * was the last of the one before. Of pictures that aren't key pictures, it is known that they have
 * no headers.
 */
final class Pictures {

  private static final int NONE = -1;
  private static final int CODE_LENGTH = 4;
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final DepacketizerContext context;
  private final FrameWriter frames;
  private final PictureSyntax syntax;

  // The frame that was begun.
  private boolean begun;
  private boolean refused;
  private boolean damaged;
  private boolean doubtful;
  private int beganWith;

  /** The index of the picture's start code; -1 until it has come. */
  private int picture = NONE;

  private boolean pictureTaken;
  private int searched;
  private long timestamp;

  /** What the packet at hand deviates in. */
  private @Nullable Quirk found;

  // What came before.
  private long sequence;
  private boolean lossBefore;
  private boolean onlyEndLost;
  private boolean endedByMarker;
  private long endedTimestamp;

  // The ways of the sender.
  private boolean markers;
  private boolean missingMarkers;
  private boolean falseMarkers;
  private int keysBeginWith = NONE;

  Pictures(DepacketizerContext context, PictureSyntax syntax) {
    this.context = context;
    this.frames = context.frames();
    this.syntax = syntax;
  }

  // ---- Packets

  /**
   * Takes the data of a packet.
   *
   * @param number the packet's extended sequence number
   * @param time its extended timestamp
   * @param marker whether it has the marker
   * @param bytes holds it
   * @param from the index of the first byte of the stream in it
   * @param to the index behind the last one
   */
  void packet(long number, long time, boolean marker, ByteBuffer bytes, int from, int to) {
    boolean single = lossBefore && begun && number - sequence == 2 && !damaged && picture != NONE;
    onlyEndLost |= single && markers && !missingMarkers && !falseMarkers;
    sequence = number;
    found = null;
    damaged |= begun && lossBefore;
    if (from < to) {
      take(time, bytes, from, to);
    }
    if (marker && begun && picture != NONE && !falseMarkers) {
      end(true);
    }
    Quirk quirk = found;
    if (quirk != null) {
      context.quirks().report(quirk, "");
    }
  }

  /** Is told of a packet whose data can't be read. */
  void unreadable(long number, long time, boolean marker) {
    found = null;
    if (begun && picture != NONE && time != timestamp) {
      noteMissingMarker();
      end(false);
    }
    Quirk ofPictureBefore = found;
    lossBefore = true;
    packet(number, time, marker, NOTHING, 0, 0);
    if (ofPictureBefore != null) {
      context.quirks().report(ofPictureBefore, "");
    }
  }

  /** Adds a packet's data to the picture that they belong to. */
  private void take(long time, ByteBuffer bytes, int from, int to) {
    int zeros = StartCodes.lengthAt(bytes, from, to) - 3;
    int start = from + Math.max(zeros, 0);
    int code = zeros >= 0 && to - start >= CODE_LENGTH ? bytes.get(start + 3) & 0xFF : NONE;
    boolean lost = lossBefore;
    if (begun) {
      if (isOther(time, code, bytes, start, to)) {
        // What is damaged may be the headers of the picture that begins.
        lossBefore |= damaged && time == timestamp;
        noteMissingMarker();
        end(false);
      } else if (time != timestamp) {
        found = damaged ? null : MpegQuirks.OTHER_TIMESTAMP;
        timestamp = time;
        if (!refused) {
          frames.timestamp(time);
        }
      }
    }
    if (!begun) {
      if (syntax.isEnd(code) && to - start == CODE_LENGTH) {
        return; // The end of a sequence, behind a picture that was ended.
      }
      boolean first = code != NONE && syntax.isBefore(code);
      if (!first && !lost && endedByMarker && time == endedTimestamp) {
        falseMarkers = true;
        found = MpegQuirks.MARKER_WITHIN_PICTURE;
      }
      begin(time, code, first);
    }
    lossBefore = false;
    onlyEndLost = false;
    append(bytes, from, to);
  }

  private boolean isOther(long time, int code, ByteBuffer bytes, int from, int to) {
    if (picture == NONE) {
      return false;
    }
    return time != timestamp
        || (code != NONE && (!markers || falseMarkers) && syntax.isOther(code, bytes, from, to));
  }

  private void noteMissingMarker() {
    if (!damaged && !doubtful && !falseMarkers && !refused) {
      missingMarkers = true;
      found = AssemblyQuirks.NO_MARKER;
    }
  }

  // ---- The frame

  private void begin(long time, int code, boolean first) {
    begun = true;
    refused = false;
    damaged = !first;
    doubtful = lossBefore && !onlyEndLost;
    beganWith = code;
    picture = first ? NONE : 0;
    pictureTaken = false;
    searched = 0;
    timestamp = time;
    frames.begin(time);
  }

  private void append(ByteBuffer bytes, int from, int to) {
    if (refused) {
      return;
    }
    ByteBuffer room = frames.reserve(to - from);
    if (room == null) {
      refused = true;
      picture = picture == NONE ? 0 : picture;
      return;
    }
    room.put(room.position(), bytes, from, to - from);
    frames.commit(to - from);
    if (picture == NONE) {
      findPicture();
    }
    if (picture != NONE && !pictureTaken && frames.length() - picture >= syntax.pictureStart()) {
      pictureTaken = true;
      ByteBuffer written = frames.written();
      syntax.takePicture(written, written.position() + picture);
    }
  }

  /** Looks for the start code of the picture in what was added, and takes the headers before it. */
  private void findPicture() {
    ByteBuffer written = frames.written();
    int base = written.position();
    int to = written.limit();
    int at = StartCodes.find(written, base + searched, to);
    while (at >= 0 && at + 3 < to) {
      if (syntax.isPicture(written.get(at + 3) & 0xFF)) {
        picture = at - base;
        Quirk quirk = damaged ? null : syntax.takeHeaders(written, base, at, frames);
        found = quirk == null ? found : quirk;
        return;
      }
      at = StartCodes.find(written, at + 3, to);
    }
    searched = Math.max(0, to - base - 3); // A start code may be split over packets.
  }

  private void end(boolean byMarker) {
    begun = false;
    endedByMarker = byMarker;
    endedTimestamp = timestamp;
    markers |= byMarker;
    if (refused) {
      return;
    }
    boolean known = pictureTaken && beganWith != NONE && syntax.isBefore(beganWith);
    boolean key = known && syntax.isKey();
    // Headers come before key pictures alone.
    boolean sure = key ? beganWith == keysBeginWith : known && syntax.isPicture(beganWith);
    boolean whole = !damaged && (!doubtful || syntax.isVeryFirst(beganWith) || sure);
    if (whole && key) {
      keysBeginWith = beganWith;
    }
    frames.end(key, !whole);
  }

  // ---- Breaks

  /** Is told that packets are missing before the next one. */
  void loss() {
    lossBefore = true;
    onlyEndLost = false;
  }

  /** Drops what was begun and forgets what came. */
  void reset() {
    drop();
    lossBefore = false;
    onlyEndLost = false;
    endedByMarker = false;
    markers = false;
    missingMarkers = false;
    falseMarkers = false;
    keysBeginWith = NONE;
    syntax.reset(frames);
  }

  /** Drops what was begun and gives all memory back. */
  void close() {
    drop();
    syntax.close();
  }

  private void drop() {
    if (begun && !refused) {
      frames.drop();
    }
    begun = false;
  }
}
