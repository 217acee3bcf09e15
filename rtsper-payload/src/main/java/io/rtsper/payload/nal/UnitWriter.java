package io.rtsper.payload.nal;

import io.rtsper.api.spi.FrameWriter;
import java.nio.ByteBuffer;

/**
 * Writes NAL units to a frame, and takes them back. After a refusal, the rest of it is left out.
 */
final class UnitWriter {

  private static final int LENGTH_BYTES = 4;

  private final FrameWriter frames;
  private final int headerLength;
  private boolean refused;
  private boolean begun;
  private int start;

  UnitWriter(FrameWriter frames, int headerLength) {
    this.frames = frames;
    this.headerLength = headerLength;
  }

  // ---- Frames

  void beginFrame(long time) {
    refused = false;
    begun = false;
    frames.begin(time);
  }

  void timestamp(long time) {
    if (!refused) {
      frames.timestamp(time);
    }
  }

  /** Returns whether there was no room for the frame. */
  boolean isRefused() {
    return refused;
  }

  void endFrame(boolean keyFrame, boolean damaged) {
    if (!refused) {
      frames.end(keyFrame, damaged);
    }
  }

  void dropFrame() {
    begun = false;
    frames.drop();
  }

  // ---- Units

  /** Returns whether a unit was begun and not ended. */
  boolean isBegun() {
    return begun;
  }

  /** Begins a unit with its header and what of it has come. */
  void begin(int header, ByteBuffer bytes, int from, int to) {
    begun = true;
    if (refused) {
      return;
    }
    start = frames.length();
    int length = headerLength + to - from;
    ByteBuffer room = frames.beginUnit() ? frames.reserve(length) : null;
    if (room == null) {
      refused = true;
      return;
    }
    int at = room.position();
    if (headerLength == 1) {
      room.put(at, (byte) header);
    } else {
      room.putShort(at, (short) header);
    }
    room.put(at + headerLength, bytes, from, to - from);
    frames.commit(length);
  }

  void append(ByteBuffer bytes, int from, int to) {
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

  /** Takes the unit that was begun back, or the one that was ended last. */
  void takeBack() {
    begun = false;
    if (!refused) {
      frames.truncate(start);
    }
  }

  /** Takes zeros off the end of the unit that was begun; returns whether there were any. */
  boolean trim() {
    ByteBuffer written = frames.written();
    int shortest = written.position() + start + LENGTH_BYTES + headerLength;
    int end = written.limit();
    while (end > shortest && written.get(end - 1) == 0) {
      end--;
    }
    boolean zeros = end < written.limit();
    if (zeros) {
      frames.truncate(end - written.position());
    }
    return zeros;
  }

  /** Returns whether a start code stands in the unit that was begun. */
  boolean hasStartCode() {
    ByteBuffer written = frames.written();
    return StartCodes.find(written, from(written), written.limit()) >= 0;
  }

  /** Returns the length of the unit that was begun. */
  int length() {
    return frames.length() - start - LENGTH_BYTES;
  }

  /** Returns a copy of the unit that was begun. */
  byte[] copy() {
    ByteBuffer written = frames.written();
    byte[] copy = new byte[written.limit() - from(written)];
    written.get(from(written), copy);
    return copy;
  }

  private int from(ByteBuffer written) {
    return written.position() + start + LENGTH_BYTES;
  }

  void end() {
    begun = false;
    if (!refused) {
      frames.endUnit();
    }
  }

  /** Has the unit that was ended last looked at. */
  void show(NalSyntax syntax) {
    if (!refused) {
      ByteBuffer written = frames.written();
      syntax.complete(written, from(written), written.limit());
    }
  }
}
