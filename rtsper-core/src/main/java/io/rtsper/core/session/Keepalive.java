package io.rtsper.core.session;

import io.rtsper.api.RtspException;
import io.rtsper.api.RtspMethod;
import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspRequest;
import io.rtsper.api.RtspResponse;
import io.rtsper.api.RtspTimeoutException;
import io.rtsper.api.SessionOptions;
import io.rtsper.api.header.SessionHeader;
import io.rtsper.api.spi.EventLoop;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the server's session alive (RFC 2326 §12.37): a small request at half the session timeout.
 *
 * <p>What the server answers is not fatal while media flows, but for 454, which says that the
 * session is gone. Three requests in a row without an answer are, if no media came in that time
 * either.
 */
final class Keepalive {

  private static final Logger LOG = LoggerFactory.getLogger(Keepalive.class);

  /** NAT forgets a connection that is silent for longer. */
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private static final int UNANSWERED_LIMIT = 3;

  private final EventLoop loop;
  private final SessionOptions options;
  private final Conversation conversation;
  private final Counters counters;
  private final LongSupplier lastMediaNanos;
  private final Consumer<RtspException> lost;

  private EventLoop.@Nullable Timer timer;
  private @Nullable KeepaliveLadder ladder;
  private String uri = "*";
  private int unanswered;
  private long firstUnansweredNanos;
  private int generation;

  /**
   * Makes a keepalive that is not running.
   *
   * @param lastMediaNanos when the last packet of any track came
   * @param lost is told when the session is gone
   */
  Keepalive(
      EventLoop loop,
      SessionOptions options,
      Conversation conversation,
      Counters counters,
      LongSupplier lastMediaNanos,
      Consumer<RtspException> lost) {
    this.loop = loop;
    this.options = options;
    this.conversation = conversation;
    this.counters = counters;
    this.lastMediaNanos = lastMediaNanos;
    this.lost = lost;
  }

  /** Starts, if the server named a session; does nothing when already running. */
  void start(String controlUri) {
    uri = controlUri;
    if (timer == null && conversation.session() != null) {
      if (ladder == null) {
        ladder = new KeepaliveLadder(options.keepaliveMethod(), conversation.serverMethods());
      }
      unanswered = 0;
      scheduleNext();
    }
  }

  void stop() {
    generation++;
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }

  /** Returns the time between keepalives. */
  private Duration interval() {
    return options
        .keepaliveInterval()
        .orElseGet(
            () -> {
              SessionHeader session = conversation.session();
              Duration half = (session == null ? LONGEST : session.timeout()).dividedBy(2);
              return half.compareTo(LONGEST) < 0 ? half : LONGEST;
            });
  }

  private void scheduleNext() {
    int current = generation;
    timer =
        loop.schedule(
            interval(),
            () -> {
              if (current == generation) {
                send(current);
              }
            });
  }

  private void send(int current) {
    KeepaliveLadder methods = ladder;
    if (methods == null || !conversation.isOpen()) {
      return;
    }
    RtspMethod method = methods.method();
    long sentNanos = loop.nanoTime();
    conversation
        .keepalive(RtspRequest.of(method, uri))
        .whenComplete(
            (response, failure) -> {
              if (current != generation) {
                return;
              }
              boolean again = false;
              if (failure == null) {
                again = refused(methods, method, response);
              } else {
                failed(methods, method, Failures.asRtsp(failure), sentNanos);
              }
              if (current != generation) {
                return;
              }
              if (again) {
                send(current);
              } else {
                scheduleNext();
              }
            });
  }

  /** Returns whether the server refused the method and another one is left to try at once. */
  private boolean refused(KeepaliveLadder methods, RtspMethod method, RtspResponse response) {
    unanswered = 0;
    if (response.isSuccess()) {
      counters.keepalives++;
      return false;
    }
    if (response.statusCode() == Statuses.SESSION_NOT_FOUND) {
      lost.accept(Statuses.failure(RtspRequest.of(method, uri), response));
      return false;
    }
    LOG.debug("keepalive with {} was answered {}", method, response.statusCode());
    return methods.stepDown();
  }

  private void failed(
      KeepaliveLadder methods, RtspMethod method, RtspException failure, long sentNanos) {
    LOG.debug("keepalive with {} failed: {}", method, failure.getMessage());
    if (!(failure instanceof RtspTimeoutException)) {
      return;
    }
    if (unanswered++ == 0) {
      firstUnansweredNanos = sentNanos;
    }
    methods.stepDown();
    if (unanswered >= UNANSWERED_LIMIT && lastMediaNanos.getAsLong() - firstUnansweredNanos < 0) {
      lost.accept(
          new RtspTimeoutException(
              RtspPhase.MEDIA,
              UNANSWERED_LIMIT
                  + " keepalives in a row got no answer and no media came either; the server is gone",
              failure));
    }
  }
}
