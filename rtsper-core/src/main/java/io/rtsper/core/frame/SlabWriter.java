package io.rtsper.core.frame;

import io.rtsper.api.media.CodecParameters;
import io.rtsper.api.spi.FrameWriter;
import io.rtsper.api.spi.MemoryBudget;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Writes the frames of one track into slabs: one copy of each byte, but for a frame that outgrows
 * its slab, which moves to the next. A frame that nobody keeps is written over by the next one.
 *
 * <pre>
 *   slab   | kept frames ...        | the frame so far      | room |
 *          0                        start     start + length
 *   unit   | length (4) | bytes ... |
 * </pre>
 */
final class SlabWriter implements FrameWriter {

  /** Who takes what is written. */
  interface Owner {

    /**
     * Takes the frame that the writer has now.
     *
     * @return whether somebody keeps its bytes
     */
    boolean ended(boolean keyFrame, boolean damaged);

    /** A frame is given up for want of room. */
    void refused();

    /** A frame that was begun won't be whole. */
    void abandoned();

    /** Takes the parameters of the frames from now on. */
    void changed(CodecParameters parameters);

    /** Gives memory back that can be spared; returns false if there is none. */
    boolean makeRoom();
  }

  static final int LENGTH_BYTES = 4;

  private static final int SMALLEST = 16 << 10;
  private static final int NO_UNIT = -1;

  /** By which part of itself the size of the largest frame fades with each frame. */
  private static final int FADING_SHIFT = 7;

  private final MemoryBudget memory;
  private final int longest;
  private final Owner owner;

  private @Nullable Slab slab;
  private int start;
  private int length;
  private boolean begun;
  private boolean units;
  private int unit = NO_UNIT;
  private long timestamp;
  private long duration;
  private long firstNanos;
  private long lastNanos;
  private long nowNanos;
  private int largest;

  /**
   * Makes a writer without memory.
   *
   * @param memory what slabs are taken from
   * @param longest how many bytes a frame may have
   * @param owner takes the frames
   */
  SlabWriter(MemoryBudget memory, int longest, Owner owner) {
    this.memory = memory;
    this.longest = longest;
    this.owner = owner;
  }

  /** Notes when the packet was read whose bytes come next. */
  void arrived(long nanoTime) {
    nowNanos = nanoTime;
  }

  /** Gives all memory back that no queue has. */
  void release() {
    begun = false;
    length = 0;
    unit = NO_UNIT;
    Slab last = slab;
    slab = null;
    start = 0;
    if (last != null) {
      last.unpin();
    }
  }

  // ---- What the owner asks while a frame ends

  Slab slab() {
    return of();
  }

  int start() {
    return start;
  }

  boolean inUnits() {
    return units;
  }

  long timestamp() {
    return timestamp;
  }

  /** Returns how long the frame lasts, in units of the clock rate; 0 if that isn't known. */
  long duration() {
    return duration;
  }

  long firstNanos() {
    return firstNanos;
  }

  long lastNanos() {
    return lastNanos;
  }

  // ---- Writing

  @Override
  public void begin(long time) {
    forget(); // What belonged to no frame: one that lost a part is ended or dropped.
    begun = true;
    units = false;
    timestamp = time;
    duration = 0;
    firstNanos = nowNanos;
    lastNanos = nowNanos;
  }

  @Override
  public void timestamp(long time) {
    checkBegun("timestamp");
    timestamp = time;
  }

  @Override
  public void duration(long ticks) {
    checkBegun("duration");
    duration = ticks;
  }

  @Override
  public boolean beginUnit() {
    checkBegun("beginUnit");
    if (!ensure(LENGTH_BYTES)) {
      return false;
    }
    units = true;
    unit = length;
    length += LENGTH_BYTES;
    return true;
  }

  @Override
  public void endUnit() {
    checkBegun("endUnit");
    if (unit == NO_UNIT) {
      throw new IllegalStateException("endUnit without a unit that was begun");
    }
    int size = length - unit - LENGTH_BYTES;
    if (size == 0) {
      length = unit;
    } else {
      of().buffer.putInt(start + unit, size);
    }
    unit = NO_UNIT;
  }

  @Override
  public ByteBuffer written() {
    checkBegun("written");
    if (slab == null && !ensure(0)) {
      return ByteBuffer.allocate(0);
    }
    return of().buffer.limit(start + length).position(start);
  }

  @Override
  public void truncate(int size) {
    checkBegun("truncate");
    if (size < 0 || size > length) {
      throw new IllegalArgumentException(
          "truncate(" + size + ") of a frame of " + length + " bytes");
    }
    length = size;
    if (unit != NO_UNIT && size < unit + LENGTH_BYTES) {
      unit = NO_UNIT;
    }
  }

  @Override
  public @Nullable ByteBuffer reserve(int count) {
    checkBegun("reserve");
    if (!ensure(count)) {
      return null;
    }
    int from = start + length;
    return of().buffer.limit(from + count).position(from);
  }

  @Override
  public void commit(int count) {
    checkBegun("commit");
    length += count;
    lastNanos = nowNanos;
  }

  @Override
  public int length() {
    return begun ? length : 0;
  }

  @Override
  public void parameters(CodecParameters parameters) {
    owner.changed(parameters);
  }

  @Override
  public void end(boolean keyFrame, boolean damaged) {
    checkBegun("end");
    if (length > 0) {
      largest = Math.max(length, largest - (largest >> FADING_SHIFT));
      boolean kept = owner.ended(keyFrame, damaged);
      // Unless the end of the session, in a callback, has taken the memory away.
      start = kept && slab != null ? start + length : start;
    }
    forget();
  }

  @Override
  public void drop() {
    boolean partial = begun && length > 0;
    forget();
    if (partial) {
      owner.abandoned();
    }
  }

  private void forget() {
    begun = false;
    length = 0;
    unit = NO_UNIT;
  }

  private void checkBegun(String call) {
    if (!begun) {
      throw new IllegalStateException(call + " without a frame that was begun and not dropped");
    }
  }

  private Slab of() {
    Slab now = slab;
    if (now == null) {
      throw new IllegalStateException("nothing was reserved");
    }
    return now;
  }

  // ---- Memory

  private boolean ensure(int more) {
    if (more <= longest - length) {
      int needed = length + more;
      Slab now = slab;
      if ((now != null && needed <= now.bytes.length - start) || move(needed)) {
        return true;
      }
    }
    forget();
    owner.refused();
    return false;
  }

  /** Goes on in another slab, of a size that holds a few of the frames that come. */
  private boolean move(int needed) {
    Slab next = larger(needed);
    if (next == null && owner.makeRoom()) {
      next = larger(needed);
    }
    if (next == null) {
      return false;
    }
    Slab before = slab;
    if (before != null) {
      System.arraycopy(before.bytes, start, next.bytes, 0, length);
      before.unpin();
    }
    slab = next;
    start = 0;
    return true;
  }

  private @Nullable Slab larger(int needed) {
    int most = Math.max(Math.max(needed, largest), 1);
    int room = most > 1 << 28 ? most : Integer.highestOneBit(most) << 2;
    int size = Math.max(SMALLEST, Math.min(room, Math.max(SMALLEST, 2 * longest)));
    for (; size > needed; size /= 2) {
      Slab next = Slab.of(size, memory);
      if (next != null) {
        return next;
      }
    }
    return Slab.of(needed, memory);
  }
}
