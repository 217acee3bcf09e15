package io.rtsper.transport.tcp;

import io.rtsper.api.spi.EventLoop;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The read buffers of a TLS link. Records are read into one part of the loop's read buffer and
 * opened into another, so that hundreds of links share that memory; only a record of which the end
 * is still to come is kept, in a buffer that is made when it is first needed.
 *
 * <p>No record grows when it is opened, so that all that was read can be opened at once. The part
 * for that is larger by more than a record, for the engine demands room for the longest before it
 * looks whether the next is complete.
 */
final class TlsRecords {

  /** Twice the 2^14 bytes of content that a record holds at most (RFC 8446 §5.1). */
  private static final int HEADROOM = 2 << 14;

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final EventLoop loop;
  private @Nullable ByteBuffer shared;
  private ByteBuffer records = NOTHING;
  private ByteBuffer plain = NOTHING;
  private ByteBuffer rest = NOTHING;

  TlsRecords(EventLoop loop) {
    this.loop = loop;
  }

  /**
   * Returns the buffer to read into, behind what was kept.
   *
   * @param limit how much may be in it at most, what was kept included
   */
  @SuppressWarnings("ReferenceEquality") // views of the same buffer are wanted, not equal content
  ByteBuffer beginRead(int limit) {
    ByteBuffer buffer = loop.readBuffer();
    if (buffer != shared) {
      int size = (buffer.capacity() - HEADROOM) / 2;
      shared = buffer;
      records = buffer.slice(0, size);
      plain = buffer.slice(size, size + HEADROOM);
    }
    plain.clear();
    records.clear().limit(Math.min(Math.max(limit, rest.remaining()), records.capacity()));
    return records.put(rest);
  }

  /** Ends reading: what came can be opened. */
  ByteBuffer endRead() {
    return records.flip();
  }

  /** Returns where records are opened into. */
  ByteBuffer plain() {
    return plain;
  }

  /** Keeps what wasn't opened, so that the loop's buffer can be used by others. */
  void keepRest(int recordSize) {
    int count = records.remaining();
    if (count == 0) {
      rest.position(0).limit(0);
      return;
    }
    if (rest.capacity() < count) {
      rest = ByteBuffer.allocate(Math.max(count, recordSize));
    }
    rest.clear().put(records).flip();
  }

  /** Returns whether anything is kept. */
  boolean hasRest() {
    return rest.hasRemaining();
  }

  /** Forgets what was kept. */
  void release() {
    rest = NOTHING;
  }
}
