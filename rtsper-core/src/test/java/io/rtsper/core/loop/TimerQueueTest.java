package io.rtsper.core.loop;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TimerQueueTest {

  private final SelectorLoop loop = SelectorLoop.start("timers-under-test", System::nanoTime);
  private final Lane lane = (Lane) loop.newLane();
  private final TimerQueue queue = new TimerQueue();
  private final List<String> ran = new ArrayList<>();

  @AfterEach
  void endLoop() {
    loop.end();
  }

  @Test
  void givesTasksThatAreDueInTheOrderOfTimeAndThenOfAdding() {
    add(20, () -> ran.add("late"));
    add(10, () -> ran.add("first"));
    add(10, () -> ran.add("second"));
    runDue(15);
    assertThat(ran).containsExactly("first", "second");
    assertThat(queue.nanosToNext(15)).isEqualTo(5);
  }

  @Test
  void holdsWhenTheClockWrapsAround() {
    long now = Long.MAX_VALUE - 5;
    add(now + 10, () -> ran.add("after the wrap"));
    add(now + 1, () -> ran.add("before"));
    runDue(now + 2);
    assertThat(ran).containsExactly("before");
    assertThat(queue.nanosToNext(now + 2)).isEqualTo(8);
  }

  @Test
  void saysThatThereIsNothingToWaitFor() {
    assertThat(queue.nanosToNext(0)).isEqualTo(-1);
    TimerQueue.Entry entry = add(10, () -> ran.add("never"));
    entry.cancel();
    assertThat(queue.nanosToNext(0)).isEqualTo(-1);
    assertThat(queue.pollDue(100)).isNull();
  }

  @Test
  void doesNotGrowWithTimersThatAreCancelledLongBeforeTheirTime() {
    for (int i = 0; i < 100_000; i++) {
      TimerQueue.Entry entry = add(1_000_000, () -> ran.add("never"));
      entry.cancel();
    }
    assertThat(queue.size()).isLessThan(1000);
  }

  private void runDue(long now) {
    for (TimerQueue.Entry due = queue.pollDue(now); due != null; due = queue.pollDue(now)) {
      requireNonNull(due.take()).run();
    }
  }

  private TimerQueue.Entry add(long at, Runnable task) {
    return queue.add(at, lane, task);
  }
}
