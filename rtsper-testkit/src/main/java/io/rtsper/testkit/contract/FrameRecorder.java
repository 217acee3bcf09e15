package io.rtsper.testkit.contract;

import io.rtsper.api.media.CodecParameters;
import io.rtsper.api.spi.FrameWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;

/**
 * A writer that records the frames which a depacketizer ends, and fails when one is written in any
 * other way than {@link FrameWriter} says. The room that was reserved is overwritten with the next
 * call, so that whoever keeps it is found out.
 */
public final class FrameRecorder implements FrameWriter {

  private static final byte GARBAGE = (byte) 0xA5;
  private static final int LENGTH_BYTES = 4;
  private static final int NO_UNIT = -1;

  private final int longestFrame;
  private final List<RecordedFrame> frames = new ArrayList<>();
  private byte[] frame = new byte[256];
  private int length;
  private long timestamp;
  private long duration;
  private boolean begun;
  private boolean inUnits;
  private int unit = NO_UNIT;
  private byte @Nullable [] room;
  private byte @Nullable [] view;
  private @Nullable CodecParameters parameters;

  /**
   * Makes a recorder.
   *
   * @param longestFrame how many bytes a frame may have before its room is refused
   */
  public FrameRecorder(int longestFrame) {
    this.longestFrame = longestFrame;
  }

  /**
   * Returns what was ended so far.
   *
   * @return the frames in their order; a view
   */
  public List<RecordedFrame> frames() {
    return frames;
  }

  /**
   * Returns the parameters that were set last.
   *
   * @return the parameters; empty if none were
   */
  public Optional<CodecParameters> parameters() {
    return Optional.ofNullable(parameters);
  }

  @Override
  public void begin(long timestamp) {
    endViews();
    begun = true;
    length = 0;
    unit = NO_UNIT;
    inUnits = false;
    duration = 0;
    this.timestamp = timestamp;
  }

  @Override
  public void timestamp(long timestamp) {
    endViews();
    checkBegun("timestamp");
    this.timestamp = timestamp;
  }

  @Override
  public void duration(long ticks) {
    endViews();
    checkBegun("duration");
    if (ticks < 0) {
      Assertions.fail("duration(" + ticks + ")");
    }
    duration = ticks;
  }

  @Override
  public boolean beginUnit() {
    endViews();
    checkBegun("beginUnit");
    if (unit != NO_UNIT) {
      Assertions.fail("beginUnit within a unit");
    }
    if (length > 0 && !inUnits) {
      Assertions.fail("beginUnit in a frame that doesn't consist of units");
    }
    if (LENGTH_BYTES > longestFrame - length) {
      drop();
      return false;
    }
    inUnits = true;
    unit = length;
    append(new byte[LENGTH_BYTES], 0, LENGTH_BYTES);
    return true;
  }

  @Override
  public void endUnit() {
    endViews();
    checkBegun("endUnit");
    if (unit == NO_UNIT) {
      Assertions.fail("endUnit without a unit that was begun");
    }
    int size = length - unit - LENGTH_BYTES;
    if (size == 0) {
      length = unit;
    } else {
      ByteBuffer.wrap(frame).putInt(unit, size);
    }
    unit = NO_UNIT;
  }

  @Override
  public ByteBuffer written() {
    endViews();
    checkBegun("written");
    // A copy that doesn't start at index 0, as a frame in the engine's memory doesn't.
    byte[] copy = new byte[length + 2];
    Arrays.fill(copy, GARBAGE);
    System.arraycopy(frame, 0, copy, 1, length);
    view = copy;
    return ByteBuffer.wrap(copy).position(1).limit(length + 1);
  }

  @Override
  public void truncate(int size) {
    endViews();
    checkBegun("truncate");
    if (size < 0 || size > length) {
      Assertions.fail("truncate(" + size + ") of a frame of " + length + " bytes");
    }
    if (unit != NO_UNIT && size < unit + LENGTH_BYTES) {
      Assertions.assertTrue(size <= unit, "truncate(" + size + ") cuts the length of a unit");
      unit = NO_UNIT;
    }
    length = size;
  }

  @Override
  public @Nullable ByteBuffer reserve(int count) {
    endViews();
    checkBegun("reserve");
    if (count < 0) {
      Assertions.fail("reserve(" + count + ")");
    }
    if (inUnits && unit == NO_UNIT) {
      Assertions.fail("reserve between the units of a frame");
    }
    if (count > longestFrame - length) {
      drop();
      return null;
    }
    byte[] bytes = new byte[count + 2];
    Arrays.fill(bytes, GARBAGE);
    room = bytes;
    // Not at the start of its buffer, as the room of a frame that has grown isn't.
    return ByteBuffer.wrap(bytes).position(1).limit(count + 1);
  }

  @Override
  public void commit(int count) {
    checkBegun("commit");
    byte[] reserved = room;
    if (reserved == null) {
      Assertions.fail("commit without a room that is still valid");
      return;
    }
    int size = reserved.length - 2;
    if (count < 0 || count > size) {
      Assertions.fail("commit(" + count + ") of " + size + " bytes that were reserved");
    }
    checkMargins(reserved);
    append(reserved, 1, count);
    endViews();
  }

  private void append(byte[] bytes, int from, int count) {
    if (count > frame.length - length) {
      frame = Arrays.copyOf(frame, Math.max(2 * frame.length, length + count));
    }
    System.arraycopy(bytes, from, frame, length, count);
    length += count;
  }

  private static void checkMargins(byte[] bytes) {
    if (bytes[0] != GARBAGE || bytes[bytes.length - 1] != GARBAGE) {
      Assertions.fail("bytes were written beside those that may be");
    }
  }

  private void endViews() {
    if (room != null) {
      Arrays.fill(room, GARBAGE);
      room = null;
    }
    if (view != null) {
      checkMargins(view);
      System.arraycopy(view, 1, frame, 0, length);
      Arrays.fill(view, GARBAGE);
      view = null;
    }
  }

  @Override
  public int length() {
    endViews();
    return begun ? length : 0;
  }

  @Override
  public void parameters(CodecParameters parameters) {
    endViews();
    this.parameters = parameters;
  }

  @Override
  public void end(boolean keyFrame, boolean damaged) {
    endViews();
    checkBegun("end");
    if (unit != NO_UNIT) {
      Assertions.fail("end within a unit");
    }
    begun = false;
    if (length > 0) {
      String data = HexFormat.of().formatHex(frame, 0, length);
      String codec = parameters == null ? "" : parameters.codec();
      frames.add(new RecordedFrame(timestamp, data, keyFrame, damaged, codec, duration));
    }
  }

  @Override
  public void drop() {
    endViews();
    begun = false;
    length = 0;
    unit = NO_UNIT;
  }

  private void checkBegun(String call) {
    if (!begun) {
      Assertions.fail(call + " without a frame that was begun and not dropped");
    }
  }
}
