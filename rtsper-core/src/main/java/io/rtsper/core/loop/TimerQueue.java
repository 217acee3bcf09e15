package io.rtsper.core.loop;

import io.rtsper.api.spi.EventLoop;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that wait for their time. For any thread: a lane that a callback keeps adds to it on a
 * thread that doesn't serve the loop any more.
 *
 * <p>A cancelled task lets go of what it would have run at once and leaves its place when its time
 * comes, or when most of the queue is cancelled; that keeps both adding and cancelling cheap.
 */
final class TimerQueue {

  private static final int PURGE_ABOVE = 256;

  private final PriorityQueue<Entry> entries = new PriorityQueue<>();
  private long sequence;
  private int purgeAt = PURGE_ABOVE;

  /** Adds a task of a lane, behind those of its time. */
  synchronized Entry add(long at, Lane lane, Runnable task) {
    Entry entry = new Entry(at, sequence++, lane, task);
    put(entry);
    return entry;
  }

  private synchronized void put(Entry entry) {
    entries.add(entry);
    if (entries.size() > purgeAt) {
      entries.removeIf(waiting -> waiting.task == null);
      purgeAt = Math.max(PURGE_ABOVE, 2 * entries.size());
    }
  }

  /** Returns the nanoseconds until the first task is due; 0 if it is, -1 if there is none. */
  synchronized long nanosToNext(long now) {
    Entry first = firstWaiting();
    return first == null ? -1 : Math.max(0, first.at - now);
  }

  /** Returns the next entry that is due, or null. */
  synchronized @Nullable Entry pollDue(long now) {
    Entry first = firstWaiting();
    if (first == null || first.at - now > 0) {
      return null;
    }
    entries.remove();
    return first;
  }

  synchronized int size() {
    return entries.size();
  }

  synchronized void clear() {
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
  final class Entry implements EventLoop.Timer, Lane.Event, Comparable<Entry> {

    final Lane lane;
    private final long at;
    private final long sequence;
    private volatile @Nullable Runnable task;

    private Entry(long at, long sequence, Lane lane, Runnable task) {
      this.at = at;
      this.sequence = sequence;
      this.lane = lane;
      this.task = task;
    }

    @Override
    public void cancel() {
      task = null;
    }

    /** Puts it into its old place among those of its time. */
    @Override
    public void putBack() {
      put(this);
    }

    /** Returns the task, which is not waited for any more; null if it was cancelled. */
    @Nullable Runnable take() {
      Runnable taken = task;
      task = null;
      return taken;
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
