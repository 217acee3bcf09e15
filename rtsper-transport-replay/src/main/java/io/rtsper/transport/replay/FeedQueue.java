package io.rtsper.transport.replay;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What the thread that reads a file has ready for the event loop; bounded in bytes. The reader
 * waits where it is full, and the loop never: it is woken when something comes.
 */
final class FeedQueue {

  static final int MOST_BYTES = 1 << 20;

  /** What an item takes beside its bytes. */
  private static final int OVERHEAD = 64;

  private final Runnable wake;
  private final Deque<FeedItem> items = new ArrayDeque<>();
  private int bytes;
  private boolean asked;
  private boolean closed;

  /**
   * Makes an empty queue.
   *
   * @param wake is run, on the reader's thread, when something came after {@link #poll} gave null
   */
  FeedQueue(Runnable wake) {
    this.wake = wake;
  }

  /** Adds an item, as soon as there is room; returns false once the queue is closed. */
  boolean put(FeedItem item) throws InterruptedException {
    boolean waking;
    synchronized (this) {
      while (!closed && bytes >= MOST_BYTES) {
        wait();
      }
      if (closed) {
        return false;
      }
      items.add(item);
      bytes += item.length() + OVERHEAD;
      waking = asked;
      asked = false;
    }
    if (waking) {
      wake.run();
    }
    return true;
  }

  /** Takes the next item, or returns null if none is ready. */
  synchronized @Nullable FeedItem poll() {
    FeedItem item = items.poll();
    if (item == null) {
      asked = true;
      return null;
    }
    boolean full = bytes >= MOST_BYTES;
    bytes -= item.length() + OVERHEAD;
    if (full) {
      notifyAll();
    }
    return item;
  }

  synchronized boolean isClosed() {
    return closed;
  }

  /** Takes and gives nothing more. */
  synchronized void close() {
    closed = true;
    items.clear();
    notifyAll();
  }
}
