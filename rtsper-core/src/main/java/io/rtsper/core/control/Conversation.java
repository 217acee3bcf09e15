package io.rtsper.core.control;

import io.rtsper.api.RtspCancelledException;
import io.rtsper.api.RtspException;
import io.rtsper.api.RtspHeaders;
import io.rtsper.api.RtspMethod;
import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspRequest;
import io.rtsper.api.RtspResponse;
import io.rtsper.api.RtspTransportException;
import io.rtsper.api.SessionOptions;
import io.rtsper.core.context.Failures;
import io.rtsper.core.context.QuirkLedger;
import io.rtsper.core.context.SessionContext;
import io.rtsper.core.header.PublicHeader;
import io.rtsper.core.header.Range;
import io.rtsper.core.header.RtpInfo;
import io.rtsper.core.header.SessionHeader;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is said to one server: requests with everything that belongs to them, and what is remembered
 * of the answers (session id, authentication, methods).
 */
public final class Conversation {

  /**
   * Fields of the application's that follow a redirect to another host; any other may be a secret.
   */
  private static final Set<String> PUBLIC_HEADERS =
      Set.of(
          "accept",
          "accept-encoding",
          "accept-language",
          "bandwidth",
          "blocksize",
          "cache-control",
          "frames",
          "immediate",
          "proxy-require",
          "rate-control",
          "require",
          "scale",
          "speed",
          "supported");

  private static final Duration LEAST_PATIENCE = Duration.ofSeconds(2);

  private final SessionContext context;
  private final SessionOptions options;
  private final Authentication authentication;
  private final QuirkLedger quirks;
  private final Supplier<CompletableFuture<Void>> reopen;

  private @Nullable ControlConnection connection;
  private boolean secure;
  private @Nullable SessionHeader session;

  /** The session that was named before there was a SETUP, if any. */
  private @Nullable SessionHeader early;

  private boolean withoutSession;
  private boolean closedAfterChallenge;

  /** Completes when the last SETUP or TEARDOWN that was given up is answered. */
  private CompletableFuture<Void> settled = CompletableFuture.completedFuture(null);

  private volatile @Nullable RtspResponse lastResponse;
  private volatile List<RtspMethod> serverMethods = List.of();
  private volatile @Nullable String server;
  private volatile @Nullable String authenticationInUse;

  /**
   * Makes a conversation that has not begun.
   *
   * @param reopen opens a new connection in the place of one that the server closed after a 401
   */
  public Conversation(
      SessionContext context,
      Authentication authentication,
      Supplier<CompletableFuture<Void>> reopen) {
    this.context = context;
    this.options = context.options();
    this.authentication = authentication;
    this.quirks = context.quirks();
    this.reopen = reopen;
  }

  public void use(ControlConnection newConnection, boolean isSecure) {
    connection = newConnection;
    secure = isSecure;
  }

  public @Nullable ControlConnection connection() {
    return connection;
  }

  /** Gives the connection up: from now on there is none, whatever happens with this one. */
  public @Nullable ControlConnection drop() {
    ControlConnection dropped = connection;
    connection = null;
    return dropped;
  }

  public boolean isOpen() {
    ControlConnection now = connection;
    return now != null && now.isOpen();
  }

  /** Returns whether nobody on the way can read what is said. */
  public boolean isSecure() {
    return secure;
  }

  /** Returns the session that the server named, or null. */
  public @Nullable SessionHeader session() {
    return session;
  }

  public void forgetSession() {
    session = null;
    early = null;
    withoutSession = false;
    settled = CompletableFuture.completedFuture(null);
  }

  /**
   * Forgets a session that was named before SETUP and that SETUP then doesn't know.
   *
   * @return true if there was one
   */
  public boolean forgetEarlySession() {
    boolean known = early != null && session == null;
    early = null;
    return known;
  }

  /** Forgets what a server said of itself, since the session goes to another one. */
  public void forgetServer() {
    serverMethods = List.of();
    server = null;
  }

  /** Returns whether the server has something set up for this side, under a name or without one. */
  public boolean hasSession() {
    return session != null || withoutSession;
  }

  /**
   * Returns what completes when the last SETUP or TEARDOWN that was given up is answered: only then
   * is it known whether the server has a session, and under which name it can be ended.
   */
  public CompletableFuture<Void> settled() {
    return settled;
  }

  /**
   * Returns whether the server closed the connection after it asked for credentials in the midst of
   * a session, and forgets it.
   */
  public boolean takeClosedAfterChallenge() {
    boolean closed = closedAfterChallenge;
    closedAfterChallenge = false;
    return closed;
  }

  /** Lets a secret that was accepted before be tried once more on a new connection. */
  public void forgiveRefusal() {
    authentication.forgiveRefusal();
  }

  public @Nullable RtspResponse lastResponse() {
    return lastResponse;
  }

  public List<RtspMethod> serverMethods() {
    return serverMethods;
  }

  public Optional<String> server() {
    return Optional.ofNullable(server);
  }

  public Optional<String> authenticationInUse() {
    return Optional.ofNullable(authenticationInUse);
  }

  /** Sends a request, answers challenges, and completes with the first other response. */
  public CompletableFuture<RtspResponse> exchange(RtspRequest request) {
    Manner manner = new Manner(false, options.responseTimeout());
    return attempt(request, manner, new Authentication.Rounds(), true);
  }

  /**
   * Does the same for a request that only keeps the session alive.
   *
   * @param interval when the next one is due: this one's answer is waited for no longer, unless
   *     that is less than any server may need
   */
  CompletableFuture<RtspResponse> keepalive(RtspRequest request, Duration interval) {
    Duration limit = options.responseTimeout();
    Duration patience = interval.compareTo(LEAST_PATIENCE) < 0 ? LEAST_PATIENCE : interval;
    Manner manner = new Manner(true, patience.compareTo(limit) < 0 ? patience : limit);
    return attempt(request, manner, new Authentication.Rounds(), true);
  }

  /** How a request is sent: what for, and how long its answer may take. */
  private record Manner(boolean keepalive, Duration timeout) {}

  private CompletableFuture<RtspResponse> attempt(
      RtspRequest request, Manner manner, Authentication.Rounds rounds, boolean mayReopen) {
    ControlConnection on = connection;
    if (on == null || !on.isOpen()) {
      return CompletableFuture.failedFuture(
          new RtspTransportException(
              RtspPhase.REQUEST,
              "the connection is closed, " + request.method() + " can't be sent",
              request,
              null,
              null));
    }
    if (context.isClosing() && !request.method().equals(RtspMethod.TEARDOWN)) {
      return CompletableFuture.failedFuture(Exchanges.closing(request.method()));
    }
    Turn turn = new Turn(rounds);
    return context
        .waits()
        .track(on.send(request, manner.timeout(), manner.keepalive(), turn))
        .thenCompose(response -> answered(request, turn, response, manner, mayReopen));
  }

  /** What a request becomes when its turn comes. */
  private final class Turn implements Exchanges.Preparation {

    private final Authentication.Rounds rounds;
    private @Nullable RtspRequest sent;

    /** What {@link #settled} became when it was given up. */
    private @Nullable CompletableFuture<Void> awaited;

    private Turn(Authentication.Rounds rounds) {
      this.rounds = rounds;
    }

    @Override
    public RtspRequest complete(RtspRequest request) {
      RtspRequest complete = Conversation.this.complete(request, rounds);
      sent = complete;
      return complete;
    }

    @Override
    public void sending(RtspRequest request) {
      context.counters().requests++;
      context.notifier().tell((listener, session) -> listener.onRequest(session, request));
    }

    @Override
    public void givenUp(Throwable why) {
      if ((is(RtspMethod.SETUP) || is(RtspMethod.TEARDOWN))
          && why instanceof RtspCancelledException) {
        settled = new CompletableFuture<>();
        awaited = settled;
      }
    }

    @Override
    public void late(RtspResponse response) {
      if (is(RtspMethod.SETUP)) {
        if (response.isSuccess() && !hasSession()) {
          noteSetup(response);
        }
        settled.complete(null);
      } else if (awaited == settled) { // not of a session before
        boolean over =
            response.statusCode() == Statuses.UNAUTHORIZED
                ? !takesChallenge(response)
                : Statuses.isTornDown(response);
        if (over) {
          forgetSession();
        }
        awaited.complete(null);
      }
    }

    /** Takes a challenge to TEARDOWN, so that the one of closing is signed for it. */
    private boolean takesChallenge(RtspResponse response) {
      RtspRequest request = sent;
      if (request == null) {
        return false;
      }
      try {
        authentication.challenged(request, response, rounds, secure);
        return true;
      } catch (RtspException refused) {
        return false;
      }
    }

    private boolean is(RtspMethod method) {
      return sent != null && sent.method().equals(method);
    }
  }

  private CompletableFuture<RtspResponse> answered(
      RtspRequest request, Turn turn, RtspResponse response, Manner manner, boolean mayReopen) {
    lastResponse = response;
    note(response);
    if (response.isSuccess() && request.method().equals(RtspMethod.PLAY)) {
      readHints(response);
    }
    context.notifier().tell((listener, session) -> listener.onResponse(session, response));
    if (response.statusCode() != Statuses.UNAUTHORIZED) {
      if (response.isSuccess()) {
        authentication.accepted(response);
        authenticationInUse = authentication.description().orElse(null);
        noteEarlySession(request, response);
      }
      return CompletableFuture.completedFuture(response);
    }
    RtspRequest sent = turn.sent != null ? turn.sent : request;
    authentication.challenged(sent, response, turn.rounds, secure);
    return mayReopen
        ? attemptOrReopen(request, manner, turn.rounds)
        : attempt(request, manner, turn.rounds, false);
  }

  /** Signs on the same connection, or on a new one if the server closes it after a 401. */
  private CompletableFuture<RtspResponse> attemptOrReopen(
      RtspRequest request, Manner manner, Authentication.Rounds rounds) {
    ControlConnection before = connection;
    return attempt(request, manner, rounds, true)
        .handle(
            (response, failure) -> {
              if (failure == null) {
                return CompletableFuture.completedFuture(response);
              }
              RtspException cause = Failures.asRtsp(failure);
              boolean closed =
                  cause instanceof RtspTransportException && connection == before && !isOpen();
              if (!closed || hasSession()) {
                closedAfterChallenge = closed && !manner.keepalive();
                return CompletableFuture.<RtspResponse>failedFuture(cause);
              }
              return reopen.get().thenCompose(opened -> attempt(request, manner, rounds, false));
            })
        .thenCompose(outcome -> outcome);
  }

  /**
   * Returns a request as it is sent now, for a connection that is given up; if it can't be signed,
   * as it is.
   */
  public RtspRequest signed(RtspRequest request) {
    try {
      return complete(request, new Authentication.Rounds());
    } catch (RuntimeException brokenSecret) {
      return request;
    }
  }

  /** Adds what each request carries. */
  private RtspRequest complete(RtspRequest request, Authentication.Rounds rounds) {
    RtspHeaders.Builder headers = RtspHeaders.builder();
    SessionHeader in = session != null ? session : early;
    if (in != null && !in.id().isEmpty() && !request.headers().contains("Session")) {
      headers.add("Session", in.id());
    }
    headers.addAll(request.headers());
    headers.remove("CSeq");
    boolean withheld = authentication.isWithheld();
    if (withheld) {
      headers.remove("Authorization");
    }
    options
        .extraHeaders(request.method())
        .forEach(
            (name, value) -> {
              if (!request.headers().contains(name) && (!withheld || isPublic(name))) {
                headers.add(name, value);
              }
            });
    if (!options.userAgent().isEmpty() && !request.headers().contains("User-Agent")) {
      headers.add("User-Agent", options.userAgent());
    }
    RtspHeaders signed =
        authentication.sign(
            headers.build(), request.method(), request.uri(), request.body(), rounds);
    return request.withHeaders(signed);
  }

  /** Returns whether a field says nothing of who asks, so that any server may see it. */
  private static boolean isPublic(String name) {
    return PUBLIC_HEADERS.contains(name.toLowerCase(Locale.ROOT));
  }

  private void note(RtspResponse response) {
    RtspHeaders headers = response.headers();
    headers.first("Server").filter(value -> !value.isEmpty()).ifPresent(value -> server = value);
    PublicHeader.of(headers, quirks).ifPresent(named -> serverMethods = named.methods());
  }

  /**
   * Reads what an accepted PLAY says of its packets (RFC 2326 §12.29, §12.33), to tell of its form.
   * What it says are hints, which the tracks' clocks take as such.
   */
  private void readHints(RtspResponse response) {
    RtspHeaders headers = response.headers();
    headers.first("Range").ifPresent(value -> Range.parse(value, quirks));
    headers.all("RTP-Info").forEach(value -> RtpInfo.parse(value, quirks));
  }

  /**
   * Takes a session that is named before there is one. Its owner closes the connection unless it
   * comes back with the requests that follow (Huawei HMS, ipchub).
   */
  private void noteEarlySession(RtspRequest request, RtspResponse response) {
    boolean before =
        request.method().equals(RtspMethod.OPTIONS) || request.method().equals(RtspMethod.DESCRIBE);
    if (!before || hasSession() || !response.headers().contains("Session")) {
      return;
    }
    SessionHeader named =
        SessionHeader.parse(response.headers().first("Session").orElse(""), quirks);
    if (!named.id().isEmpty()) {
      quirks.report(ControlQuirks.SESSION_BEFORE_SETUP, request.method().name());
      early = named;
    }
  }

  /** Takes the session that an accepted SETUP names; servers that know but one name none. */
  public void noteSetup(RtspResponse response) {
    noteSession(response);
    if (session == null) {
      session = early;
    }
    if (session == null) {
      withoutSession = true;
      quirks.report(ControlQuirks.SESSION_MISSING, "");
    }
  }

  /** Takes the session that an accepted request names, if it names one. */
  public void noteSession(RtspResponse response) {
    response
        .headers()
        .first("Session")
        .ifPresent(
            value -> {
              SessionHeader named = SessionHeader.parse(value, quirks);
              SessionHeader known = session;
              SessionHeader now = known == null ? named : named.after(known);
              if (known != null && !known.id().equals(now.id())) {
                quirks.report(ControlQuirks.SESSION_ID_CHANGED, "");
              }
              session = now;
            });
  }
}
