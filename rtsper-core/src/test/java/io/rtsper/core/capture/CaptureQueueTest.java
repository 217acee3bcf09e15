package io.rtsper.core.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.core.context.SessionMemory;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class CaptureQueueTest {

  private static final int MEMORY = 16 << 20;

  private final SessionMemory memory = new SessionMemory(MEMORY);
  private final CaptureQueue queue = new CaptureQueue(memory);

  private boolean record(int bytes) {
    ByteBuffer room = queue.room(bytes, 1);
    if (room == null) {
      return false;
    }
    room.put(new byte[bytes]);
    queue.commit();
    return true;
  }

  private int take() throws InterruptedException {
    ByteBuffer next = Objects.requireNonNull(queue.take());
    int bytes = next.remaining();
    queue.written(next);
    return bytes;
  }

  @Test
  void smallRecordsAreWrittenTogether() throws Exception {
    assertThat(record(100)).isTrue();
    assertThat(record(50)).isTrue();
    assertThat(take()).isEqualTo(150);
  }

  @Test
  void whatHasNoRoomIsLeftOutAndCounted() throws Exception {
    int taken = 0;
    while (record(60_000)) {
      taken++;
    }
    assertThat(taken).isGreaterThan(CaptureQueue.MOST_BYTES / 2 / 60_000);
    assertThat(record(60_000)).isFalse();
    assertThat(queue.heldBytes()).isLessThanOrEqualTo(CaptureQueue.MOST_BYTES);
    assertThat(queue.dropped()).isEqualTo(2);
    assertThat(queue.packets()).isEqualTo(taken + 2);
    take();
    assertThat(record(60_000)).as("room again").isTrue();
    assertThat(queue.dropped()).isEqualTo(2);
  }

  @Test
  void whatTheSessionHasNoMemoryForIsLeftOut() {
    assertThat(memory.reserve(MEMORY)).isTrue();
    assertThat(record(10)).isFalse();
    assertThat(queue.dropped()).isEqualTo(1);
    memory.release(MEMORY);
    assertThat(record(10)).isTrue();
  }

  @Test
  void aRecordLongerThanAChunkIsTakenAsAWhole() throws Exception {
    assertThat(record(1 << 20)).isTrue();
    assertThat(record(10)).isTrue();
    assertThat(take()).isEqualTo(1 << 20);
    assertThat(take()).isEqualTo(10);
    assertThat(record(CaptureQueue.MOST_BYTES + 1)).isFalse();
  }

  @Test
  void allMemoryIsGivenBackAtTheEnd() throws Exception {
    for (int i = 0; i < 10; i++) {
      record(60_000);
    }
    queue.end();
    assertThat(record(1)).as("after the end").isFalse();
    for (ByteBuffer next = queue.take(); next != null; next = queue.take()) {
      queue.written(next);
    }
    queue.releaseFree();
    assertThat(memory.available()).isEqualTo(MEMORY);
  }

  @Test
  void nothingIsKeptOnceItCannotBeWritten() {
    record(60_000);
    record(100_000);
    queue.breakOff();
    assertThat(memory.available()).isEqualTo(MEMORY);
    assertThat(record(1)).isFalse();
    assertThat(queue.dropped()).isEqualTo(1);
  }
}
