package io.rtsper.core.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimerQueueTest {

  private final TimerQueue queue = new TimerQueue();
  private final List<String> ran = new ArrayList<>();

  @Test
  void givesTasksThatAreDueInTheOrderOfTimeAndThenOfAdding() {
    queue.add(new TimerQueue.Entry(20, () -> ran.add("late")));
    queue.add(new TimerQueue.Entry(10, () -> ran.add("first")));
    queue.add(new TimerQueue.Entry(10, () -> ran.add("second")));
    runDue(15);
    assertThat(ran).containsExactly("first", "second");
    assertThat(queue.nanosToNext(15)).isEqualTo(5);
  }

  @Test
  void holdsWhenTheClockWrapsAround() {
    long now = Long.MAX_VALUE - 5;
    queue.add(new TimerQueue.Entry(now + 10, () -> ran.add("after the wrap")));
    queue.add(new TimerQueue.Entry(now + 1, () -> ran.add("before")));
    runDue(now + 2);
    assertThat(ran).containsExactly("before");
    assertThat(queue.nanosToNext(now + 2)).isEqualTo(8);
  }

  @Test
  void saysThatThereIsNothingToWaitFor() {
    assertThat(queue.nanosToNext(0)).isEqualTo(-1);
    TimerQueue.Entry entry = new TimerQueue.Entry(10, () -> ran.add("never"));
    queue.add(entry);
    entry.cancel();
    assertThat(queue.nanosToNext(0)).isEqualTo(-1);
    assertThat(queue.pollDue(100)).isNull();
  }

  @Test
  void doesNotGrowWithTimersThatAreCancelledLongBeforeTheirTime() {
    for (int i = 0; i < 100_000; i++) {
      TimerQueue.Entry entry = new TimerQueue.Entry(1_000_000, () -> ran.add("never"));
      queue.add(entry);
      entry.cancel();
    }
    assertThat(queue.size()).isLessThan(1000);
  }

  private void runDue(long now) {
    for (Runnable task = queue.pollDue(now); task != null; task = queue.pollDue(now)) {
      task.run();
    }
  }
}
