package io.rtsper.transport.udp;

import java.util.ArrayDeque;
import java.util.function.Supplier;

/** Batches that wait to be used again. From any thread. */
final class BatchPool {

  /** More are there only while sessions are behind. */
  private static final int MOST = 8;

  private final ArrayDeque<DatagramBatch> free = new ArrayDeque<>(MOST);
  private final Supplier<DatagramBatch> maker;

  BatchPool() {
    this(DatagramBatch::new);
  }

  /** Makes a pool that has new batches of somebody. */
  BatchPool(Supplier<DatagramBatch> maker) {
    this.maker = maker;
  }

  /** Returns an empty batch, which its user {@linkplain #giveBack gives back}. */
  DatagramBatch take() {
    DatagramBatch batch;
    synchronized (free) {
      batch = free.pollLast();
    }
    if (batch == null) {
      batch = maker.get();
    }
    batch.clear();
    return batch;
  }

  /** Takes a batch from one of its users. */
  void giveBack(DatagramBatch batch) {
    if (batch.release()) {
      synchronized (free) {
        if (free.size() < MOST) {
          free.addLast(batch);
        }
      }
    }
  }
}
