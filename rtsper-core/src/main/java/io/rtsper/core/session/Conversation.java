package io.rtsper.core.session;

import io.rtsper.api.Quirks;
import io.rtsper.api.RtspException;
import io.rtsper.api.RtspHeaders;
import io.rtsper.api.RtspMethod;
import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspRequest;
import io.rtsper.api.RtspResponse;
import io.rtsper.api.RtspTransportException;
import io.rtsper.api.SessionOptions;
import io.rtsper.api.header.PublicHeader;
import io.rtsper.api.header.SessionHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is said to one server: requests with everything that belongs to them, and what is remembered
 * of the answers (session id, authentication, methods).
 */
final class Conversation {

  private final SessionOptions options;
  private final Authentication authentication;
  private final QuirkLedger quirks;
  private final Notifier notifier;
  private final Waits waits;
  private final Counters counters;
  private final Supplier<CompletableFuture<Void>> reopen;

  private @Nullable ControlConnection connection;
  private boolean secure;
  private @Nullable SessionHeader session;
  private volatile @Nullable RtspResponse lastResponse;
  private volatile List<RtspMethod> serverMethods = List.of();
  private volatile @Nullable String server;
  private volatile @Nullable String authenticationInUse;

  /**
   * Makes a conversation that has not begun.
   *
   * @param reopen opens a new connection in the place of one that the server closed after a 401
   */
  Conversation(
      SessionOptions options,
      Authentication authentication,
      QuirkLedger quirks,
      Notifier notifier,
      Waits waits,
      Counters counters,
      Supplier<CompletableFuture<Void>> reopen) {
    this.options = options;
    this.authentication = authentication;
    this.quirks = quirks;
    this.notifier = notifier;
    this.waits = waits;
    this.counters = counters;
    this.reopen = reopen;
  }

  void use(ControlConnection newConnection, boolean isSecure) {
    connection = newConnection;
    secure = isSecure;
  }

  @Nullable ControlConnection connection() {
    return connection;
  }

  /** Gives the connection up: from now on there is none, whatever happens with this one. */
  @Nullable ControlConnection drop() {
    ControlConnection dropped = connection;
    connection = null;
    return dropped;
  }

  boolean isOpen() {
    ControlConnection now = connection;
    return now != null && now.isOpen();
  }

  /** Returns the session that the server named, or null. */
  @Nullable SessionHeader session() {
    return session;
  }

  void forgetSession() {
    session = null;
  }

  @Nullable RtspResponse lastResponse() {
    return lastResponse;
  }

  List<RtspMethod> serverMethods() {
    return serverMethods;
  }

  Optional<String> server() {
    return Optional.ofNullable(server);
  }

  Optional<String> authenticationInUse() {
    return Optional.ofNullable(authenticationInUse);
  }

  /** Sends a request, answers challenges, and completes with the first other response. */
  CompletableFuture<RtspResponse> exchange(RtspRequest request) {
    return attempt(request, false, new Authentication.Rounds(), true);
  }

  /** Does the same for a request that only keeps the session alive. */
  CompletableFuture<RtspResponse> keepalive(RtspRequest request) {
    return attempt(request, true, new Authentication.Rounds(), true);
  }

  private CompletableFuture<RtspResponse> attempt(
      RtspRequest request, boolean keepalive, Authentication.Rounds rounds, boolean mayReopen) {
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
    RtspRequest complete = complete(request, rounds);
    counters.requests++;
    CompletableFuture<RtspResponse> answer =
        waits.track(
            on.send(
                complete,
                options.responseTimeout(),
                keepalive,
                sent -> notifier.tell((l, s) -> l.onRequest(s, sent))));
    return answer.thenCompose(
        response -> answered(request, complete, response, keepalive, rounds, mayReopen));
  }

  private CompletableFuture<RtspResponse> answered(
      RtspRequest request,
      RtspRequest sent,
      RtspResponse response,
      boolean keepalive,
      Authentication.Rounds rounds,
      boolean mayReopen) {
    lastResponse = response;
    note(response);
    notifier.tell((listener, session) -> listener.onResponse(session, response));
    if (response.statusCode() != Statuses.UNAUTHORIZED) {
      if (response.isSuccess()) {
        authentication.accepted(response);
        authenticationInUse = authentication.description().orElse(null);
      }
      return CompletableFuture.completedFuture(response);
    }
    authentication.challenged(sent, response, rounds, secure);
    if (!mayReopen || session != null) {
      return attempt(request, keepalive, rounds, false);
    }
    return attemptOrReopen(request, keepalive, rounds);
  }

  /** Signs on the same connection, or on a new one if the server closes it after a 401. */
  private CompletableFuture<RtspResponse> attemptOrReopen(
      RtspRequest request, boolean keepalive, Authentication.Rounds rounds) {
    ControlConnection before = connection;
    return attempt(request, keepalive, rounds, true)
        .handle(
            (response, failure) -> {
              if (failure == null) {
                return CompletableFuture.completedFuture(response);
              }
              RtspException cause = Failures.asRtsp(failure);
              boolean closed =
                  cause instanceof RtspTransportException
                      && connection == before
                      && !isOpen()
                      && session == null;
              if (!closed) {
                return CompletableFuture.<RtspResponse>failedFuture(cause);
              }
              return reopen.get().thenCompose(opened -> attempt(request, keepalive, rounds, false));
            })
        .thenCompose(outcome -> outcome);
  }

  /** Returns a request as it is sent now, for a connection that is given up. */
  RtspRequest signed(RtspRequest request) {
    return complete(request, new Authentication.Rounds());
  }

  /** Adds what each request carries. */
  private RtspRequest complete(RtspRequest request, Authentication.Rounds rounds) {
    RtspHeaders.Builder headers = RtspHeaders.builder();
    SessionHeader in = session;
    if (in != null && !in.id().isEmpty() && !request.headers().contains("Session")) {
      headers.add("Session", in.id());
    }
    headers.addAll(request.headers());
    headers.remove("CSeq").remove("Authorization");
    options
        .extraHeaders()
        .forEach(
            (name, value) -> {
              if (!request.headers().contains(name)) {
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

  private void note(RtspResponse response) {
    RtspHeaders headers = response.headers();
    headers.first("Server").filter(value -> !value.isEmpty()).ifPresent(value -> server = value);
    if (headers.contains("Public")) {
      List<RtspMethod> methods = new ArrayList<>();
      for (String value : headers.all("Public")) {
        for (RtspMethod method : PublicHeader.parse(value, quirks).methods()) {
          if (!methods.contains(method)) {
            methods.add(method);
          }
        }
      }
      serverMethods = List.copyOf(methods);
    }
  }

  /** Takes the session that an accepted SETUP or PLAY names, if it names one. */
  void noteSession(RtspResponse response) {
    response
        .headers()
        .first("Session")
        .ifPresent(
            value -> {
              SessionHeader named = SessionHeader.parse(value, quirks);
              SessionHeader known = session;
              SessionHeader now = known == null ? named : named.after(known);
              if (known != null && !known.id().equals(now.id())) {
                quirks.report(Quirks.SESSION_ID_CHANGED, "");
              }
              session = now;
            });
  }
}
