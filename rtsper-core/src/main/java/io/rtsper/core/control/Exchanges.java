package io.rtsper.core.control;

import io.rtsper.api.RtspCancelledException;
import io.rtsper.api.RtspException;
import io.rtsper.api.RtspMethod;
import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.RtspRequest;
import io.rtsper.api.RtspResponse;
import io.rtsper.api.RtspTimeoutException;
import io.rtsper.api.RtspTransportException;
import io.rtsper.api.spi.EventLoop;
import io.rtsper.core.context.SessionContext;
import io.rtsper.core.context.Text;
import io.rtsper.core.message.MessageWriter;
import io.rtsper.core.message.PendingRequests;
import io.rtsper.core.message.ResponseMatch;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one control connection and their answers.
 *
 * <p>Requests go out one after another, each when the one before it is answered or given up:
 * several at once break some servers (html5_rtsp_player#74). A request is completed and signed when
 * its turn comes, since the answer before may have changed what goes with it. Its deadline starts
 * when it is sent, and holds for the whole response.
 */
final class Exchanges {

  /** The connection that they are on. */
  interface Wire {

    /** Returns whether messages can be sent. */
    boolean isOpen();

    /** Sends a request. */
    void send(RtspRequest request, ByteBuffer bytes);

    /**
     * The deadline of the outstanding request passed: what has come is to be made the most of.
     *
     * @return how many bytes of an answer had come
     */
    int deadlinePassed();
  }

  /** What is done with a request when its turn comes. */
  interface Preparation {

    /** Sends the request as it is. */
    Preparation NONE = request -> request;

    /** Returns the request with all that goes with it, but for {@code CSeq}. */
    RtspRequest complete(RtspRequest request);

    /** The request, {@code CSeq} included, is about to be sent. */
    default void sending(RtspRequest request) {}

    /** The request is outstanding, and nobody waits for its response any more. */
    default void givenUp(Throwable why) {}

    /** The request was given up, and now a response came. */
    default void late(RtspResponse response) {}
  }

  private final SessionContext context;
  private final Wire wire;
  private final PendingRequests<Exchange> pending;
  private final Deque<Exchange> queue = new ArrayDeque<>();
  private @Nullable Exchange outstanding;
  private int nextCSeq = 1;

  Exchanges(SessionContext context, Wire wire) {
    this.context = context;
    this.wire = wire;
    this.pending = new PendingRequests<>(context.quirks());
  }

  /** A request on its way. */
  private final class Exchange {
    private final RtspRequest request;
    private final Duration timeout;
    private final boolean keepalive;
    private final Preparation preparation;
    private final Answer answer = new Answer(this);
    private EventLoop.@Nullable Timer deadline;
    private long sentNanos;

    private Exchange(
        RtspRequest request, Duration timeout, boolean keepalive, Preparation preparation) {
      this.request = request;
      this.timeout = timeout;
      this.keepalive = keepalive;
      this.preparation = preparation;
    }
  }

  /**
   * What comes of a request. Whoever gives it up: that is known here before those who wait hear of
   * it and go on.
   */
  private final class Answer extends CompletableFuture<RtspResponse> {

    private final Exchange exchange;

    private Answer(Exchange exchange) {
      this.exchange = exchange;
    }

    @Override
    public boolean completeExceptionally(Throwable failure) {
      if (isDone()) {
        return false;
      }
      drop(exchange, failure);
      boolean first = super.completeExceptionally(failure);
      sendNext();
      return first;
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
      return new CompletableFuture<>();
    }
  }

  /**
   * Sends a request when its turn comes.
   *
   * @param keepalive whether it only keeps the session alive, so that even an odd answer is one
   * @return completes with the final response; completing it from outside gives the request up
   */
  CompletableFuture<RtspResponse> send(
      RtspRequest request, Duration timeout, boolean keepalive, Preparation preparation) {
    Exchange exchange = new Exchange(request, timeout, keepalive, preparation);
    queue.add(exchange);
    sendNext();
    return exchange.answer;
  }

  /** Sends what waits, if nothing is outstanding. */
  void sendNext() {
    while (wire.isOpen() && outstanding == null) {
      Exchange next = queue.poll();
      if (next == null) {
        return;
      }
      if (!next.answer.isDone()) {
        sendNow(next);
      }
    }
  }

  private void sendNow(Exchange exchange) {
    int cseq = nextCSeq++;
    RtspRequest request;
    ByteBuffer bytes;
    try {
      request =
          exchange
              .preparation
              .complete(exchange.request)
              .withHeader("CSeq", Integer.toString(cseq));
      bytes = MessageWriter.write(request);
    } catch (RuntimeException unsendable) {
      // Its caller's matter alone, such as a broken secret: what waits behind it goes on.
      exchange.answer.completeExceptionally(unsendable);
      return;
    }
    outstanding = exchange;
    exchange.preparation.sending(request);
    if (outstanding != exchange || !wire.isOpen()) {
      return;
    }
    if (context.isClosing() && !request.method().equals(RtspMethod.TEARDOWN)) {
      exchange.answer.completeExceptionally(closing(request.method()));
      return;
    }
    pending.add(cseq, exchange.keepalive, exchange);
    exchange.sentNanos = context.loop().nanoTime();
    exchange.deadline = context.loop().schedule(exchange.timeout, () -> timedOut(exchange));
    wire.send(request, bytes);
  }

  /** Returns the failure of a request that isn't sent, since the session is being closed. */
  static RtspCancelledException closing(RtspMethod method) {
    return new RtspCancelledException(
        RtspPhase.CLOSE, "the session was closed before " + method + " was sent", null);
  }

  private void timedOut(Exchange exchange) {
    if (outstanding != exchange) {
      return;
    }
    // What has come in part stays where this side doesn't read on: it isn't the server that
    // stopped.
    int before = context.hold().wasHeldSince(exchange.sentNanos) ? 0 : wire.deadlinePassed();
    if (exchange.answer.isDone()) {
      return;
    }
    String got = before > 0 ? "only " + before + " bytes of an answer came" : "no answer came";
    exchange.answer.completeExceptionally(
        new RtspTimeoutException(
            RtspPhase.REQUEST,
            got
                + " to "
                + exchange.request.method()
                + " "
                + exchange.request.printableUri()
                + " within "
                + Text.seconds(exchange.timeout)
                + "; check that this is an RTSP server, or give it more time with timeout(…)",
            exchange.request,
            null,
            null));
  }

  private void drop(Exchange exchange, Throwable failure) {
    stopTimer(exchange);
    if (outstanding == exchange) {
      outstanding = null;
      if (pending.expire(exchange)) {
        exchange.preparation.givenUp(failure);
      }
    } else {
      queue.remove(exchange);
    }
  }

  private static void stopTimer(Exchange exchange) {
    if (exchange.deadline != null) {
      exchange.deadline.cancel();
    }
  }

  /** Returns whether a request waits for its answer that isn't a keepalive. */
  boolean awaitsAnswer() {
    Exchange current = outstanding;
    return current != null && !current.keepalive;
  }

  /** Takes a response that came. */
  void answered(RtspResponse response) {
    context.counters().responses++;
    ResponseMatch<Exchange> match = pending.match(response);
    Exchange exchange = match.request();
    if (exchange == null || match.kind() == ResponseMatch.Kind.LATE) {
      context.counters().lateResponses++;
      if (exchange != null) {
        exchange.preparation.late(response);
      }
      return;
    }
    if (match.kind() == ResponseMatch.Kind.FINAL) {
      outstanding = null;
      stopTimer(exchange);
      exchange.answer.complete(response);
      sendNext();
    } else if (match.kind() == ResponseMatch.Kind.FIRST_PROGRESS && exchange.deadline != null) {
      exchange.deadline.cancel();
      exchange.deadline = context.loop().schedule(exchange.timeout, () -> timedOut(exchange));
    }
  }

  /** Gives up the outstanding request and all that wait. */
  void failAll(RtspException cause) {
    Exchange current = outstanding;
    outstanding = null;
    Deque<Exchange> waiting = new ArrayDeque<>(queue);
    queue.clear();
    if (current != null) {
      pending.expire(current);
      current.answer.completeExceptionally(during(current.request, cause));
    }
    for (Exchange next : waiting) {
      next.answer.completeExceptionally(during(next.request, cause));
    }
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
}
