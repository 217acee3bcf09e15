package io.rtsper.core.capture;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes records of what is to be seen, and puts them into the queue. On the event loop only. The
 * time of day is read once a connection; what happens on it is timed by the loop's clock, so that
 * times don't go backwards in a file.
 */
final class PacketRecorder {

  private static final Logger LOG = LoggerFactory.getLogger(PacketRecorder.class);

  /** The most bytes of a stream that a packet carries; well below what an IP packet holds. */
  private static final int SEGMENT = 32 << 10;

  private static final byte[] NO_COMMENT = {};
  private static final int MOST_OF_A_COMMENT = 1000;

  private final CaptureQueue queue;
  private final InstantSource wallClock;
  private final Path path;
  private long wallAtZero;
  private long last;
  private boolean droppedTold;

  PacketRecorder(CaptureQueue queue, InstantSource wallClock, Path path) {
    this.queue = queue;
    this.wallClock = wallClock;
    this.path = path;
  }

  /** Compares the loop's clock with the time of day. */
  void synchronise(long loopNanos) {
    wallAtZero = nanos(wallClock.instant()) - loopNanos;
  }

  /** Returns a moment in nanoseconds since 1970. */
  static long nanos(Instant instant) {
    return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
  }

  private long time(long loopNanos) {
    last = Math.max(last, wallAtZero + loopNanos);
    return last;
  }

  /** A position in a TCP stream's two directions, as far as they were recorded. */
  static final class Progress {
    private int sent;
    private int received;
  }

  /**
   * Records bytes of a TCP stream: a start that isn't in the buffer, and what lies there. All of it
   * or nothing, so that what follows a record that is left out still joins what was before it.
   */
  void stream(IpFlow flow, boolean inbound, Progress progress, Piece piece, long loopNanos) {
    int total = piece.head.length + piece.length;
    int bytes = 0;
    int count = 0;
    for (int at = 0; at < total; at += SEGMENT) {
      int payload = Math.min(SEGMENT, total - at);
      bytes += PcapngBlocks.packetLength(flow.tcpLength(payload), NO_COMMENT);
      count++;
    }
    ByteBuffer out = queue.room(bytes, count);
    if (out == null) {
      leftOut();
      return;
    }
    long time = time(loopNanos);
    for (int at = 0; at < total; at += SEGMENT) {
      int payload = Math.min(SEGMENT, total - at);
      int block = PcapngBlocks.beginPacket(out, time, flow.tcpLength(payload));
      int flags = at + payload == total ? IpFlow.ACK | IpFlow.PUSH : IpFlow.ACK;
      int packet = beginTcp(out, flow, inbound, progress, payload, flags);
      piece.copy(out, at, payload);
      flow.endTcp(out, packet);
      PcapngBlocks.endPacket(out, block, inbound, NO_COMMENT);
      advance(progress, inbound, payload);
    }
    queue.commit();
  }

  /** What is recorded at once: a start, and a part of a buffer. */
  static final class Piece {

    private final byte[] head;
    private ByteBuffer buffer = ByteBuffer.allocate(0);
    private int offset;
    private int length;

    /** Makes a piece with a start of that many bytes. */
    Piece(int headBytes) {
      this.head = new byte[headBytes];
    }

    byte[] head() {
      return head;
    }

    Piece of(ByteBuffer from, int start, int count) {
      // A transport's mistake is to be found before the queue is held, not in the midst of it.
      Objects.checkFromIndexSize(start, count, from.limit());
      buffer = from;
      offset = start;
      length = count;
      return this;
    }

    private void copy(ByteBuffer out, int from, int count) {
      int ofHead = Math.min(count, Math.max(0, head.length - from));
      if (ofHead > 0) {
        out.put(head, from, ofHead);
      }
      IpFlow.copy(out, buffer, offset + from + ofHead - head.length, count - ofHead);
    }
  }

  /** Records a segment that carries nothing but its flags. */
  void signal(IpFlow flow, boolean inbound, Progress progress, int flags, String comment) {
    byte[] note = comment(comment);
    ByteBuffer out = queue.room(PcapngBlocks.packetLength(flow.tcpLength(0), note), 1);
    if (out == null) {
      leftOut();
      return;
    }
    int block = PcapngBlocks.beginPacket(out, last, flow.tcpLength(0));
    flow.endTcp(out, beginTcp(out, flow, inbound, progress, 0, flags));
    PcapngBlocks.endPacket(out, block, inbound, note);
    if ((flags & (IpFlow.SYN | IpFlow.FIN)) != 0) { // each counts as a byte (RFC 9293 §3.4)
      advance(progress, inbound, 1);
    }
    queue.commit();
  }

  /** Lets the next signal have this time. */
  void now(long loopNanos) {
    time(loopNanos);
  }

  private static int beginTcp(
      ByteBuffer out, IpFlow flow, boolean inbound, Progress progress, int payload, int flags) {
    int sequence = inbound ? progress.received : progress.sent;
    int acknowledged = inbound ? progress.sent : progress.received;
    boolean answers = (flags & IpFlow.ACK) != 0;
    return flow.beginTcp(out, payload, flags, sequence, answers ? acknowledged : 0);
  }

  private static void advance(Progress progress, boolean inbound, int bytes) {
    if (inbound) {
      progress.received += bytes;
    } else {
      progress.sent += bytes;
    }
  }

  /** Records a datagram. */
  void datagram(IpFlow flow, boolean inbound, Piece piece, long loopNanos) {
    int packet = flow.udpLength(piece.length);
    ByteBuffer out = queue.room(PcapngBlocks.packetLength(packet, NO_COMMENT), 1);
    if (out == null) {
      leftOut();
      return;
    }
    int block = PcapngBlocks.beginPacket(out, time(loopNanos), packet);
    flow.udp(out, piece.buffer, piece.offset, piece.length);
    PcapngBlocks.endPacket(out, block, inbound, NO_COMMENT);
    queue.commit();
  }

  private static byte[] comment(String text) {
    return text.isEmpty()
        ? NO_COMMENT
        : text.substring(0, Math.min(text.length(), MOST_OF_A_COMMENT)).getBytes(UTF_8);
  }

  private void leftOut() {
    if (!droppedTold && queue.hasDropped()) {
      droppedTold = true;
      LOG.warn(
          "the capture {} lacks packets, since they come faster than it is written or memoryLimit(…)"
              + " has no room for them; its last block says how many",
          path);
    }
  }
}
