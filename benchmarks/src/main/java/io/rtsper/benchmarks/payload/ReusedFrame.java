package io.rtsper.benchmarks.payload;

import io.rtsper.api.media.CodecParameters;
import io.rtsper.api.spi.FrameWriter;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A writer of frames into one array, over and over: what a depacketizer costs without its sink. */
final class ReusedFrame implements FrameWriter {

  private static final int CAPACITY = 1 << 20;
  private static final int LENGTH_BYTES = 4;

  private final byte[] bytes = new byte[CAPACITY];
  private final ByteBuffer room = ByteBuffer.wrap(bytes);
  private final ByteBuffer view = ByteBuffer.wrap(bytes);
  private int length;
  private int unit;
  private long frames;
  private long written;

  /** Returns how many frames were ended. */
  long frames() {
    return frames;
  }

  /** Returns how many bytes they had. */
  long bytes() {
    return written;
  }

  @Override
  public void begin(long timestamp) {
    length = 0;
  }

  @Override
  public void timestamp(long timestamp) {
    // Not kept.
  }

  @Override
  public void duration(long ticks) {
    // Not kept.
  }

  @Override
  public boolean beginUnit() {
    unit = length;
    length += LENGTH_BYTES;
    return true;
  }

  @Override
  public void endUnit() {
    view.limit(CAPACITY).putInt(unit, length - unit - LENGTH_BYTES);
  }

  @Override
  public ByteBuffer written() {
    return view.limit(length).position(0);
  }

  @Override
  public void truncate(int size) {
    length = size;
  }

  @Override
  public @Nullable ByteBuffer reserve(int count) {
    return room.limit(length + count).position(length);
  }

  @Override
  public void commit(int count) {
    length += count;
  }

  @Override
  public int length() {
    return length;
  }

  @Override
  public void parameters(CodecParameters parameters) {
    // Not kept.
  }

  @Override
  public void end(boolean keyFrame, boolean damaged) {
    frames++;
    written += length;
  }

  @Override
  public void drop() {
    length = 0;
  }
}
