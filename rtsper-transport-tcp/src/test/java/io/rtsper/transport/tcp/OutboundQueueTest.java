package io.rtsper.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.rtsper.api.spi.ControlLink;
import io.rtsper.api.spi.MemoryBudget;
import io.rtsper.testkit.contract.ContractBudget;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OutboundQueueTest {

  private static final int MAX = ControlLink.MAX_PENDING;

  private final ContractBudget memory = new ContractBudget(4 * MAX);
  private final OutboundQueue queue = new OutboundQueue(memory);
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  private static ByteBuffer bytes(int count) {
    return ByteBuffer.allocate(count);
  }

  private void writeAll() throws IOException {
    queue.writeTo(Channels.newChannel(written));
  }

  @Test
  void holdsNothingBeforeAnythingWaits() {
    assertThat(memory.taken()).isZero();
  }

  @Test
  void hasTakenRoomForAllThatWaits() {
    for (int i = 0; i < 100; i++) {
      assertThat(queue.add(bytes(1000))).isTrue();
      assertThat(memory.taken()).isBetween((long) queue.size(), 4096L + 2 * queue.size());
    }
  }

  @Test
  void keepsASmallBufferAndTakesNothingForTheNextBytes() throws IOException {
    AtomicInteger calls = new AtomicInteger();
    OutboundQueue used = new OutboundQueue(counting(calls));
    for (int i = 0; i < 1000; i++) {
      assertThat(used.makeRoom(1500, MAX / 2)).isTrue();
      assertThat(used.add(bytes(1500))).isTrue();
      used.writeTo(Channels.newChannel(written));
    }
    assertThat(calls).hasValue(1);
  }

  private MemoryBudget counting(AtomicInteger calls) {
    return new MemoryBudget() {
      @Override
      public boolean reserve(int count) {
        calls.incrementAndGet();
        return memory.reserve(count);
      }

      @Override
      public void release(int count) {
        memory.release(count);
      }

      @Override
      public long available() {
        return memory.available();
      }
    };
  }

  @Test
  void letsGoOfALargeBufferWhenItIsDrained() throws IOException {
    assertThat(queue.add(bytes(300_000))).isTrue();
    writeAll();
    assertThat(written.size()).isEqualTo(300_000);
    assertThat(memory.taken()).isZero();
  }

  @Test
  void letsGoOfALargeBufferThatWasNotNeeded() {
    assertThat(queue.makeRoom(300_000, MAX)).isTrue();
    queue.trim();
    assertThat(memory.taken()).isZero();
  }

  @Test
  void takesWhatItNeedsWhereTheBudgetHasNoMore() {
    ContractBudget narrow = new ContractBudget(5000);
    OutboundQueue tight = new OutboundQueue(narrow);
    assertThat(tight.add(bytes(4096))).isTrue();
    assertThat(tight.add(bytes(904))).isTrue();
    assertThat(narrow.taken()).isEqualTo(5000);
    ByteBuffer more = bytes(1);
    assertThat(tight.add(more)).isFalse();
    assertThat(more.remaining()).isEqualTo(1);
    assertThat(tight.size()).isEqualTo(5000);
  }

  @Test
  void neverHoldsMoreThanALinkMay() {
    assertThat(queue.add(bytes(MAX - 1))).isTrue();
    assertThat(queue.add(bytes(2))).isFalse();
    assertThat(queue.makeRoom(2, MAX)).isFalse();
    assertThat(queue.add(bytes(1))).isTrue();
    assertThat(memory.taken()).isEqualTo(MAX);
  }

  @Test
  void givesItsRoomBackWithWhatIsTakenOrForgotten() {
    queue.add(bytes(5000));
    assertThat(queue.takeAll().remaining()).isEqualTo(5000);
    assertThat(memory.taken()).isZero();
    queue.add(bytes(100));
    queue.release();
    queue.release();
    assertThat(queue.size()).isZero();
    assertThat(memory.taken()).isZero();
  }
}
