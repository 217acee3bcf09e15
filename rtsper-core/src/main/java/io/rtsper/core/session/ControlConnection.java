package io.rtsper.core.session;

import io.rtsper.api.RtspException;
import io.rtsper.api.RtspMethod;
import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.RtspRequest;
import io.rtsper.api.RtspResponse;
import io.rtsper.api.RtspTimeoutException;
import io.rtsper.api.RtspTransportException;
import io.rtsper.api.SessionOptions;
import io.rtsper.api.spi.ControlLink;
import io.rtsper.api.spi.ControlLinkListener;
import io.rtsper.api.spi.ControlTarget;
import io.rtsper.api.spi.ControlTransportProvider;
import io.rtsper.api.spi.EventLoop;
import io.rtsper.api.spi.LinkContext;
import io.rtsper.api.spi.QuirkReporter;
import io.rtsper.core.message.InterleavedWriter;
import io.rtsper.core.message.MessageEvents;
import io.rtsper.core.message.MessageReader;
import io.rtsper.core.message.MessageWriter;
import io.rtsper.core.message.PendingRequests;
import io.rtsper.core.message.ResponseMatch;
import io.rtsper.core.message.UnfinishedInput;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One control connection: a link, the reader of what comes and the requests that wait for an
 * answer.
 *
 * <p>Requests go out one after another, each when the one before it is answered or given up:
 * several at once break some servers (html5_rtsp_player#74). A request's deadline starts when it is
 * sent, and holds for the whole response.
 */
final class ControlConnection {

  /** Where what isn't an answer goes. */
  interface Owner {

    /** The server sent a request. */
    void onRequest(ControlConnection connection, RtspRequest request);

    /** The connection is gone, by no doing of ours. */
    void onLost(ControlConnection connection, RtspException cause);
  }

  /** After how long without a byte a description without Content-Length ends. */
  private static final Duration IDLE = Duration.ofMillis(500);

  /**
   * How much a connection that was given up holds of what isn't whole, since it counts beside the
   * one in its place. Any packet is shorter, and so is what servers answer to TEARDOWN.
   */
  private static final int MOST_WHEN_RETIRED = 128 << 10;

  private final EventLoop loop;
  private final Owner owner;
  private final Demultiplexer demultiplexer;
  private final MessageReader reader;
  private final PendingRequests<Sending> pending;
  private final Deque<Sending> queue = new ArrayDeque<>();
  private final Notifier notifier;
  private final Counters counters;
  private final RequestRate requests = new RequestRate();

  private @Nullable ControlLink link;
  private @Nullable LinkEvents events;
  private @Nullable Sending outstanding;
  private @Nullable RtspException failure;
  private EventLoop.@Nullable Timer idle;
  private boolean open;
  private boolean retired;
  private int nextCSeq = 1;

  ControlConnection(
      EventLoop loop,
      SessionOptions options,
      QuirkReporter quirks,
      Notifier notifier,
      Counters counters,
      Demultiplexer demultiplexer,
      Owner owner) {
    this.loop = loop;
    this.owner = owner;
    this.demultiplexer = demultiplexer;
    this.notifier = notifier;
    this.counters = counters;
    this.reader =
        new MessageReader(
            options.messageLimits(), quirks, channel -> demultiplexer.channels().isBound(channel));
    this.pending = new PendingRequests<>(quirks);
  }

  /** A request on its way. */
  private static final class Sending {
    private final RtspRequest request;
    private final Duration timeout;
    private final boolean keepalive;
    private final Consumer<RtspRequest> beforeSend;
    private final CompletableFuture<RtspResponse> answer = new CompletableFuture<>();
    private EventLoop.@Nullable Timer deadline;

    private Sending(
        RtspRequest request,
        Duration timeout,
        boolean keepalive,
        Consumer<RtspRequest> beforeSend) {
      this.request = request;
      this.timeout = timeout;
      this.keepalive = keepalive;
      this.beforeSend = beforeSend;
    }
  }

  /** Opens the link; completes when it is open. */
  CompletableFuture<Void> open(
      ControlTransportProvider provider, ControlTarget target, LinkContext context) {
    CompletableFuture<Void> opened = new CompletableFuture<>();
    LinkEvents listener = new LinkEvents(opened);
    events = listener;
    link = provider.open(target, listener, context);
    return opened;
  }

  /** Returns whether requests can be sent: the link is open, and not given up. */
  boolean isOpen() {
    return open && !retired;
  }

  Demultiplexer demultiplexer() {
    return demultiplexer;
  }

  InetSocketAddress remoteAddress() {
    return inet(requireLink().remoteAddress());
  }

  InetSocketAddress localAddress() {
    return inet(requireLink().localAddress());
  }

  private static InetSocketAddress inet(SocketAddress address) {
    return address instanceof InetSocketAddress inet
        ? inet
        : InetSocketAddress.createUnresolved("unknown", 0);
  }

  /**
   * Sends a request when its turn comes.
   *
   * @param keepalive whether it only keeps the session alive, so that even an odd answer is one
   * @param beforeSend is told just before
   * @return completes with the final response; completing it from outside gives the request up
   */
  CompletableFuture<RtspResponse> send(
      RtspRequest request, Duration timeout, boolean keepalive, Consumer<RtspRequest> beforeSend) {
    Sending sending = new Sending(request, timeout, keepalive, beforeSend);
    sending.answer.whenComplete((response, thrown) -> done(sending));
    if (isOpen()) {
      queue.add(sending);
      sendNext();
    } else {
      sending.answer.completeExceptionally(closedFailure(request));
    }
    return sending.answer;
  }

  /** Sends the answer to a request of the server. */
  void reply(RtspResponse response) {
    if (open) {
      requireLink().send(MessageWriter.write(response));
    }
  }

  /** Sends a packet on an interleaved channel. */
  void sendInterleaved(int channel, ByteBuffer packet) {
    if (open) {
      int length = InterleavedWriter.HEADER_BYTES + packet.remaining();
      ByteBuffer frame = ByteBuffer.allocate(length);
      InterleavedWriter.write(channel, packet, frame);
      requireLink().send(frame.flip());
    }
  }

  /**
   * Gives the connection up: what waits for an answer fails, what still comes is dropped, and a
   * last request is sent.
   *
   * @param given what those get who wait for an answer
   * @return completes when it is answered or the time is over
   */
  CompletableFuture<RtspResponse> retire(
      RtspRequest farewell, Duration timeout, RtspException given) {
    retired = true;
    demultiplexer.close();
    for (Sending waiting = queue.poll(); waiting != null; waiting = queue.poll()) {
      waiting.answer.completeExceptionally(during(waiting.request, given));
    }
    Sending current = outstanding;
    if (current != null) {
      current.answer.completeExceptionally(during(current.request, given));
    }
    Sending last = new Sending(farewell, timeout, false, request -> {});
    last.answer.whenComplete((response, thrown) -> done(last));
    queue.add(last);
    sendNext();
    return last.answer;
  }

  /** Closes the link at once; what waits for an answer fails. */
  void close() {
    fail(
        new RtspTransportException(
            RtspPhase.CLOSE, "the connection was closed before the answer came", null));
  }

  private void sendNext() {
    while (open && outstanding == null) {
      Sending next = queue.poll();
      if (next == null) {
        return;
      }
      if (!next.answer.isDone()) {
        sendNow(next);
      }
    }
  }

  private void sendNow(Sending sending) {
    int cseq = nextCSeq++;
    RtspRequest request;
    ByteBuffer bytes;
    try {
      request = sending.request.withHeader("CSeq", Integer.toString(cseq));
      bytes = MessageWriter.write(request);
    } catch (RuntimeException unsendable) {
      // Its caller's matter alone: what waits behind it goes on.
      sending.answer.completeExceptionally(unsendable);
      return;
    }
    outstanding = sending;
    sending.beforeSend.accept(request);
    if (outstanding != sending || !open) {
      return;
    }
    pending.add(cseq, sending.keepalive, sending);
    reader.undelimitedSdp(request.method().equals(RtspMethod.DESCRIBE));
    sending.deadline = loop.schedule(sending.timeout, () -> timedOut(sending));
    requireLink().send(bytes);
  }

  private void timedOut(Sending sending) {
    if (outstanding != sending) {
      return;
    }
    int before = reader.pendingBytes();
    nothingComes();
    if (sending.answer.isDone()) {
      return;
    }
    try {
      reader.resynchronise(requireEvents());
    } catch (RtspException unreadable) {
      lost(unreadable);
    }
    if (sending.answer.isDone()) {
      return;
    }
    String got = before > 0 ? "only " + before + " bytes of an answer came" : "no answer came";
    sending.answer.completeExceptionally(
        new RtspTimeoutException(
            RtspPhase.REQUEST,
            got
                + " to "
                + sending.request.method()
                + " "
                + sending.request.printableUri()
                + " within "
                + Text.seconds(sending.timeout)
                + "; check that this is an RTSP server, or give it more time with timeout(…)",
            sending.request,
            null,
            null));
  }

  /** Waits for the end of a description without Content-Length, if one is coming. */
  private void watchForEnd() {
    if (idle != null) {
      idle.cancel();
      idle = null;
    }
    if (failure == null && reader.awaitsUndelimitedSdp()) {
      idle = loop.schedule(IDLE, this::nothingComes);
    }
  }

  private void giveUpLongFarewell() {
    if (retired && reader.pendingBytes() > MOST_WHEN_RETIRED) {
      fail(
          new RtspProtocolException(
              RtspPhase.CLOSE,
              "the connection was given up, and what still comes on it is too long to wait for",
              null));
    }
  }

  private void nothingComes() {
    try {
      reader.idle(requireEvents());
    } catch (RtspException unreadable) {
      lost(unreadable);
    }
  }

  private void done(Sending sending) {
    if (sending.deadline != null) {
      sending.deadline.cancel();
    }
    if (outstanding == sending) {
      outstanding = null;
      pending.expire(sending);
      sendNext();
    } else {
      queue.remove(sending);
    }
  }

  private void response(RtspResponse response) {
    counters.responses++;
    ResponseMatch<Sending> match = pending.match(response);
    Sending sending = match.request();
    if (sending == null) {
      counters.lateResponses++;
      return;
    }
    if (match.kind() == ResponseMatch.Kind.FINAL) {
      outstanding = null;
      sending.answer.complete(response);
      sendNext();
    } else if (match.kind() == ResponseMatch.Kind.FIRST_PROGRESS && sending.deadline != null) {
      sending.deadline.cancel();
      sending.deadline = loop.schedule(sending.timeout, () -> timedOut(sending));
    }
  }

  /** Ends the connection; the first failure counts. Returns whether this was the first. */
  private boolean fail(RtspException cause) {
    if (failure != null) {
      return false;
    }
    failure = cause;
    open = false;
    reader.stop();
    ControlLink gone = link;
    if (gone != null) {
      gone.close();
    }
    Sending sending = outstanding;
    outstanding = null;
    if (sending != null) {
      sending.answer.completeExceptionally(during(sending.request, cause));
    }
    for (Sending waiting = queue.poll(); waiting != null; waiting = queue.poll()) {
      waiting.answer.completeExceptionally(during(waiting.request, cause));
    }
    return true;
  }

  /** Returns the failure with the request that it hit. */
  private static RtspException during(RtspRequest request, RtspException cause) {
    String text = cause.getMessage() + " (while " + request.method() + " waited for its answer)";
    if (cause instanceof RtspTransportException) {
      return new RtspTransportException(cause.phase(), text, request, null, cause);
    }
    return cause instanceof RtspProtocolException
        ? new RtspProtocolException(cause.phase(), text, request, null, cause)
        : cause;
  }

  private RtspTransportException closedFailure(RtspRequest request) {
    return new RtspTransportException(
        RtspPhase.REQUEST,
        "the connection is closed, " + request.method() + " can't be sent",
        request,
        null,
        failure);
  }

  private ControlLink requireLink() {
    ControlLink of = link;
    if (of == null) {
      throw new IllegalStateException("the connection was never opened");
    }
    return of;
  }

  private LinkEvents requireEvents() {
    LinkEvents of = events;
    if (of == null) {
      throw new IllegalStateException("the connection was never opened");
    }
    return of;
  }

  private void lost(RtspException cause) {
    if (fail(cause) && !retired) {
      owner.onLost(this, cause);
    }
  }

  /** What the link tells. */
  private final class LinkEvents implements ControlLinkListener, MessageEvents {

    private final CompletableFuture<Void> opened;

    private LinkEvents(CompletableFuture<Void> opened) {
      this.opened = opened;
    }

    @Override
    public void onOpen() {
      if (failure == null) {
        open = true;
        counters.connections++;
        opened.complete(null);
      }
    }

    @Override
    public void onBytes(ByteBuffer bytes) {
      long start = loop.nanoTime();
      counters.bytesReceived += bytes.remaining();
      demultiplexer.batchStarts(start);
      try {
        reader.read(bytes, this);
      } catch (RtspException unreadable) {
        lost(unreadable);
      } catch (RuntimeException broken) {
        lost(Failures.asRtsp(broken));
      }
      watchForEnd();
      giveUpLongFarewell();
      notifier.took(loop.nanoTime() - start);
    }

    @Override
    public void onClosed(@Nullable RtspException cause) {
      open = false;
      RtspException why = cause;
      if (why == null) {
        try {
          why = endOfStream();
        } catch (RuntimeException broken) { // what the last bytes made of themselves
          why = Failures.asRtsp(broken);
        }
      }
      if (!opened.isDone()) {
        fail(why);
        opened.completeExceptionally(why);
        return;
      }
      lost(why);
    }

    private RtspException endOfStream() {
      UnfinishedInput left = reader.end(this);
      return new RtspTransportException(
          RtspPhase.READ,
          "the server closed the connection "
              + left.part()
              + (left.bytes() > 0 ? ", of which " + left.bytes() + " bytes had come" : ""),
          null);
    }

    @Override
    public void response(RtspResponse response) {
      if (failure == null) {
        ControlConnection.this.response(response);
      }
    }

    @Override
    public void request(RtspRequest request) {
      if (failure == null) {
        if (requests.isTooMany(loop.nanoTime())) {
          lost(requests.failure());
          return;
        }
        owner.onRequest(ControlConnection.this, request);
      }
    }

    @Override
    public void interleaved(int channel, ByteBuffer buffer, int offset, int length) {
      if (failure == null) {
        demultiplexer.packet(channel, buffer, offset, length);
      }
    }

    @Override
    public void garbage(int skippedBytes) {
      counters.garbageBytes += skippedBytes;
    }
  }
}
