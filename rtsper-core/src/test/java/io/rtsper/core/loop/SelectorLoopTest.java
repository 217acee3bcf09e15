package io.rtsper.core.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rtsper.api.spi.EventLoop;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class SelectorLoopTest {

  private final SelectorLoop selectorLoop = SelectorLoop.start("loop-under-test", System::nanoTime);
  private final EventLoop loop = selectorLoop.newLane();

  @AfterEach
  void endLoop() throws InterruptedException {
    selectorLoop.end();
    assertThat(selectorLoop.awaitEnd(Duration.ofSeconds(5))).isTrue();
  }

  @Test
  void runsTasksInTheirOrderOnItsThread() throws Exception {
    List<Integer> ran = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      int number = i;
      loop.execute(() -> ran.add(number));
    }
    assertThat(onLoop(() -> List.copyOf(ran))).hasSize(1000).isSorted();
    assertThat(onLoop(loop::inEventLoop)).isTrue();
    assertThat(loop.inEventLoop()).isFalse();
  }

  @Test
  void survivesATaskThatThrows() throws Exception {
    loop.execute(
        () -> {
          throw new IllegalStateException("on purpose");
        });
    assertThat(onLoop(() -> "alive")).isEqualTo("alive");
  }

  @Test
  void survivesATurnThatFails() throws Exception {
    AtomicInteger failures = new AtomicInteger(3);
    SelectorLoop failing =
        SelectorLoop.start(
            "failing-loop-under-test",
            () -> {
              if (failures.getAndDecrement() > 0) {
                throw new OutOfMemoryError("on purpose");
              }
              return System.nanoTime();
            });
    try {
      EventLoop lane = failing.newLane();
      CompletableFuture<String> task = new CompletableFuture<>();
      CompletableFuture<String> timer = new CompletableFuture<>();
      lane.execute(() -> lane.schedule(Duration.ofMillis(1), () -> timer.complete("came")));
      lane.execute(() -> task.complete("ran"));
      assertThat(task.get(10, TimeUnit.SECONDS)).isEqualTo("ran");
      assertThat(timer.get(10, TimeUnit.SECONDS)).isEqualTo("came");
      assertThat(failures.get()).isNegative();
    } finally {
      failing.end();
      assertThat(failing.awaitEnd(Duration.ofSeconds(5))).isTrue();
    }
  }

  @Test
  void waitsAlsoAfterACallbackThatLeftItInterrupted() throws Exception {
    onLoop(
        () -> {
          Thread.currentThread().interrupt();
          return "left interrupted";
        });
    assertThat(onLoop(() -> Thread.currentThread().isInterrupted())).isFalse();
  }

  @Test
  void tellsOthersForHowLongACallbackKeepsItAndWhere() throws Exception {
    CountDownLatch kept = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    loop.execute(() -> keep(kept, release));
    assertThat(kept.await(10, TimeUnit.SECONDS)).isTrue();
    long first = selectorLoop.busyNanos();
    assertThat(first).isPositive();
    await().untilAsserted(() -> assertThat(selectorLoop.busyNanos()).isGreaterThan(first));
    assertThat(selectorLoop.relief().whereabouts(loop)).contains("java.base").contains("park");
    release.countDown();
    await().untilAsserted(() -> assertThat(selectorLoop.busyNanos()).isZero());
  }

  private static void keep(CountDownLatch kept, CountDownLatch release) {
    kept.countDown();
    try {
      assertThat(release.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void runsTimersInTheOrderOfTheirTimes() throws Exception {
    List<String> ran = new ArrayList<>();
    CountDownLatch last = new CountDownLatch(1);
    loop.execute(
        () -> {
          loop.schedule(Duration.ofMillis(30), () -> ran.add("second"));
          loop.schedule(Duration.ofMillis(60), last::countDown);
          loop.schedule(Duration.ZERO, () -> ran.add("first"));
        });
    assertThat(last.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(onLoop(() -> List.copyOf(ran))).containsExactly("first", "second");
  }

  @Test
  void takesTimersFromOtherThreadsAndForgetsCancelledOnes() throws Exception {
    CompletableFuture<String> fired = new CompletableFuture<>();
    EventLoop.Timer cancelled =
        loop.schedule(Duration.ofMillis(20), () -> fired.complete("cancelled"));
    cancelled.cancel();
    cancelled.cancel();
    loop.schedule(Duration.ofMillis(50), () -> fired.complete("kept"));
    assertThat(fired.get(10, TimeUnit.SECONDS)).isEqualTo("kept");
  }

  @Test
  void passesOnThatAChannelIsReadyUntilItsRegistrationIsCancelled() throws Exception {
    Pipe pipe = Pipe.open();
    pipe.source().configureBlocking(false);
    CompletableFuture<String> read = new CompletableFuture<>();
    loop.execute(
        () -> {
          try {
            EventLoop.Registration[] self = new EventLoop.Registration[1];
            self[0] =
                loop.register(
                    pipe.source(),
                    SelectionKey.OP_READ,
                    ready -> {
                      ByteBuffer buffer = loop.readBuffer();
                      pipe.source().read(buffer);
                      self[0].cancel();
                      read.complete(new String(bytes(buffer.flip())));
                    });
          } catch (Exception failure) {
            read.completeExceptionally(failure);
          }
        });
    pipe.sink().write(ByteBuffer.wrap("ready".getBytes()));
    assertThat(read.get(10, TimeUnit.SECONDS)).isEqualTo("ready");
    pipe.sink().close();
    pipe.source().close();
  }

  @Test
  void takesAChannelWhoseListenerThrowsOffTheLoop() throws Exception {
    Pipe pipe = Pipe.open();
    pipe.source().configureBlocking(false);
    CompletableFuture<EventLoop.Registration> registration = new CompletableFuture<>();
    CountDownLatch called = new CountDownLatch(1);
    loop.execute(
        () -> {
          try {
            registration.complete(
                loop.register(
                    pipe.source(),
                    SelectionKey.OP_READ,
                    ready -> {
                      called.countDown();
                      throw new IllegalStateException("on purpose");
                    }));
          } catch (Exception failure) {
            registration.completeExceptionally(failure);
          }
        });
    pipe.sink().write(ByteBuffer.allocate(1));
    assertThat(called.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(onLoop(() -> registration.getNow(null).interest())).isZero();
    pipe.sink().close();
    pipe.source().close();
  }

  @Test
  void registersOnItsThreadOnly() throws Exception {
    Pipe pipe = Pipe.open();
    pipe.source().configureBlocking(false);
    assertThatThrownBy(() -> loop.register(pipe.source(), SelectionKey.OP_READ, ready -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("event loop");
    pipe.sink().close();
    pipe.source().close();
  }

  @Test
  void finishesItsTasksBeforeItEndsAndRefusesNewOnes() throws Exception {
    CompletableFuture<String> last = new CompletableFuture<>();
    loop.execute(() -> loop.execute(() -> last.complete("done")));
    selectorLoop.end();
    assertThat(selectorLoop.awaitEnd(Duration.ofSeconds(5))).isTrue();
    assertThat(last.get(0, TimeUnit.SECONDS)).isEqualTo("done");
    assertThatThrownBy(() -> loop.execute(() -> {}))
        .isInstanceOf(RejectedExecutionException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void keepsTasksFromStarvingTimers() throws Exception {
    CountDownLatch timer = new CountDownLatch(1);
    loop.execute(
        new Runnable() {
          @Override
          public void run() {
            if (timer.getCount() > 0) {
              loop.execute(this);
            }
          }
        });
    loop.schedule(Duration.ofMillis(5), timer::countDown);
    assertThat(timer.await(10, TimeUnit.SECONDS)).isTrue();
  }

  private <T> T onLoop(java.util.concurrent.Callable<T> task) throws Exception {
    CompletableFuture<T> result = new CompletableFuture<>();
    loop.execute(
        () -> {
          try {
            result.complete(task.call());
          } catch (Exception failure) {
            result.completeExceptionally(failure);
          }
        });
    return result.get(10, TimeUnit.SECONDS);
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
