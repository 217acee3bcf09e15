package io.rtsper.core.loop;

import io.rtsper.api.spi.EventLoop;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that wait for their time. Confined to the loop, but for {@link Entry#cancel()}.
 *
 * <p>A cancelled task lets go of what it would have run at once and leaves its place when its time
 * comes, or when most of the queue is cancelled; that keeps both adding and cancelling cheap.
 */
final class TimerQueue {

  private static final int PURGE_ABOVE = 256;

  private final PriorityQueue<Entry> entries = new PriorityQueue<>();
  private long sequence;
  private int purgeAt = PURGE_ABOVE;

  /** Adds an entry made by {@link Entry#Entry}. */
  void add(Entry entry) {
    entry.sequence = sequence++;
    entries.add(entry);
    if (entries.size() > purgeAt) {
      entries.removeIf(waiting -> waiting.task == null);
      purgeAt = Math.max(PURGE_ABOVE, 2 * entries.size());
    }
  }

  /** Returns the nanoseconds until the first task is due; 0 if it is, -1 if there is none. */
  long nanosToNext(long now) {
    Entry first = firstWaiting();
    return first == null ? -1 : Math.max(0, first.at - now);
  }

  /** Returns the next task that is due, or null. */
  @Nullable Runnable pollDue(long now) {
    Entry first = firstWaiting();
    if (first == null || first.at - now > 0) {
      return null;
    }
    entries.remove();
    Runnable task = first.task;
    first.task = null;
    return task;
  }

  int size() {
    return entries.size();
  }

  void clear() {
    entries.clear();
  }

  private @Nullable Entry firstWaiting() {
    Entry first = entries.peek();
    while (first != null && first.task == null) {
      entries.remove();
      first = entries.peek();
    }
    return first;
  }

  /** One task and its time. */
  static final class Entry implements EventLoop.Timer, Comparable<Entry> {

    private final long at;
    private long sequence;
    private volatile @Nullable Runnable task;

    Entry(long at, Runnable task) {
      this.at = at;
      this.task = task;
    }

    @Override
    public void cancel() {
      task = null;
    }

    /** Orders by time, which may wrap around, and then by when the entry was added. */
    @Override
    public int compareTo(Entry other) {
      long difference = at - other.at;
      if (difference == 0) {
        difference = sequence - other.sequence;
      }
      return Long.signum(difference);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }
}
