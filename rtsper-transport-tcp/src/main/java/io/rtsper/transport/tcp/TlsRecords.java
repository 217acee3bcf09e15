package io.rtsper.transport.tcp;

import io.rtsper.api.spi.EventLoop;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The read buffers of a TLS link. Records are read into one half of the loop's read buffer and
 * opened into the other, so that hundreds of links share that memory; only a record of which the
 * end is still to come is kept, in a buffer that is made when it is first needed.
 *
 * <p>Decrypted, no record grows, so what fits in the one half fits in the other.
 */
final class TlsRecords {

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
      int half = buffer.capacity() / 2;
      shared = buffer;
      plain = buffer.slice(0, half);
      records = buffer.slice(half, half);
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
