package io.rtsper.transport.replay;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Plays what a queue brings in its time. What came behind a PLAY waits until the session sends its
 * own, and is dropped once that pauses or plays something else. On the event loop only.
 */
final class Playback {

  private static final int FRAME_HEADER = 4;

  /** What is due so soon is due. */
  private static final long SLACK_NANOS = 500_000;

  /** The longest wait until somebody looks again, whatever times a file holds. */
  static final long LONGEST_WAIT_NANOS = 60_000_000_000L;

  private final FeedQueue queue;
  private final Script script;
  private final LongSupplier clock;
  private final double speed;
  private final Map<Exchange, RtspMessage> asked = new HashMap<>();
  private @Nullable FeedItem next;
  private int play;
  private boolean stopped;
  private boolean timed;
  private boolean over;

  /** Whether the response to PLAY went, so that what follows has a time. */
  private boolean answered;

  private long startNanos;
  private long recordedNanos;

  Playback(FeedQueue queue, Script script, LongSupplier clock, double speed) {
    this.queue = queue;
    this.script = script;
    this.clock = clock;
    this.speed = speed;
  }

  /** The session asked to play. */
  void play(Exchange exchange, RtspMessage request) {
    asked.put(exchange, request);
    play = exchange.play();
    stopped = false;
    answered = false;
    timed = false;
  }

  /** The session asked to pause, or to end what plays. */
  void stop() {
    stopped = true;
    timed = false;
  }

  /** The time has passed after which to ask again. */
  void waited() {
    timed = false;
  }

  /** Returns whether all was played, and the capture goes no further. */
  boolean isOver() {
    return over && !stopped;
  }

  /**
   * Returns what is to go over the link now, or null.
   *
   * @param later is given the time after which to ask again, if something is due then
   */
  @Nullable ByteBuffer next(Consumer<Duration> later) {
    while (!over) {
      if (next == null) {
        next = queue.poll();
      }
      FeedItem item = next;
      if (item == null) {
        return null;
      }
      if (item instanceof FeedItem.End) {
        return end(item);
      }
      if (item.play() > play) {
        return null;
      }
      if (item.play() < play || stopped) {
        next = null;
        continue;
      }
      if (item instanceof FeedItem.Answer answer) {
        next = null;
        return answer(answer);
      }
      if (waits(item, later)) {
        return null;
      }
      next = null;
      ByteBuffer bytes = bytes(item);
      if (bytes != null) {
        return bytes;
      }
    }
    return null;
  }

  private @Nullable ByteBuffer end(FeedItem item) {
    if (item.play() > play) {
      return null;
    }
    over = true;
    return null;
  }

  private ByteBuffer answer(FeedItem.Answer answer) {
    answered = true;
    startNanos = clock.getAsLong();
    recordedNanos = answer.nanos();
    RtspMessage request = asked.get(answer.exchange());
    return request == null
        ? ByteBuffer.allocate(0)
        : ByteBuffer.wrap(script.answer(answer.exchange(), request));
  }

  /** Returns whether an item's time hasn't come; before the answer to PLAY everything's has. */
  private boolean waits(FeedItem item, Consumer<Duration> later) {
    if (speed == 0 || !answered) {
      return false;
    }
    long due = startNanos + (long) ((item.nanos() - recordedNanos) / speed);
    long left = due - clock.getAsLong();
    if (left <= SLACK_NANOS) {
      timed = false;
      return false;
    }
    if (!timed) {
      timed = true;
      later.accept(Duration.ofNanos(Math.min(left, LONGEST_WAIT_NANOS)));
    }
    return true;
  }

  /** Returns the bytes of an item, or null if the session hasn't set its track up. */
  private @Nullable ByteBuffer bytes(FeedItem item) {
    if (item instanceof FeedItem.Bytes bytes) {
      return bytes.bytes();
    }
    if (item instanceof FeedItem.Datagram datagram) {
      int channel = script.channel(datagram.setup());
      return channel < 0 ? null : frame(channel + (datagram.rtcp() ? 1 : 0), datagram.packet());
    }
    return null;
  }

  private static ByteBuffer frame(int channel, ByteBuffer packet) {
    return ByteBuffer.allocate(FRAME_HEADER + packet.remaining())
        .put((byte) '$')
        .put((byte) channel)
        .putShort((short) packet.remaining())
        .put(packet)
        .flip();
  }

  /** Ends it; the thread that reads is released. */
  void close() {
    over = true;
    queue.close();
  }
}
