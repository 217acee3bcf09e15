package io.rtsper.core.media;

import io.rtsper.api.RtspAuthException;
import io.rtsper.api.RtspException;
import io.rtsper.api.RtspMethod;
import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspRequest;
import io.rtsper.api.RtspResponse;
import io.rtsper.api.RtspStatusException;
import io.rtsper.api.RtspTimeoutException;
import io.rtsper.api.RtspTransportException;
import io.rtsper.api.header.TransportHeader;
import io.rtsper.api.media.Track;
import io.rtsper.api.spi.MediaTransport;
import io.rtsper.api.spi.MediaTransportProvider;
import io.rtsper.api.spi.ProviderCatalog;
import io.rtsper.core.context.Failures;
import io.rtsper.core.context.Notifier;
import io.rtsper.core.context.QuirkLedger;
import io.rtsper.core.context.SessionContext;
import io.rtsper.core.control.Conversation;
import io.rtsper.core.control.Presentation;
import io.rtsper.core.control.Statuses;
import io.rtsper.core.header.TransportReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sets tracks up (RFC 2326 §10.4): for each track, the transports in order of preference, and for
 * each of those the URIs that its control may mean, until the server accepts one.
 *
 * <p>What the first track took is tried first for the others, so that a presentation has one
 * transport and the usual server needs one request a track. A transport to which nothing was
 * answered, or by which nothing came, is tried last from then on.
 */
final class Setup {

  /** How many requests a track is worth: a server may count them, or be slow with each. */
  private static final int MOST_REQUESTS = 6;

  private final Conversation conversation;
  private final Presentation presentation;
  private final ProviderCatalog providers;
  private final QuirkLedger quirks;
  private final TransportOrder order;
  private final Notifier notifier;
  private final Function<Track, TrackFlow> flows;

  private int chosenCandidate;

  /** How many SETUPs were sent for the track that is under way. */
  private int requests;

  /** Whether this connection was opened because another one refused what it should have taken. */
  private boolean startedOver;

  /**
   * Makes the setups of a session.
   *
   * @param flows gives the flow of a track
   */
  Setup(
      SessionContext context,
      Conversation conversation,
      Presentation presentation,
      Function<Track, TrackFlow> flows) {
    this.conversation = conversation;
    this.presentation = presentation;
    this.providers = context.providers();
    this.quirks = context.quirks();
    this.order = new TransportOrder(context.options().transports());
    this.notifier = context.notifier();
    this.flows = flows;
  }

  /**
   * Says that the server refuses on this connection what it would accept on a new one: some want a
   * new one, with a DESCRIBE, after they refused a transport (Hikvision, gortsplib 3084b62;
   * Media3).
   */
  static final class StartOver extends RuntimeException {

    private static final long serialVersionUID = 1L;

    final transient RtspException cause;

    private StartOver(RtspException cause) {
      super("start over", null, false, false);
      this.cause = cause;
    }
  }

  /** Returns the transport that the tracks were set up with. */
  Optional<String> transport() {
    return Optional.ofNullable(order.chosen());
  }

  /** Returns the order of the transports. */
  TransportOrder order() {
    return order;
  }

  /** Is told that all tracks are set up: what a later connection refuses begins anew. */
  void allDone() {
    startedOver = false;
  }

  /** Is told that no packet came: the next time another transport goes first. */
  void nothingCame(RtspException cause) {
    String by = order.chosen();
    if (by != null) {
      if (order.hasOther()) {
        givenUp(by, cause);
      }
      order.last(by);
    }
  }

  /**
   * Tells the application that another transport is tried than the one that it would rather have.
   */
  private void givenUp(String name, RtspException cause) {
    if (order.failed(name, String.valueOf(cause.getMessage()))) {
      notifier.tell((listener, session) -> listener.onTransportFailed(session, name, cause));
    }
  }

  /** Sets one track up. */
  CompletableFuture<TrackFlow> setup(Track track) {
    List<String> names = order.names();
    requests = 0;
    // Once for the track: what is tolerated of its control isn't of each transport.
    return CompletableFuture.completedFuture(track)
        .thenApply(presentation::candidates)
        .thenCompose(uris -> withTransport(new Ways(track, names, uris), 0, null));
  }

  /** What a track may be set up with: the names of transports, and the URIs in their order. */
  private record Ways(Track track, List<String> names, List<String> uris) {}

  private CompletableFuture<TrackFlow> withTransport(
      Ways ways, int index, @Nullable RtspException refused) {
    List<String> names = ways.names();
    if (index == names.size() || (refused != null && requests >= MOST_REQUESTS)) {
      return CompletableFuture.failedFuture(
          refused != null
              ? withOthers(refused, names.get(index - 1))
              : new IllegalStateException("no transport to try"));
    }
    String name = names.get(index);
    MediaTransportProvider provider = providers.mediaTransport(name);
    TrackFlow flow = flows.apply(ways.track());
    MediaTransport transport;
    try {
      transport = flow.open(provider, ways.track());
    } catch (RtspTransportException noMeans) {
      flow.close();
      return next(ways, index, noMeans);
    }
    if (isSecuredByLink(ways.track()) && !transport.offer().isInterleaved()) {
      flow.close();
      return next(ways, index, outsideTls(ways.track()));
    }
    List<String> uris = new ArrayList<>(ways.uris());
    if (chosenCandidate < uris.size()) {
      uris.add(0, uris.remove(chosenCandidate));
    }
    return withUri(flow, transport, uris, 0, null)
        .thenApply(
            done -> {
              if (refused instanceof RtspStatusException && !isUnsupportedTransport(refused)) {
                quirks.report(MediaQuirks.TRANSPORT_REFUSED_WITH_400, name + " accepted");
              }
              if (isSecuredByLink(ways.track())) {
                quirks.report(MediaQuirks.SAVP_OVER_TLS, ways.track().toString());
              }
              chosenCandidate = ways.uris().indexOf(done.controlUri());
              if (chosenCandidate > 0) {
                quirks.report(
                    MediaQuirks.CONTROL_URI_JOINED_OTHERWISE, "candidate " + (chosenCandidate + 1));
              }
              return done;
            })
        .handle(
            (done, failure) -> {
              if (failure == null) {
                order.choose(done.transportName());
                return CompletableFuture.completedFuture(done);
              }
              flow.close();
              return otherwise(
                  ways,
                  index,
                  transport.offer().isInterleaved(),
                  refused,
                  Failures.unwrap(failure));
            })
        .thenCompose(outcome -> outcome);
  }

  /**
   * Returns whether a track that names SRTP comes over a link that encrypts it. MediaMTX and
   * gortsplib describe their streams so, and send plain RTP within TLS.
   */
  private boolean isSecuredByLink(Track track) {
    return conversation.isSecure()
        && track.description().protocol().toUpperCase(Locale.ROOT).contains("SAVP");
  }

  private static RtspTransportException outsideTls(Track track) {
    return new RtspTransportException(
        RtspPhase.REQUEST,
        track
            + " needs SRTP, which is not supported, unless it comes within TLS; add \"tcp\" to"
            + " transports(…)",
        null);
  }

  /** Goes on with the transport behind one that is given up. */
  private CompletableFuture<TrackFlow> next(Ways ways, int index, RtspException cause) {
    if (index + 1 < ways.names().size()) {
      givenUp(ways.names().get(index), cause);
    }
    return withTransport(ways, index + 1, cause);
  }

  /** Returns a failure that says as well what became of the transports before the last one. */
  private RtspException withOthers(RtspException failure, String last) {
    String others = order.others(last);
    return others.isEmpty()
        ? failure
        : failure.withMessage(
            failure.getMessage() + " (" + last + "; before that, " + others + ")");
  }

  /** Goes on after a transport failed, if there is something else to try. */
  private CompletableFuture<TrackFlow> otherwise(
      Ways ways, int index, boolean interleaved, @Nullable RtspException refused, Throwable cause) {
    List<String> names = ways.names();
    if (cause instanceof TransportRefused refusal) {
      return isUnsupportedTransport(refused) && isDoubtful(refusal) && !startedOver
          ? startOver(names.subList(0, index), refusal.failure)
          : next(ways, index, refusal.failure);
    }
    String name = names.get(index);
    boolean more = index + 1 < names.size();
    if (cause instanceof RtspTimeoutException silence && more) {
      order.last(name);
      if (conversation.isOpen()) {
        return next(ways, index, silence);
      }
    } else if (refused instanceof RtspStatusException
        && cause instanceof RtspTransportException gone
        && !conversation.isOpen()
        && !startedOver) {
      // espp closes the connection behind its refusal.
      return startOver(names.subList(0, index), gone);
    } else if (cause instanceof RtspTransportException && !conversation.isOpen()) {
      // A transport beside the connection may be what the server left for.
      if (!interleaved) {
        order.last(name);
      }
    } else if (isUnsupportedTransport(refused)
        && cause instanceof RtspException now
        && isOfThisConnection(now)
        && !startedOver) {
      return startOver(names.subList(0, index), now);
    }
    return CompletableFuture.failedFuture(cause);
  }

  private static boolean isUnsupportedTransport(@Nullable RtspException refusal) {
    return refusal instanceof RtspStatusException status
        && Statuses.isUnsupportedTransport(status.statusCode());
  }

  /** Returns whether what was refused may be something else than the transport. */
  private static boolean isDoubtful(TransportRefused refusal) {
    return refusal.failure instanceof RtspStatusException
        && !isUnsupportedTransport(refusal.failure);
  }

  private CompletableFuture<TrackFlow> startOver(List<String> refused, RtspException cause) {
    startedOver = true;
    refused.forEach(order::last);
    return CompletableFuture.failedFuture(new StartOver(cause));
  }

  private static boolean isOfThisConnection(RtspException failure) {
    return failure instanceof RtspAuthException
        || (failure instanceof RtspStatusException status
            && Statuses.mayBeOfThisConnection(status.statusCode()));
  }

  /**
   * Tries a URI and, if the server doesn't know it, the next.
   *
   * @param first how the first URI was refused; what is said in the end if all are
   */
  private CompletableFuture<TrackFlow> withUri(
      TrackFlow flow,
      MediaTransport transport,
      List<String> uris,
      int index,
      @Nullable RtspStatusException first) {
    RtspRequest request = request(uris.get(index), transport);
    return exchange(request)
        .thenCompose(
            response -> {
              if (response.isSuccess()) {
                return accept(flow, transport, request, response, true);
              }
              boolean sessionGone =
                  Statuses.isUnknownSession(response.statusCode())
                      && conversation.session() != null;
              if (sessionGone || !Statuses.mayBeUnknownControl(response.statusCode())) {
                return refused(request, response);
              }
              RtspStatusException refusal = first != null ? first : failure(request, response);
              if (index + 1 < uris.size() && requests < MOST_REQUESTS) {
                return withUri(flow, transport, uris, index + 1, refusal);
              }
              return CompletableFuture.failedFuture(
                  Statuses.mayBeUnsupportedTransport(refusal.statusCode())
                      ? new TransportRefused(refusal)
                      : refusal);
            });
  }

  /** Sends a SETUP; without the session that was named before, if that isn't known there. */
  private CompletableFuture<RtspResponse> exchange(RtspRequest request) {
    requests++;
    return conversation
        .exchange(request)
        .thenCompose(
            response ->
                Statuses.isUnknownSession(response.statusCode())
                        && conversation.forgetEarlySession()
                    ? exchange(request)
                    : CompletableFuture.completedFuture(response));
  }

  private static RtspRequest request(String uri, MediaTransport transport) {
    return RtspRequest.of(RtspMethod.SETUP, uri)
        .withHeader("Transport", transport.offer().toString());
  }

  private CompletableFuture<TrackFlow> refused(RtspRequest request, RtspResponse response) {
    if (Statuses.isUnsupportedTransport(response.statusCode())) {
      return CompletableFuture.failedFuture(new TransportRefused(failure(request, response)));
    }
    Statuses.requireSuccess(request, response);
    throw new IllegalStateException("a refusal can't be a success");
  }

  private RtspStatusException failure(RtspRequest request, RtspResponse response) {
    List<String> untried = new ArrayList<>();
    providers.mediaTransports().forEach(provider -> untried.add(provider.name()));
    List<String> tried = order.names();
    untried.removeAll(tried);
    return Statuses.setupFailure(request, response, tried, untried);
  }

  /**
   * Takes a success.
   *
   * @param mayAsk whether the server may be asked again, with the transport that it prefers
   */
  private CompletableFuture<TrackFlow> accept(
      TrackFlow flow,
      MediaTransport offered,
      RtspRequest request,
      RtspResponse response,
      boolean mayAsk) {
    conversation.noteSetup(response);
    TransportHeader answer = answer(flow, offered, request, response);
    MediaTransportProvider chosen = chosen(flow, offered, answer);
    boolean other = !chosen.name().equals(flow.transportName());
    if (other && !saysAll(answer)) {
      // Neither side knows the other's ports: it is to be offered what it wants.
      return mayAsk
          ? askAgain(flow, flow.open(chosen, flow.track()), request.uri())
          : CompletableFuture.failedFuture(unusable(offered, answer, "it was offered as well"));
    }
    try {
      MediaTransport accepting = other ? flow.open(chosen, flow.track()) : offered;
      flow.agree(accepting, answer);
    } catch (RtspException unusable) {
      throw Presentation.about(flow.track(), unusable);
    }
    flow.controlUri(request.uri());
    return CompletableFuture.completedFuture(flow);
  }

  /** Returns whether an answer that wasn't asked for says how packets come: by channel or group. */
  private static boolean saysAll(TransportHeader answer) {
    return answer.interleaved().isPresent()
        || (answer.multicast() && answer.destination().isPresent() && answer.port().isPresent());
  }

  private CompletableFuture<TrackFlow> askAgain(
      TrackFlow flow, MediaTransport transport, String uri) {
    RtspRequest request = request(uri, transport);
    return exchange(request)
        .thenCompose(
            response ->
                response.isSuccess()
                    ? accept(flow, transport, request, response, false)
                    : refused(request, response));
  }

  private TransportHeader answer(
      TrackFlow flow, MediaTransport offered, RtspRequest request, RtspResponse response) {
    String value = response.headers().first("Transport").orElse("");
    if (value.isBlank()) {
      quirks.report(MediaQuirks.TRANSPORT_MISSING, request.method().name());
      return offered.offer();
    }
    TransportHeader answer = TransportReader.parse(value, quirks);
    if (!answer.profile().startsWith("RTP/") || answer.profile().contains("SAVP")) {
      throw new TransportRefused(
          unusable(
              offered,
              answer,
              answer.profile().contains("SAVP")
                  ? "it is SRTP, which is not supported"
                  : "it isn't RTP; switch the server's output to RTP, if it can be"));
    }
    if (isBare(answer) && !providers.mediaTransport(flow.transportName()).recognises(answer)) {
      quirks.report(MediaQuirks.TRANSPORT_BARE, value);
      return offered.offer();
    }
    return answer;
  }

  /** Returns whether it says RTP/AVP and not how packets get across (Escam Q6). */
  private static boolean isBare(TransportHeader answer) {
    return answer.lowerTransport().isEmpty()
        && !answer.multicast()
        && answer.interleaved().isEmpty()
        && answer.clientPort().isEmpty()
        && answer.serverPort().isEmpty();
  }

  /** Returns the transport that the server chose, which may be another than was offered. */
  private MediaTransportProvider chosen(
      TrackFlow flow, MediaTransport offered, TransportHeader answer) {
    MediaTransportProvider provider = providers.mediaTransport(flow.transportName());
    if (provider.recognises(answer)) {
      return provider;
    }
    for (MediaTransportProvider other : providers.mediaTransports()) {
      if (other != provider && other.recognises(answer)) {
        // The connection is there anyway; any other way is only gone if the application said so.
        if (!answer.isInterleaved() && !order.contains(other.name())) {
          throw new TransportRefused(
              unusable(
                  offered,
                  answer,
                  "it isn't one of the session's; add \"" + other.name() + "\" to transports(…)"));
        }
        quirks.report(
            MediaQuirks.TRANSPORT_OTHER_THAN_OFFERED,
            provider.name() + " offered, " + other.name());
        givenUp(provider.name(), unusable(offered, answer, "it is " + other.name() + " instead"));
        return other;
      }
    }
    throw unusable(offered, answer, "no media transport plug-in knows it");
  }

  private static RtspTransportException unusable(
      MediaTransport offered, TransportHeader answer, String why) {
    return new RtspTransportException(
        RtspPhase.REQUEST,
        "the server answered the transport \""
            + offered.offer()
            + "\" with \""
            + answer
            + "\", which can't be used: "
            + why,
        null);
  }

  /** Says that the server doesn't offer a transport, so that the next one is tried. */
  private static final class TransportRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient RtspException failure;

    private TransportRefused(RtspException failure) {
      super("transport refused", null, false, false);
      this.failure = failure;
    }
  }
}
