package io.rtsper.core.message;

import static java.util.Objects.requireNonNull;

import io.rtsper.api.MessageLimits;
import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.spi.QuirkReporter;
import io.rtsper.core.text.Ascii;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The state machine of the messages on a connection: what stands between interleaved frames. Each
 * step reads one thing that has come (a header section, a piece of a body, some garbage) or none,
 * when it hasn't come whole.
 */
final class MessageSteps {

  /** What a step returns when it needs more bytes. */
  static final int INCOMPLETE = -1;

  /** How many line breaks and NUL are tolerated before a message or frame. */
  static final int BLANKS_BUDGET = 64;

  private static final byte[] NO_BODY = new byte[0];

  private enum State {
    /** Between messages. */
    BOUNDARY,
    /** In line breaks and NUL between messages. */
    BLANKS,
    /** In bytes that belong to no message. */
    GARBAGE,
    /** In the header section of a response. */
    RESPONSE_HEADERS,
    /** In the header section of a request. */
    REQUEST_HEADERS,
    /** In the first line of what an HTTP server says. */
    HTTP_STATUS_LINE,
    /** Behind a header section whose last line ended in CR: an LF still belongs to it. */
    LINE_FEED,
    /** In a body. */
    BODY,
    /** Behind the headers of what may be a description without Content-Length. */
    BEFORE_SDP,
    /** In a description without Content-Length, at the start of a line or within one. */
    SDP
  }

  private final MessageLimits limits;
  private final QuirkReporter quirks;
  private final IntPredicate knownChannel;
  private final HeaderScanner scanner;
  private final HeaderSectionParser parser;
  private final GarbageSearch garbage;
  private final BodyAssembly body = new BodyAssembly();

  private State state = State.BOUNDARY;
  private State afterLineFeed = State.BOUNDARY;
  private @Nullable MessageHead head;
  private int headBytes;
  private int blanks;
  private long position;
  private long bodyFrom;
  private boolean undelimitedSdp;

  MessageSteps(MessageLimits limits, QuirkReporter quirks, IntPredicate knownChannel) {
    this.limits = limits;
    this.quirks = quirks;
    this.knownChannel = knownChannel;
    this.garbage = new GarbageSearch(limits.maxLineBytes(), knownChannel);
    this.scanner = new HeaderScanner(limits);
    this.parser = new HeaderSectionParser(limits, quirks);
  }

  /** Returns whether a message or a frame may begin. */
  boolean atBoundary() {
    return state == State.BOUNDARY;
  }

  /**
   * Takes a step.
   *
   * @param source what the bytes lie in
   * @param at where the step begins, at or before {@code to}
   * @param to the end of what has come
   * @param offset how many bytes of the connection lie before {@code at}
   * @param events who takes what is read
   * @return the index behind what was read, or {@link #INCOMPLETE}
   */
  int step(ByteBuffer source, int at, int to, long offset, MessageEvents events) {
    position = offset;
    return switch (state) {
      case BOUNDARY -> boundary(source, at, to);
      case BLANKS -> blanks(source, at, to);
      case GARBAGE -> garbage(source, at, to, events);
      case RESPONSE_HEADERS, REQUEST_HEADERS -> headers(source, at, to, events);
      case HTTP_STATUS_LINE -> httpStatusLine(source, at, to);
      case LINE_FEED -> lineFeed(source, at);
      case BODY -> body(source, at, to, events);
      case BEFORE_SDP -> beforeSdp(source, at, to, events);
      case SDP -> sdp(source, at, to, events);
    };
  }

  private int boundary(ByteBuffer source, int at, int to) {
    int first = source.get(at);
    if (isStray(first)) {
      quirks.report(MessageQuirks.STRAY_BYTES_BETWEEN_MESSAGES, "");
      state = State.BLANKS;
      blanks = 0;
      return at;
    }
    if (position == 0 && ForeignProtocol.mayBeTls(source, at)) {
      if (at + 1 == to) {
        return INCOMPLETE;
      }
      if (ForeignProtocol.isTls(source, at, to)) {
        throw unreadable(position, "the peer speaks TLS on this port: use an rtsps URL");
      }
    }
    return switch (UnitStart.ofMessage(source, at, to, limits.maxLineBytes())) {
      case UNDECIDED -> INCOMPLETE;
      case RESPONSE -> startHeaders(State.RESPONSE_HEADERS, at);
      case REQUEST -> startHeaders(State.REQUEST_HEADERS, at);
      case HTTP -> startHeaders(State.HTTP_STATUS_LINE, at);
      case FRAME, NONE -> {
        startGarbage(position, 1);
        yield at + 1;
      }
    };
  }

  private int startHeaders(State kind, int at) {
    state = kind;
    scanner.reset();
    return at;
  }

  private void startGarbage(long from, int already) {
    quirks.report(MessageQuirks.GARBAGE_BETWEEN_MESSAGES, "from byte " + from + " on");
    state = State.GARBAGE;
    garbage.start(from, already);
  }

  private static boolean isStray(int c) {
    return c == '\r' || c == '\n' || c == 0;
  }

  private int blanks(ByteBuffer source, int at, int to) {
    int i = at;
    while (i < to && isStray(source.get(i))) {
      i++;
      if (++blanks > BLANKS_BUDGET) {
        startGarbage(position + i - at - blanks, blanks);
        return i;
      }
    }
    if (i < to) {
      state = State.BOUNDARY;
    }
    return i;
  }

  private int garbage(ByteBuffer source, int at, int to, MessageEvents events) {
    int end = garbage.search(source, at, to);
    if (garbage.found()) {
      state = State.BOUNDARY;
      events.garbage(garbage.skipped());
    } else if (end == at) {
      return INCOMPLETE;
    }
    return end;
  }

  private int headers(ByteBuffer source, int at, int to, MessageEvents events) {
    int end = scanner.scan(source, at, to);
    if (end < 0) {
      return INCOMPLETE;
    }
    boolean request = state == State.REQUEST_HEADERS;
    MessageHead read = parser.parse(source, at, end, scanner, request);
    head = read;
    headBytes = end - at;
    bodyFrom = position + headBytes;
    State next = State.BOUNDARY;
    if (read.contentLength() > 0) {
      next = State.BODY;
    } else if (undelimitedSdp && read.isSuccess() && read.contentLength() == ContentLength.ABSENT) {
      next = State.BEFORE_SDP;
    }
    afterLineFeed = next;
    state = scanner.endedWithCr() ? State.LINE_FEED : next;
    if (next == State.BOUNDARY) {
      complete(read, NO_BODY, events);
    }
    return end;
  }

  private void complete(@Nullable MessageHead message, byte[] content, MessageEvents events) {
    head = null;
    headBytes = 0;
    if (message != null) {
      message.complete(content, events);
    }
  }

  /** The first line is enough to tell. */
  private int httpStatusLine(ByteBuffer source, int at, int to) {
    String line = ForeignProtocol.quoteHttp(source, at, to, limits.maxLineBytes());
    if (line.isEmpty()) {
      return INCOMPLETE;
    }
    throw unreadable(
        position,
        "the peer speaks HTTP, not RTSP: it says \""
            + line
            + "\"; check the port (RTSP's is 554, rtsps' is 322)");
  }

  private int lineFeed(ByteBuffer source, int at) {
    state = afterLineFeed;
    if (source.get(at) != '\n') {
      return at;
    }
    headBytes += head == null ? 0 : 1;
    bodyFrom++;
    return at + 1;
  }

  private int body(ByteBuffer source, int at, int to, MessageEvents events) {
    MessageHead message = requireNonNull(head);
    int total = message.contentLength();
    int count = Math.min(total - body.length(), to - at);
    body.append(source, at, count, total);
    if (body.length() == total) {
      state = State.BOUNDARY;
      complete(message, body.take(0, total), events);
    }
    return at + count;
  }

  /** A description without Content-Length is one only if {@code v=} follows the headers. */
  private int beforeSdp(ByteBuffer source, int at, int to, MessageEvents events) {
    int matching = Ascii.matching(source, at, to, "v=");
    if (matching == 1 && at + 1 == to) {
      return INCOMPLETE;
    }
    if (matching == 2) {
      quirks.report(MessageQuirks.UNDELIMITED_SDP, "");
      state = State.SDP;
    } else {
      completeUndelimited(events);
    }
    return at;
  }

  private int sdp(ByteBuffer source, int at, int to, MessageEvents events) {
    boolean lineStart = body.length() == 0 || Ascii.isLineBreak(body.last());
    int end = at;
    UnitStart found = UnitStart.NONE;
    while (end < to) {
      found = lineStart ? UnitStart.amidLines(source, end, to) : UnitStart.NONE;
      if (found != UnitStart.NONE) {
        break;
      }
      lineStart = Ascii.isLineBreak(source.get(end++));
    }
    if (body.length() + end - at > limits.maxBodyBytes()) {
      throw unreadable(
          bodyFrom,
          "a description without Content-Length goes past the limit of "
              + limits.maxBodyBytes()
              + " bytes");
    }
    body.append(source, at, end - at, limits.maxBodyBytes());
    if (found == UnitStart.UNDECIDED) {
      return end == at ? INCOMPLETE : end;
    }
    if (found != UnitStart.NONE) {
      completeUndelimited(events);
    }
    return end;
  }

  /** Ends a response that waited for a description without Content-Length, or was in one. */
  void completeUndelimited(MessageEvents events) {
    state = State.BOUNDARY;
    complete(head, body.take(0, body.length()), events);
  }

  void undelimitedSdp(boolean allowed) {
    undelimitedSdp = allowed;
  }

  boolean awaitsUndelimitedSdp() {
    return state == State.SDP
        || state == State.BEFORE_SDP
        || (state == State.LINE_FEED && afterLineFeed == State.BEFORE_SDP);
  }

  boolean inBody() {
    return state == State.BODY || (state == State.LINE_FEED && afterLineFeed == State.BODY);
  }

  /**
   * Ends a body where something that is known lies in it.
   *
   * @return the bytes from there on
   * @throws RtspProtocolException if nothing does
   */
  ByteBuffer endShortBody(MessageEvents events) {
    MessageHead message = requireNonNull(head);
    ByteBuffer come = body.view();
    int length = body.length();
    int end = 0;
    while (end < length && !UnitStart.isAmidBody(come, end, length, knownChannel)) {
      end++;
    }
    if (end == length) {
      throw unreadable(
          bodyFrom,
          "the body of a message ended after "
              + length
              + " of the "
              + message.contentLength()
              + " bytes that its Content-Length announces");
    }
    quirks.report(MessageQuirks.SHORT_BODY, end + " bytes instead of " + message.contentLength());
    byte[] all = body.take(0, length);
    state = State.BOUNDARY;
    complete(message, Arrays.copyOf(all, end), events);
    return ByteBuffer.wrap(all, end, length - end);
  }

  /** Reports garbage that the connection's end ends, together with bytes that were undecided. */
  void endGarbageAtEnd(int undecided, MessageEvents events) {
    if (state == State.GARBAGE) {
      events.garbage(garbage.skipped() + undecided);
    }
  }

  /** Tells what isn't whole, when so much of it waits undecided. */
  UnfinishedInput unfinished(InputTail tail) {
    int skipped = state == State.GARBAGE ? garbage.skipped() : 0;
    return new UnfinishedInput(part(tail), headBytes + body.length() + tail.length() + skipped);
  }

  private UnfinishedInput.Part part(InputTail tail) {
    return switch (state) {
      case RESPONSE_HEADERS, REQUEST_HEADERS, HTTP_STATUS_LINE -> UnfinishedInput.Part.HEADERS;
      case BODY, BEFORE_SDP, SDP -> UnfinishedInput.Part.BODY;
      case GARBAGE -> UnfinishedInput.Part.GARBAGE;
      case LINE_FEED ->
          afterLineFeed == State.BOUNDARY
              ? UnfinishedInput.Part.NOTHING
              : UnfinishedInput.Part.BODY;
      case BOUNDARY, BLANKS -> {
        if (tail.isEmpty()) {
          yield UnfinishedInput.Part.NOTHING;
        }
        boolean frame = tail.buffer().get(0) == UnitStart.INTERLEAVED_MAGIC;
        yield frame ? UnfinishedInput.Part.FRAME : UnfinishedInput.Part.HEADERS;
      }
    };
  }

  void clear() {
    body.clear();
  }

  int heldBytes() {
    return body.capacity();
  }

  private static RtspProtocolException unreadable(long from, String what) {
    return new RtspProtocolException(RtspPhase.READ, what + " (from byte " + from + " on)", null);
  }
}
