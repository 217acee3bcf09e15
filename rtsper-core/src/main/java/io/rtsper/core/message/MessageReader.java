package io.rtsper.core.message;

import static java.util.Objects.requireNonNull;

import io.rtsper.api.MessageLimits;
import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.spi.QuirkReporter;
import java.nio.ByteBuffer;

/**
 * Reads what comes on a control connection: responses, requests of the server, and interleaved
 * frames, in any order (RFC 2326 §4 to §7 and §10.12).
 *
 * <pre>
 *  0               1               2               3
 * +---------------+---------------+---------------+---------------+
 * |   '$' (24)    |    channel    |  length of the packet         |
 * +---------------+---------------+---------------+---------------+
 * </pre>
 *
 * <p>Incremental and pure: {@link #read} consumes all that it is given, and the events are the same
 * for every split of the input. A frame that lies whole in the buffer is passed on where it lies,
 * without a copy or an allocation; one that doesn't is completed in a buffer of the reader's own,
 * and what follows it is read in place again.
 *
 * <p>What can be read without ambiguity is read, and reported as a quirk. What can't be, or goes
 * past a limit, is an {@link RtspProtocolException}; after any exception, also one of an event or
 * of the quirk reporter, the reader takes nothing more.
 *
 * <p>For one connection and its event loop only.
 */
public final class MessageReader {

  private static final int CHUNK = 512;

  private final MessageSteps messages;
  private final QuirkReporter quirks;
  private final FrameEvents frames;
  private final InputTail tail = new InputTail();

  private int needed;
  private long position;
  private boolean stopped;
  private boolean failed;

  /**
   * Makes the reader of a connection.
   *
   * @param limits how large a message may be
   * @param quirks who takes what is tolerated
   * @param frames who takes interleaved frames
   */
  public MessageReader(MessageLimits limits, QuirkReporter quirks, FrameEvents frames) {
    this.quirks = requireNonNull(quirks, "quirks");
    this.frames = requireNonNull(frames, "frames");
    this.messages = new MessageSteps(requireNonNull(limits, "limits"), quirks, frames::isKnown);
  }

  /**
   * Reads all that remains in the buffer.
   *
   * @param bytes what came; its position is at its limit afterwards
   * @param events who takes what is read
   * @throws RtspProtocolException if it can't be read or goes past a limit
   * @throws IllegalStateException if the reader has failed before
   */
  public void read(ByteBuffer bytes, MessageEvents events) {
    if (failed) {
      throw new IllegalStateException("the reader has failed and reads no further");
    }
    int at = bytes.position();
    int to = bytes.limit();
    bytes.position(to);
    failed = true;
    at = finishTail(bytes, at, to, events);
    while (at < to && !stopped) {
      int next = unit(bytes, at, to, events);
      if (next == MessageSteps.INCOMPLETE) {
        if (needed > 0) {
          tail.reserve(to - at + needed);
        }
        tail.append(bytes, at, to - at);
        break;
      }
      position += next - at;
      at = next;
    }
    failed = false;
  }

  /**
   * Completes what was begun in an earlier read: copies as many bytes as it needs, or a chunk where
   * that can't be told, and gives back what was too much.
   */
  private int finishTail(ByteBuffer bytes, int from, int to, MessageEvents events) {
    int at = from;
    while (!tail.isEmpty() && at < to && !stopped) {
      int pulled = Math.min(to - at, needed > 0 ? needed : CHUNK);
      tail.append(bytes, at, pulled);
      at += pulled;
      int next = unit(tail.buffer(), 0, tail.length(), events);
      if (stopped) {
        return to;
      }
      if (next == MessageSteps.INCOMPLETE) {
        if (needed > 0) {
          tail.reserve(tail.length() + needed);
        }
      } else {
        position += next;
        int back = Math.min(pulled, tail.length() - next);
        at -= back;
        tail.keep(next, tail.length() - back);
      }
    }
    return at;
  }

  /** Reads one thing, and returns the index behind it; or says that it isn't whole. */
  private int unit(ByteBuffer source, int at, int to, MessageEvents events) {
    if (messages.atBoundary() && source.get(at) == UnitStart.INTERLEAVED_MAGIC) {
      return frame(source, at, to);
    }
    needed = 0;
    return messages.step(source, at, to, position, events);
  }

  private int frame(ByteBuffer source, int at, int to) {
    int available = to - at - UnitStart.INTERLEAVED_HEADER;
    if (available < 0) {
      needed = -available;
      return MessageSteps.INCOMPLETE;
    }
    int length = ((source.get(at + 2) & 0xFF) << 8) | (source.get(at + 3) & 0xFF);
    if (available < length) {
      needed = length - available;
      return MessageSteps.INCOMPLETE;
    }
    int packet = at + UnitStart.INTERLEAVED_HEADER;
    if (length == 0) {
      quirks.report(MessageQuirks.EMPTY_INTERLEAVED_FRAME, "");
    } else {
      frames.packet(source.get(at + 1) & 0xFF, source, packet, length);
    }
    return packet + length;
  }

  /**
   * Says whether the response that comes next may be a description without Content-Length. While it
   * is allowed, a successful response without Content-Length waits for the bytes behind it or for
   * {@link #idle}; so it is to be allowed only as long as DESCRIBE is outstanding. By default it
   * isn't, and such a response has no body (RFC 2326 §12.14).
   *
   * @param allowed whether to look for one
   */
  public void undelimitedSdp(boolean allowed) {
    messages.undelimitedSdp(allowed);
  }

  /**
   * Is told that nothing has come for a while (500 ms is a good one): a description without
   * Content-Length ends.
   *
   * @param events who takes it
   */
  public void idle(MessageEvents events) {
    if (!failed && messages.awaitsUndelimitedSdp()) {
      failed = true;
      messages.completeUndelimited(events);
      failed = false;
    }
  }

  /**
   * Returns whether {@link #idle} would complete a response.
   *
   * @return true if a response waits for what follows it
   */
  public boolean awaitsUndelimitedSdp() {
    return messages.awaitsUndelimitedSdp();
  }

  /**
   * Is told that the deadline of a response passed. If a body is shorter than its Content-Length,
   * so that the next message or frame was taken for its end, the body ends there and reading goes
   * on behind it. Does nothing outside a body.
   *
   * @param events who takes what is read
   * @throws RtspProtocolException if the body is short and nothing that is known lies in it
   */
  public void resynchronise(MessageEvents events) {
    if (failed || !messages.inBody()) {
      return;
    }
    failed = true;
    ByteBuffer rest = messages.endShortBody(events);
    position -= rest.remaining();
    failed = false;
    read(rest, events);
  }

  /**
   * Is told that the connection ended. A description without Content-Length ends with it, and bytes
   * that belonged to no message are reported. Nothing is read afterwards.
   *
   * @param events who takes what this completes
   * @return what wasn't whole
   */
  public UnfinishedInput end(MessageEvents events) {
    idle(events);
    UnfinishedInput unfinished = messages.unfinished(tail);
    if (!failed) {
      messages.endGarbageAtEnd(tail.length(), events);
    }
    stop();
    return unfinished;
  }

  /**
   * Returns how many bytes of an unfinished message or frame have come.
   *
   * @return the bytes; 0 between messages
   */
  public int pendingBytes() {
    return messages.unfinished(tail).bytes();
  }

  /** Takes no notice of what comes from now on. May be called by an event. */
  public void stop() {
    stopped = true;
    messages.clear();
    tail.keep(0, 0);
  }

  /** Returns how many bytes the reader holds for what isn't whole. */
  int heldBytes() {
    return tail.capacity() + messages.heldBytes();
  }
}
