package io.rtsper.payload.assembly;

import io.rtsper.api.spi.FrameWriter;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Puts a frame together of the parts that packets hold, and knows whether it is whole: it is if its
 * first part was recognised as such and no packet is missing up to its end. For formats of which a
 * part tells whether it is the first one of a frame.
 */
public final class FrameAssembly {

  private final FrameWriter frames;
  private boolean begun;
  private boolean refused;
  private boolean damaged;
  private long timestamp;

  /**
   * Makes an assembly.
   *
   * @param frames where the frames go
   */
  public FrameAssembly(FrameWriter frames) {
    this.frames = frames;
  }

  /** {@return whether a frame is begun} */
  public boolean begun() {
    return begun;
  }

  /** {@return whether a frame is begun that has another timestamp} */
  public boolean isOther(long time) {
    return begun && time != timestamp;
  }

  /** {@return whether the frame that was begun has all bytes of its packets so far} */
  public boolean isWhole() {
    return begun && !damaged && !refused;
  }

  /** {@return the timestamp of the frame that was begun last} */
  public long timestamp() {
    return timestamp;
  }

  /**
   * Begins a frame; one that was begun and not ended is dropped.
   *
   * @param time its timestamp
   * @param whole whether nothing of it comes before the next part
   */
  public void begin(long time, boolean whole) {
    begun = true;
    refused = false;
    damaged = !whole;
    timestamp = time;
    frames.begin(time);
  }

  /** Adds bytes to the frame that was begun. */
  public void append(ByteBuffer bytes, int from, int to) {
    ByteBuffer room = reserve(to - from);
    if (room != null) {
      room.put(room.position(), bytes, from, to - from);
      frames.commit(to - from);
    }
  }

  /** Adds bytes to the frame that was begun. */
  public void append(byte[] bytes, int from, int to) {
    ByteBuffer room = reserve(to - from);
    if (room != null) {
      room.put(room.position(), bytes, from, to - from);
      frames.commit(to - from);
    }
  }

  private @Nullable ByteBuffer reserve(int length) {
    if (!begun || refused) {
      return null;
    }
    ByteBuffer room = frames.reserve(length);
    refused = room == null;
    return room;
  }

  /** {@return how many bytes the frame has; 0 if none is begun, or there was no room for it} */
  public int length() {
    return begun && !refused ? frames.length() : 0;
  }

  /** {@return the frame's bytes so far, as the writer has them; null if there are none} */
  public @Nullable ByteBuffer written() {
    return begun && !refused ? frames.written() : null;
  }

  /** Takes back the end of the frame. */
  public void truncate(int length) {
    if (begun && !refused) {
      frames.truncate(length);
    }
  }

  /** Sets how long the frame lasts. */
  public void duration(long ticks) {
    if (begun && !refused) {
      frames.duration(ticks);
    }
  }

  /** Says that a part of the frame is missing. */
  public void damage() {
    damaged = true;
  }

  /** Ends the frame that was begun, if one was. */
  public void end(boolean keyFrame) {
    if (begun && !refused) {
      frames.end(keyFrame, damaged);
    }
    begun = false;
  }

  /** Gives up the frame that was begun, if one was. */
  public void drop() {
    if (begun && !refused) {
      frames.drop();
    }
    begun = false;
  }
}
