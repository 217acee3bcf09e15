package io.rtsper.testkit.contract;

import io.rtsper.api.media.CodecParameters;
import io.rtsper.api.spi.FrameWriter;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;

/**
 * A writer that records the frames which a depacketizer ends, and fails when one is written in any
 * other way than {@link FrameWriter} says. The room that was reserved is overwritten with the next
 * call, so that whoever keeps it is found out.
 */
public final class FrameRecorder implements FrameWriter {

  private static final byte GARBAGE = (byte) 0xA5;

  private final int longestFrame;
  private final List<RecordedFrame> frames = new ArrayList<>();
  private final ByteArrayOutputStream frame = new ByteArrayOutputStream();
  private long timestamp;
  private boolean begun;
  private byte @Nullable [] room;
  private String codec = "";

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

  @Override
  public void begin(long timestamp) {
    endRoom();
    begun = true;
    frame.reset();
    this.timestamp = timestamp;
  }

  @Override
  public @Nullable ByteBuffer reserve(int count) {
    endRoom();
    checkBegun("reserve");
    if (count < 0) {
      Assertions.fail("reserve(" + count + ")");
    }
    if (count > longestFrame - frame.size()) {
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
    if (reserved[0] != GARBAGE || reserved[size + 1] != GARBAGE) {
      Assertions.fail("bytes were written beside the room that was reserved");
    }
    frame.write(reserved, 1, count);
    endRoom();
  }

  private void endRoom() {
    if (room != null) {
      Arrays.fill(room, GARBAGE);
      room = null;
    }
  }

  @Override
  public int length() {
    endRoom();
    return begun ? frame.size() : 0;
  }

  @Override
  public void parameters(CodecParameters parameters) {
    endRoom();
    codec = parameters.codec();
  }

  @Override
  public void end(boolean keyFrame, boolean damaged) {
    endRoom();
    checkBegun("end");
    begun = false;
    if (frame.size() > 0) {
      String data = HexFormat.of().formatHex(frame.toByteArray());
      frames.add(new RecordedFrame(timestamp, data, keyFrame, damaged, codec));
    }
  }

  @Override
  public void drop() {
    endRoom();
    begun = false;
  }

  private void checkBegun(String call) {
    if (!begun) {
      Assertions.fail(call + " without a frame that was begun and not dropped");
    }
  }
}
