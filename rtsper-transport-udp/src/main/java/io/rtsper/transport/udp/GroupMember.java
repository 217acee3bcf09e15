package io.rtsper.transport.udp;

import io.rtsper.api.spi.EventLoop;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A session's place at a socket that several share: batches are handed over from the loop that
 * reads them to the session's own. A session that doesn't come to take them loses what is read
 * meanwhile, which is counted; the others don't.
 */
final class GroupMember {

  /** Takes a datagram of anyone. */
  interface Receiver {

    /** Takes a datagram, where it lies and comes from, and when it was read. */
    void receive(
        ByteBuffer buffer, int offset, int length, InetSocketAddress source, long arrivalNanos);
  }

  /** The socket that a member is at. From any thread. */
  interface Origin {

    /** Takes a batch back that a member is done with. */
    void giveBack(DatagramBatch batch);

    /** Returns the size of the system's receive buffer. */
    OptionalInt receiveBuffer();

    /** Returns how many datagrams the system dropped since the group was joined. */
    OptionalLong systemDrops();
  }

  private final EventLoop loop;
  private final Receiver receiver;
  private final DatagramBatch[] batches;
  private final ByteBuffer[] views;
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicLong missed = new AtomicLong();
  private final Runnable deliver = this::deliver;

  /** Which batch is put next, by the loop that reads, and taken next, by the session's. */
  private int put;

  private int take;

  private volatile @Nullable Origin origin;
  private volatile long dropsBefore;
  private volatile boolean closed;

  /**
   * Makes a member.
   *
   * @param loop the session's
   * @param receiver takes the datagrams there
   * @param most how many batches may wait
   */
  GroupMember(EventLoop loop, Receiver receiver, int most) {
    this.loop = loop;
    this.receiver = receiver;
    this.batches = new DatagramBatch[most];
    this.views = new ByteBuffer[most];
  }

  // On the loop that reads.

  /**
   * Is told where it is a member.
   *
   * @param drops how many datagrams the system dropped there before
   */
  void joined(Origin origin, long drops) {
    dropsBefore = drops;
    this.origin = origin;
  }

  boolean hasRoom() {
    return waiting.get() < batches.length;
  }

  /**
   * Takes a batch, or counts it as missed.
   *
   * @param user which of the batch's users this is
   */
  void offer(DatagramBatch batch, int user) {
    if (closed) {
      return;
    }
    if (!hasRoom()) {
      missed.addAndGet(batch.count());
      return;
    }
    batches[put] = batch;
    views[put] = batch.view(user);
    batch.retain();
    waiting.incrementAndGet();
    try {
      loop.execute(deliver);
      put = (put + 1) % batches.length;
    } catch (RejectedExecutionException ended) {
      closed = true;
      waiting.decrementAndGet();
      giveBack(batch);
    }
  }

  // On the session's loop.

  private void deliver() {
    DatagramBatch batch = batches[take];
    ByteBuffer bytes = views[take].clear();
    take = (take + 1) % batches.length;
    try {
      for (int i = 0; i < batch.count() && !closed; i++) {
        receiver.receive(
            bytes, batch.offset(i), batch.length(i), batch.source(i), batch.arrival(i));
      }
    } finally {
      waiting.decrementAndGet();
      giveBack(batch);
    }
  }

  private void giveBack(DatagramBatch batch) {
    Origin from = origin;
    if (from != null) {
      from.giveBack(batch);
    }
  }

  /** Makes sure that nothing is received any more. */
  void close() {
    closed = true;
  }

  // From any thread.

  OptionalInt receiveBuffer() {
    Origin from = origin;
    return from == null ? OptionalInt.empty() : from.receiveBuffer();
  }

  /**
   * Returns how many datagrams the system dropped since this joined, and how many more were read
   * while this was behind.
   */
  OptionalLong drops() {
    Origin from = origin;
    OptionalLong dropped = from == null ? OptionalLong.empty() : from.systemDrops();
    return dropped.isEmpty() && missed.get() == 0
        ? dropped
        : OptionalLong.of(Math.max(0, dropped.orElse(dropsBefore) - dropsBefore) + missed.get());
  }
}
