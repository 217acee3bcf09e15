package io.rtsper.core.control;

import io.rtsper.api.RtspException;
import io.rtsper.api.RtspMethod;
import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.RtspRequest;
import io.rtsper.api.RtspResponse;
import io.rtsper.api.RtspStatusException;
import io.rtsper.api.RtspTimeoutException;
import io.rtsper.api.RtspTransportException;
import io.rtsper.api.SessionOptions;
import io.rtsper.api.spi.EventLoop;
import io.rtsper.core.context.Failures;
import io.rtsper.core.context.SessionContext;
import io.rtsper.core.header.SessionHeader;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the server's session alive (RFC 2326 §12.37): a small request at half the session timeout.
 *
 * <p>It goes to the URI of the presentation, as that stands at the time; where that one is refused
 * with 404 or 454, to the session's URL, and if that helps from then on.
 *
 * <p>What the server answers is not fatal while media flows, but for 454 to both, which says that
 * the session is gone. Three requests in a row without an answer are, if no media came in that time
 * either.
 */
public final class Keepalive {

  private static final Logger LOG = LoggerFactory.getLogger(Keepalive.class);

  /** NAT forgets a connection that is silent for longer. */
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private static final int UNANSWERED_LIMIT = 3;

  /** What a keepalive needs of its session. */
  public interface Host {

    /** Returns the URI of the presentation. */
    String controlUri();

    /** Returns the URI of the session's URL. */
    String sessionUri();

    /** Returns when the last packet of any track came. */
    long lastPacketNanos();

    /** The session is gone. */
    void lost(RtspException cause);

    /** The server redirects the session. */
    void sentElsewhere(Redirect redirect);
  }

  private final SessionContext context;
  private final EventLoop loop;
  private final SessionOptions options;
  private final Conversation conversation;
  private final Host host;

  private EventLoop.@Nullable Timer timer;
  private @Nullable KeepaliveLadder ladder;
  private boolean bySessionUrl;
  private Duration scheduled = Duration.ZERO;
  private int unanswered;

  /** When SETUP or PLAY was answered, which count for sure, and what was answered well since. */
  private long heldNanos;

  private int accepted;

  /** The method at which the server closed the connection, from which this stepped down. */
  private @Nullable RtspMethod closedAt;

  private long firstUnansweredNanos;
  private int generation;

  /** Makes a keepalive that is not running. */
  public Keepalive(SessionContext context, Conversation conversation, Host host) {
    this.context = context;
    this.loop = context.loop();
    this.options = context.options();
    this.conversation = conversation;
    this.host = host;
  }

  /** One request, and how the same one to another URI was refused just before. */
  private record Attempt(
      RtspMethod method, String uri, @Nullable RtspStatusException before, long sentNanos) {

    RtspRequest request() {
      return RtspRequest.of(method, uri);
    }
  }

  /** Starts; when already running, goes by a shorter timeout that the server named meanwhile. */
  public void start() {
    heldNanos = loop.nanoTime();
    accepted = 0;
    closedAt = null;
    if (timer == null) {
      if (ladder == null) {
        ladder = new KeepaliveLadder(options.keepaliveMethod(), conversation.serverMethods());
      }
      unanswered = 0;
      scheduleNext(loop.nanoTime());
    } else if (interval().compareTo(scheduled) < 0) {
      stop();
      scheduleNext(loop.nanoTime());
    }
  }

  /**
   * Learns from a loss, before this is stopped: where a session ends at its timeout although
   * keepalives were answered, their method doesn't count, and the next session uses another one.
   *
   * @throws RtspProtocolException in strict mode
   */
  public void sessionLost(RtspException cause) {
    KeepaliveLadder methods = ladder;
    SessionHeader session = conversation.session();
    if (timer == null || methods == null || session == null || accepted == 0 || unanswered > 0) {
      return;
    }
    RtspMethod method = closedAt != null ? closedAt : methods.method();
    if (hasExpired(session.timeout(), cause) && (closedAt != null || methods.expired())) {
      context.quirks().report(ControlQuirks.KEEPALIVE_NOT_COUNTED, method.name());
    }
  }

  private boolean hasExpired(Duration timeout, RtspException cause) {
    Duration life = Duration.ofNanos(loop.nanoTime() - heldNanos);
    if (cause instanceof RtspStatusException refusal && isGone(refusal)) {
      return KeepaliveLadder.mayHaveExpired(life, timeout, interval());
    }
    Duration media = Duration.ofNanos(host.lastPacketNanos() - heldNanos);
    return KeepaliveLadder.isExpiry(life, timeout) || KeepaliveLadder.isExpiry(media, timeout);
  }

  /** Forgets what was learned of a server that the session leaves for another one. */
  public void forget() {
    ladder = null;
    bySessionUrl = false;
  }

  public void stop() {
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
              Duration half = session == null ? LONGEST : session.timeout().dividedBy(2);
              return half.compareTo(LONGEST) < 0 ? half : LONGEST;
            });
  }

  /** Schedules the next one, an interval after the one before was sent. */
  private void scheduleNext(long sentNanos) {
    int current = generation;
    scheduled = interval();
    long left = scheduled.toNanos() - (loop.nanoTime() - sentNanos);
    timer =
        loop.schedule(
            Duration.ofNanos(Math.max(0, left)),
            () -> {
              if (current == generation) {
                send();
              }
            });
  }

  private String uri(boolean ofSession) {
    return ofSession ? host.sessionUri() : host.controlUri();
  }

  private void send() {
    KeepaliveLadder methods = ladder;
    if (methods != null && conversation.isOpen()) {
      send(methods, new Attempt(methods.method(), uri(bySessionUrl), null, loop.nanoTime()));
    }
  }

  private void send(KeepaliveLadder methods, Attempt attempt) {
    int current = generation;
    conversation
        .keepalive(attempt.request(), interval())
        .whenComplete(
            (response, failure) -> {
              if (current != generation) {
                return;
              }
              boolean again = false;
              try {
                if (failure == null) {
                  again = answered(methods, attempt, response);
                } else {
                  failed(methods, attempt, Failures.unwrap(failure));
                }
              } catch (RtspProtocolException strict) {
                host.lost(strict);
              }
              if (current == generation && !again) {
                scheduleNext(attempt.sentNanos());
              }
            });
  }

  /** Returns whether it was refused and another one was sent at once. */
  private boolean answered(KeepaliveLadder methods, Attempt attempt, RtspResponse response) {
    unanswered = 0;
    if (response.isSuccess()) {
      context.counters().keepalives++;
      context.counters().roundTripNanos = loop.nanoTime() - attempt.sentNanos();
      accepted++;
      if (attempt.before() != null) {
        bySessionUrl = !bySessionUrl;
        context.quirks().report(ControlQuirks.KEEPALIVE_URI, attempt.request().printableUri());
      }
      return false;
    }
    LOG.debug("keepalive with {} was answered {}", attempt.method(), response.statusCode());
    if (Statuses.isRedirect(response)) {
      host.sentElsewhere(new Redirect(attempt.request(), response));
      return false;
    }
    RtspStatusException refusal = Statuses.failure(attempt.request(), response);
    if (isUnknown(refusal) && attempt.before() == null) {
      String other = uri(!bySessionUrl);
      if (!other.equals(attempt.uri())) {
        send(methods, new Attempt(attempt.method(), other, refusal, loop.nanoTime()));
        return true;
      }
    }
    RtspStatusException gone = isGone(refusal) ? refusal : attempt.before();
    // Who never named a session can't have lost it.
    if (gone != null && isGone(gone) && conversation.session() != null) {
      host.lost(gone);
      return false;
    }
    boolean another = methods.stepDown() && conversation.isOpen();
    if (another) {
      send();
    }
    return another;
  }

  private static boolean isUnknown(RtspStatusException refusal) {
    return refusal.statusCode() == Statuses.NOT_FOUND || isGone(refusal);
  }

  private static boolean isGone(RtspStatusException refusal) {
    return Statuses.isUnknownSession(refusal.statusCode());
  }

  private void failed(KeepaliveLadder methods, Attempt attempt, Throwable failure) {
    LOG.debug("keepalive with {} failed: {}", attempt.method(), failure.getMessage());
    if (failure instanceof RtspTransportException && !conversation.isOpen()) {
      // Some close the connection for a method that they don't know (rtsp-simple-server 0.19.3).
      RtspMethod method = methods.method();
      closedAt = methods.stepDown() ? method : null;
      return;
    }
    if (failure instanceof RtspProtocolException unreadable
        && options.strict()
        && conversation.isOpen()) {
      throw unreadable;
    }
    if (!(failure instanceof RtspTimeoutException timeout)
        || context.hold().wasHeldSince(attempt.sentNanos())) {
      return; // its answer may be there, and isn't read
    }
    if (unanswered++ == 0) {
      firstUnansweredNanos = attempt.sentNanos();
    }
    methods.stepDown();
    if (unanswered >= UNANSWERED_LIMIT && host.lastPacketNanos() - firstUnansweredNanos < 0) {
      host.lost(
          new RtspTimeoutException(
              RtspPhase.MEDIA,
              UNANSWERED_LIMIT
                  + " keepalives in a row got no answer and no media came either; the server is gone",
              timeout));
    }
  }
}
