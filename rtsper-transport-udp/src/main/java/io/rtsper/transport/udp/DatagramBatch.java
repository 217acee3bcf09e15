package io.rtsper.transport.udp;

import io.rtsper.api.spi.EventLoop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Datagrams that were read in one go, where several sessions read them from. Each of those has a
 * buffer object of its own, since sessions may be on different threads. Who took part in it gives
 * it back, and it is used again when all have.
 */
final class DatagramBatch {

  /** More than the largest datagram, so that none is cut. */
  private static final int LARGEST_DATAGRAM = 64 << 10;

  /** The size of one: as long as half of it is free, another datagram is read. */
  static final int BYTES = 2 * LARGEST_DATAGRAM;

  private final ByteBuffer bytes = ByteBuffer.allocateDirect(BYTES);
  private final List<ByteBuffer> views = new ArrayList<>();
  private final InetSocketAddress[] sources = new InetSocketAddress[Backlog.MOST];
  private final int[] offsets = new int[Backlog.MOST + 1];
  private final long[] arrivals = new long[Backlog.MOST];
  private final AtomicInteger users = new AtomicInteger();
  private int count;

  DatagramBatch() {
    views.add(bytes);
  }

  /** Begins anew, with one user: who fills it. */
  void clear() {
    bytes.clear();
    count = 0;
    users.set(1);
  }

  boolean hasRoom() {
    return count < Backlog.MOST && bytes.remaining() >= LARGEST_DATAGRAM;
  }

  /**
   * Reads the next datagram. An empty one, which only opens a way through a firewall, is counted
   * and left out.
   *
   * @param clock knows when it was read
   * @return false if there is none
   */
  boolean readFrom(DatagramChannel channel, EventLoop clock) throws IOException {
    int start = bytes.position();
    InetSocketAddress source = (InetSocketAddress) channel.receive(bytes);
    if (source != null && bytes.position() > start) {
      offsets[count] = start;
      sources[count] = source;
      arrivals[count] = clock.nanoTime();
      offsets[++count] = bytes.position();
    }
    return source != null;
  }

  int count() {
    return count;
  }

  InetSocketAddress source(int index) {
    return sources[index];
  }

  int offset(int index) {
    return offsets[index];
  }

  int length(int index) {
    return offsets[index + 1] - offsets[index];
  }

  long arrival(int index) {
    return arrivals[index];
  }

  /**
   * Returns the bytes, for one of those who read them. Called while the batch is filled.
   *
   * @param user its number, from 0
   */
  ByteBuffer view(int user) {
    while (views.size() <= user) {
      views.add(bytes.duplicate());
    }
    return views.get(user);
  }

  void retain() {
    users.incrementAndGet();
  }

  /** Returns whether nobody uses it any more. */
  boolean release() {
    return users.decrementAndGet() == 0;
  }
}
