package io.rtsper.transport.replay;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * One direction of a TCP stream: segments go in as they were captured, late, repeated or not at
 * all, and bytes come out in order (RFC 9293 §3.4). What a missing segment holds up is kept to a
 * limit; beyond it, and at the end, the gap is told and the stream goes on behind it. Pure.
 */
final class SegmentOrder {

  /** The most that waits for a segment that is missing. */
  static final int MOST_WAITING_BYTES = 1 << 20;

  static final int MOST_WAITING = 2048;

  /** Takes the stream. */
  interface Sink {

    /** Bytes that follow those before; they are the sink's during the call. */
    void bytes(ByteBuffer bytes);

    /** Bytes are missing here. */
    void gap();
  }

  /** What came before its turn. */
  private record Segment(int sequence, ByteBuffer bytes, int missing) {}

  private final Sink sink;
  private final List<Segment> waiting = new ArrayList<>();
  private int waitingBytes;
  private boolean started;
  private int next;

  SegmentOrder(Sink sink) {
    this.sink = sink;
  }

  /** The stream's first number is known: that of its first byte is the one behind it. */
  void begins(int sequence) {
    if (!started) {
      started = true;
      next = sequence + 1;
    }
  }

  /**
   * A segment was captured.
   *
   * @param bytes what it carries
   * @param missing how many further bytes it carried that weren't captured
   */
  void segment(int sequence, ByteBuffer bytes, int missing) {
    if (!bytes.hasRemaining() && missing == 0) {
      return;
    }
    if (!started) {
      started = true;
      next = sequence;
    }
    if (next - sequence < 0) {
      keep(new Segment(sequence, copy(bytes), missing));
      return;
    }
    take(sequence, bytes, missing);
    takeWaiting();
  }

  private static ByteBuffer copy(ByteBuffer bytes) {
    return ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
  }

  private void keep(Segment segment) {
    waiting.add(segment);
    waitingBytes += segment.bytes.remaining();
    while (waitingBytes > MOST_WAITING_BYTES || waiting.size() > MOST_WAITING) {
      leap();
    }
  }

  /** Takes what of a segment is new. */
  private void take(int sequence, ByteBuffer bytes, int missing) {
    int known = next - sequence;
    int length = bytes.remaining();
    if (known < length) {
      next = sequence + length;
      sink.bytes(bytes.slice(bytes.position() + known, length - known));
    }
    int end = sequence + length + missing;
    if (missing > 0 && end - next > 0) {
      next = end;
      sink.gap();
    }
  }

  private void takeWaiting() {
    boolean found = true;
    while (found) {
      found = false;
      for (int i = 0; i < waiting.size(); i++) {
        Segment segment = waiting.get(i);
        if (next - segment.sequence >= 0) {
          waiting.remove(i);
          waitingBytes -= segment.bytes.remaining();
          take(segment.sequence, segment.bytes, segment.missing);
          found = true;
          break;
        }
      }
    }
  }

  /** Goes on at the first segment that waits. */
  private void leap() {
    int first = waiting.get(0).sequence;
    for (Segment segment : waiting) {
      if (segment.sequence - first < 0) {
        first = segment.sequence;
      }
    }
    next = first;
    sink.gap();
    takeWaiting();
  }

  /** Nothing more comes. */
  void end() {
    while (!waiting.isEmpty()) {
      leap();
    }
  }
}
