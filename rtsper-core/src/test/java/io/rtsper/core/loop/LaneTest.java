package io.rtsper.core.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rtsper.api.spi.EventLoop;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A callback that doesn't return keeps its own lane, and nothing else of the loop. */
@Timeout(60)
class LaneTest {

  private static final int MOST_RELIEFS = 16;

  /** For longer where scripts/slow-threads.sh runs it. */
  private static final Duration STRESS =
      Duration.ofSeconds(Boolean.getBoolean("rtsper.slow") ? 3 : 1);

  private final SelectorLoop loop = SelectorLoop.start("lanes-under-test", System::nanoTime);
  private final EventLoop blocked = loop.newLane();
  private final EventLoop other = loop.newLane();
  private final CountDownLatch kept = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);

  @AfterEach
  void endLoop() throws InterruptedException {
    release.countDown();
    loop.end();
    assertThat(loop.awaitEnd(Duration.ofSeconds(5))).isTrue();
    soon().untilAsserted(() -> assertThat(threads()).isEmpty());
  }

  /** Looks at once, and then each millisecond: what is awaited here takes less than that. */
  private static ConditionFactory soon() {
    return Awaitility.with().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).await();
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("lanes-under-test"))
        .toList();
  }

  private void block() {
    blocked.execute(this::keep);
    awaitLatch(kept);
  }

  private void keep() {
    kept.countDown();
    awaitLatch(release);
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Is what the client's watch does. */
  private void lookTwice() {
    loop.relief().look();
    loop.relief().look();
  }

  private static <T> T on(EventLoop lane, Callable<T> body) throws Exception {
    CompletableFuture<T> result = new CompletableFuture<>();
    lane.execute(
        () -> {
          try {
            result.complete(body.call());
          } catch (Exception failure) {
            result.completeExceptionally(failure);
          }
        });
    return result.get(10, TimeUnit.SECONDS);
  }

  @Test
  void whatSessionsShareIsOneLaneThatNoneOfThemKeeps() throws Exception {
    EventLoop shared = blocked.shared();
    assertThat(shared)
        .isSameAs(other.shared())
        .isSameAs(shared.shared())
        .isNotSameAs(blocked)
        .isNotSameAs(other);
    assertThat(loop.has(shared)).isTrue();
    block();
    lookTwice();
    assertThat(on(shared, shared::inEventLoop)).isTrue();
    assertThat(on(shared, other::inEventLoop)).isFalse();
  }

  /** The loop sleeps by then, which what runs on its own thread needn't care for. */
  @Test
  void aCallbackThatIsKeptWakesTheLoopForOthers() throws Exception {
    CountDownLatch ran = new CountDownLatch(1);
    blocked.execute(
        () -> {
          keep();
          other.execute(ran::countDown);
        });
    awaitLatch(kept);
    lookTwice();
    on(other, () -> true);
    soon().until(() -> loop.busyNanos() == 0);
    release.countDown();
    awaitLatch(ran);
  }

  @Test
  void tasksAndTimersOfOthersGoOnAndThoseOfItsOwnWaitInTheirOrder() throws Exception {
    block();
    List<Integer> ran = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      int number = i;
      blocked.execute(() -> ran.add(number));
    }
    blocked.schedule(Duration.ZERO, () -> ran.add(3));
    assertThat(loop.relief().isKeptInPart()).isFalse();
    lookTwice();
    assertThat(on(other, other::inEventLoop)).isTrue();
    CountDownLatch timer = new CountDownLatch(1);
    other.schedule(Duration.ofMillis(1), timer::countDown);
    awaitLatch(timer);
    assertThat(loop.relief().isKeptInPart()).isTrue();
    assertThat(loop.relief().keptNanos(blocked)).isPositive();
    assertThat(loop.relief().keptNanos(other)).isZero();
    assertThat(loop.relief().whereabouts(blocked)).contains("java.base");
    assertThat(ran).isEmpty();
    release.countDown();
    soon().until(() -> on(blocked, () -> ran.size() == 4));
    assertThat(on(blocked, () -> List.copyOf(ran))).containsExactly(0, 1, 2, 3);
    assertThat(loop.relief().isKeptInPart()).isFalse();
    soon().untilAsserted(() -> assertThat(threads()).hasSize(1));
  }

  @Test
  void itsChannelsWaitAndThoseOfOthersAreRead() throws Exception {
    try (Wire own = new Wire(blocked);
        Wire others = new Wire(other)) {
      own.send("a");
      own.awaitRead("a");
      block();
      lookTwice();
      own.send("b");
      for (String text : List.of("x", "y", "z")) {
        others.send(text);
        others.awaitRead(text);
      }
      assertThat(own.read).isEmpty();
      soon().until(() -> loop.busyNanos() == 0);
      for (int i = 0; i < 50; i++) {
        assertThat(loop.busyNanos()).as("busy with a channel that has to wait").isZero();
        LockSupport.parkNanos(1_000_000);
      }
      release.countDown();
      own.awaitRead("b");
    }
  }

  @Test
  void whatHasComeIsReadBeforeATimerThatBecameDueMeanwhile() throws Exception {
    try (Wire own = new Wire(blocked)) {
      List<String> order = new ArrayList<>();
      own.listener = () -> order.add("read");
      block();
      lookTwice();
      blocked.schedule(Duration.ZERO, () -> order.add("timer"));
      own.send("a");
      assertThat(on(other, () -> "turned")).isEqualTo("turned");
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      assertThat(on(other, () -> "turned again")).isEqualTo("turned again");
      release.countDown();
      own.awaitRead("a");
      soon().until(() -> on(blocked, () -> order.size() == 2));
      assertThat(on(blocked, () -> List.copyOf(order))).containsExactly("read", "timer");
    }
  }

  @Test
  void aTimerThatTheCallbackCancelsDoesNotRun() throws Exception {
    List<String> ran = new ArrayList<>();
    CountDownLatch cancelled = new CountDownLatch(1);
    blocked.execute(
        () -> {
          EventLoop.Timer timer = blocked.schedule(Duration.ZERO, () -> ran.add("timer"));
          keep();
          timer.cancel();
          cancelled.countDown();
        });
    awaitLatch(kept);
    lookTwice();
    assertThat(on(other, () -> "turned")).isEqualTo("turned");
    release.countDown();
    awaitLatch(cancelled);
    assertThat(on(blocked, () -> List.copyOf(ran))).isEmpty();
  }

  @Test
  void theKeptThreadHasItsOwnReadBuffer() throws Exception {
    CompletableFuture<ByteBuffer> own = new CompletableFuture<>();
    CompletableFuture<Boolean> inLane = new CompletableFuture<>();
    blocked.execute(
        () -> {
          ByteBuffer buffer = blocked.readBuffer();
          keep();
          inLane.complete(blocked.inEventLoop() && !other.inEventLoop());
          own.complete(buffer);
        });
    awaitLatch(kept);
    lookTwice();
    ByteBuffer others = on(other, other::readBuffer);
    release.countDown();
    assertThat(own.get(10, TimeUnit.SECONDS)).isNotSameAs(others);
    assertThat(inLane.get(10, TimeUnit.SECONDS)).isTrue();
    assertThatThrownBy(other::readBuffer).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void anotherLaneIsNotTheCallersOwnEvenOnOneThread() throws Exception {
    assertThat(on(blocked, other::inEventLoop)).isFalse();
    assertThat(on(blocked, () -> on(other) == Thread.currentThread())).isFalse();
  }

  private static Thread on(EventLoop lane) {
    CompletableFuture<Thread> thread = new CompletableFuture<>();
    lane.execute(() -> thread.complete(Thread.currentThread()));
    return thread.getNow(new Thread("not yet"));
  }

  @Test
  void severalCallbacksKeepAThreadEachUpToABound() throws Exception {
    CountDownLatch all = new CountDownLatch(Relief.MAX_KEPT + 1);
    AtomicInteger back = new AtomicInteger();
    for (int i = 0; i <= Relief.MAX_KEPT; i++) {
      loop.newLane()
          .execute(
              () -> {
                all.countDown();
                awaitLatch(release);
                back.incrementAndGet();
              });
    }
    soon()
        .until(
            () -> {
              loop.relief().look();
              return all.getCount() == 0;
            });
    CompletableFuture<String> late = new CompletableFuture<>();
    other.execute(() -> late.complete("ran"));
    for (int i = 0; i < 10; i++) {
      lookTwice();
    }
    LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    assertThat(late).as("the loop itself is kept by one callback more").isNotDone();
    assertThat(threads()).hasSize(Relief.MAX_KEPT + 1);
    release.countDown();
    assertThat(late.get(10, TimeUnit.SECONDS)).isEqualTo("ran");
    soon().untilAsserted(() -> assertThat(threads()).hasSize(1));
    assertThat(back).hasValue(Relief.MAX_KEPT + 1);
  }

  @Test
  void aReliefWhoseFirstTurnFailsGoesOnWithTheChannelsThatTheKeptThreadDidNotComeTo()
      throws Exception {
    AtomicInteger failures = new AtomicInteger(1);
    SelectorLoop failing =
        SelectorLoop.start(
            "lanes-under-test-failing",
            () -> {
              if (Thread.currentThread().getName().endsWith("-relief")
                  && failures.getAndDecrement() > 0) {
                throw new OutOfMemoryError("on purpose");
              }
              return System.nanoTime();
            });
    EventLoop lane = failing.newLane();
    CountDownLatch bothSent = new CountDownLatch(1);
    CountDownLatch second = new CountDownLatch(1);
    try (Wire one = new Wire(failing.newLane());
        Wire two = new Wire(failing.newLane())) {
      one.listener = two.listener = firstOf(this::keep, second::countDown);
      lane.execute(() -> awaitLatch(bothSent));
      one.send("a");
      two.send("a");
      bothSent.countDown();
      awaitLatch(kept);
      failing.relief().look();
      failing.relief().look();
      awaitLatch(second);
      assertThat(failures).hasNonPositiveValue();
      assertThat(on(lane, () -> "turned")).isEqualTo("turned");
    } finally {
      release.countDown();
      failing.end();
      assertThat(failing.awaitEnd(Duration.ofSeconds(5))).isTrue();
    }
  }

  private static Runnable firstOf(Runnable first, Runnable next) {
    AtomicBoolean called = new AtomicBoolean();
    return () -> (called.compareAndSet(false, true) ? first : next).run();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void endingRunsWhatWaitsForAKeptLaneWhenItsCallbackReturns(boolean interrupted) throws Exception {
    blocked.execute(
        () -> {
          keep();
          if (interrupted) {
            Thread.currentThread().interrupt();
          }
        });
    awaitLatch(kept);
    lookTwice();
    assertThat(on(other, () -> "turned")).isEqualTo("turned");
    CompletableFuture<String> waiting = new CompletableFuture<>();
    blocked.execute(() -> waiting.complete("ran"));
    loop.end();
    assertThat(loop.awaitEnd(Duration.ofSeconds(5))).isTrue();
    assertThat(waiting).isNotDone();
    release.countDown();
    assertThat(waiting.get(10, TimeUnit.SECONDS)).isEqualTo("ran");
  }

  @Test
  void aLoopEndsOnceAndRunsOrRefusesEachTaskWhateverTheMomentOfRelief() throws Exception {
    for (int round = 0; round < 200; round++) {
      SelectorLoop one = SelectorLoop.start("lanes-under-test-" + round, System::nanoTime);
      EventLoop first = one.newLane();
      EventLoop second = one.newLane();
      AtomicInteger given = new AtomicInteger();
      AtomicInteger ran = new AtomicInteger();
      Thread relief =
          new Thread(
              () -> {
                for (int i = 0; i < 20; i++) {
                  one.relief().relieve((Lane) first, System.nanoTime());
                  one.relief().relieve((Lane) second, System.nanoTime());
                }
              });
      relief.start();
      for (int i = 0; i < 100; i++) {
        try {
          (i % 2 == 0 ? first : second).execute(ran::incrementAndGet);
          given.incrementAndGet();
        } catch (RejectedExecutionException ended) {
          assertThat(ended).hasMessageContaining("is closed");
        }
        if (i == 50) {
          one.end();
        }
      }
      relief.join();
      assertThat(one.awaitEnd(Duration.ofSeconds(5))).as("ended in round %d", round).isTrue();
      soon().untilAsserted(() -> assertThat(ran).hasValue(given.get()));
    }
  }

  /** Whatever the moments of relief, each lane's tasks, timers and reads come one at a time. */
  @Test
  void nothingIsLostDoubledOrRunAtOnceWhateverTheMomentOfRelief() throws Exception {
    int lanes = 6;
    List<Stressed> all = new ArrayList<>();
    for (int i = 0; i < lanes; i++) {
      all.add(new Stressed(loop.newLane()));
    }
    AtomicBoolean stop = new AtomicBoolean();
    ThreadGroup reliefs = new ThreadGroup("reliefs");
    Thread relief =
        new Thread(
            reliefs,
            () -> {
              while (!stop.get()) {
                for (Stressed one : all) {
                  // Each has a large buffer, and may start faster than those before it end.
                  while (reliefs.activeCount() > MOST_RELIEFS && !stop.get()) {
                    LockSupport.parkNanos(20_000);
                  }
                  loop.relief().relieve((Lane) one.lane, System.nanoTime());
                }
              }
            });
    relief.start();
    long end = System.nanoTime() + STRESS.toNanos();
    while (System.nanoTime() < end) {
      for (Stressed one : all) {
        one.poke(all);
      }
      LockSupport.parkNanos(20_000);
    }
    stop.set(true);
    relief.join();
    long kept = 0;
    for (Stressed one : all) {
      one.awaitAll();
      kept += one.moved.get();
      one.close();
    }
    assertThat(kept).as("turns on another thread than the one before").isGreaterThan(100);
  }

  /** A lane whose every event checks that it is alone, and that it comes in order. */
  private static final class Stressed implements AutoCloseable {

    private final EventLoop lane;
    private final Wire wire;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong fired = new AtomicLong();
    private final AtomicLong scheduled = new AtomicLong();
    private final AtomicLong crossed = new AtomicLong();
    private final AtomicLong crossings = new AtomicLong();
    private final AtomicLong moved = new AtomicLong();
    private final AtomicBoolean inside = new AtomicBoolean();
    private final ConcurrentLinkedQueue<String> broken = new ConcurrentLinkedQueue<>();
    private final AtomicLong bytes = new AtomicLong();

    /** Confined to the lane, on purpose without any synchronization. */
    private long expected;

    private Thread last = Thread.currentThread();

    private Stressed(EventLoop lane) throws Exception {
      this.lane = lane;
      this.wire = new Wire(lane);
      wire.listener = () -> alone(() -> {});
    }

    private void alone(Runnable body) {
      if (!inside.compareAndSet(false, true) || !lane.inEventLoop()) {
        broken.add("not alone in its lane");
      }
      if (last != Thread.currentThread()) {
        last = Thread.currentThread();
        moved.incrementAndGet();
      }
      body.run();
      if (!inside.compareAndSet(true, false)) {
        broken.add("somebody left");
      }
    }

    private void poke(List<Stressed> others) throws Exception {
      long number = sent.getAndIncrement();
      lane.execute(
          () ->
              alone(
                  () -> {
                    if (number != expected++) {
                      broken.add("task " + number + " came instead of " + (expected - 1));
                    }
                    if (number % 7 == 0) {
                      LockSupport.parkNanos(200_000);
                    }
                    scheduled.incrementAndGet();
                    lane.schedule(
                        Duration.ofNanos(number % 5 * 100_000),
                        () -> alone(fired::incrementAndGet));
                    Stressed next = others.get((int) (number % others.size()));
                    next.crossings.incrementAndGet();
                    next.lane.execute(() -> next.alone(next.crossed::incrementAndGet));
                  }));
      wire.send("x");
      bytes.incrementAndGet();
    }

    private void awaitAll() {
      soon()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(
              () -> {
                assertThat(broken).isEmpty();
                assertThat(on(lane, () -> expected)).isEqualTo(sent.get());
                assertThat(fired).hasValue(scheduled.get());
                assertThat(crossed).hasValue(crossings.get());
                assertThat(wire.count).hasValue(bytes.get());
              });
    }

    @Override
    public void close() throws Exception {
      wire.close();
    }
  }

  /** A pipe whose end is read in a lane. */
  private static final class Wire implements AutoCloseable {

    private final Pipe pipe = Pipe.open();
    private final ConcurrentLinkedQueue<String> read = new ConcurrentLinkedQueue<>();
    private final AtomicLong count = new AtomicLong();
    private volatile Runnable listener = () -> {};

    private Wire(EventLoop lane) throws Exception {
      pipe.source().configureBlocking(false);
      on(
          lane,
          () ->
              lane.register(
                  pipe.source(),
                  SelectionKey.OP_READ,
                  ready -> {
                    ByteBuffer buffer = lane.readBuffer();
                    pipe.source().read(buffer);
                    byte[] bytes = new byte[buffer.flip().remaining()];
                    buffer.get(bytes);
                    listener.run();
                    count.addAndGet(bytes.length);
                    if (read.size() < 10) {
                      read.add(new String(bytes));
                    }
                  }));
    }

    private void send(String text) throws Exception {
      pipe.sink().write(ByteBuffer.wrap(text.getBytes()));
    }

    private void awaitRead(String text) {
      soon().until(() -> text.equals(read.peek()));
      read.poll();
    }

    @Override
    public void close() throws Exception {
      pipe.sink().close();
      pipe.source().close();
    }
  }

  /** While a loop lets packets gather, it looks at its channels, which takes a wake-up away. */
  @Test
  void aLoopThatLetsPacketsGatherIsWokenAllTheSame() throws Exception {
    for (int i = 0; i < 30; i++) {
      SelectorLoop busy = SelectorLoop.start("lanes-under-test-busy", System::nanoTime);
      EventLoop lane = busy.newLane();
      Pipe pipe = Pipe.open();
      pipe.source().configureBlocking(false);
      pipe.sink().write(ByteBuffer.wrap(new byte[1]));
      AtomicInteger turns = new AtomicInteger();
      CompletableFuture<EventLoop.Registration> registered = new CompletableFuture<>();
      CountDownLatch quiet = new CountDownLatch(1);
      lane.execute(
          () -> {
            try {
              registered.complete(
                  lane.register(
                      pipe.source(),
                      SelectionKey.OP_READ,
                      ready -> {
                        if (turns.incrementAndGet() == 4 * Rest.MANY) {
                          registered.join().cancel();
                          quiet.countDown();
                        }
                      }));
            } catch (IOException e) {
              registered.completeExceptionally(e);
            }
          });
      awaitLatch(quiet);
      LockSupport.parkNanos(100_000);
      busy.end();
      assertThat(busy.awaitEnd(Duration.ofSeconds(5))).as("round %s", i).isTrue();
      pipe.source().close();
      pipe.sink().close();
    }
  }
}
