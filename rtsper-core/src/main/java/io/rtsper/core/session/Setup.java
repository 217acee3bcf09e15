package io.rtsper.core.session;

import io.rtsper.api.Quirks;
import io.rtsper.api.RtspException;
import io.rtsper.api.RtspMethod;
import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspRequest;
import io.rtsper.api.RtspResponse;
import io.rtsper.api.RtspTransportException;
import io.rtsper.api.header.TransportHeader;
import io.rtsper.api.media.Track;
import io.rtsper.api.spi.MediaTransport;
import io.rtsper.api.spi.MediaTransportProvider;
import io.rtsper.api.spi.ProviderCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sets tracks up (RFC 2326 §10.4): for each track, the transports in order of preference, and for
 * each of those the URIs that its control may mean, until the server accepts one.
 *
 * <p>What the first track took is tried first for the others, so that a presentation has one
 * transport and the usual server needs one request a track.
 */
final class Setup {

  private final Conversation conversation;
  private final Presentation presentation;
  private final ProviderCatalog providers;
  private final QuirkLedger quirks;
  private final List<String> preference;
  private final Function<Track, TrackChannel> channels;

  private @Nullable String chosenTransport;
  private int chosenCandidate;

  Setup(
      Conversation conversation,
      Presentation presentation,
      ProviderCatalog providers,
      QuirkLedger quirks,
      List<String> preference,
      Function<Track, TrackChannel> channels) {
    this.conversation = conversation;
    this.presentation = presentation;
    this.providers = providers;
    this.quirks = quirks;
    this.preference = preference;
    this.channels = channels;
  }

  /** Returns the transport that the tracks were set up with. */
  Optional<String> transport() {
    return Optional.ofNullable(chosenTransport);
  }

  /** Sets one track up. */
  CompletableFuture<TrackChannel> setup(Track track) {
    List<String> names = new ArrayList<>(preference);
    String first = chosenTransport;
    if (first != null) {
      names.remove(first);
      names.add(0, first);
    }
    return withTransport(track, names, 0, null);
  }

  private CompletableFuture<TrackChannel> withTransport(
      Track track, List<String> names, int index, @Nullable RtspException refused) {
    if (index == names.size()) {
      return CompletableFuture.failedFuture(
          refused != null ? refused : new IllegalStateException("no transport to try"));
    }
    MediaTransportProvider provider = providers.mediaTransport(names.get(index));
    TrackChannel channel = channels.apply(track);
    MediaTransport transport;
    try {
      transport = channel.open(provider);
    } catch (RtspTransportException noMeans) {
      channel.close();
      return withTransport(track, names, index + 1, noMeans);
    }
    List<String> candidates = presentation.candidates(track);
    List<String> uris = new ArrayList<>(candidates);
    if (chosenCandidate < uris.size()) {
      uris.add(0, uris.remove(chosenCandidate));
    }
    return withUri(channel, transport, uris, 0)
        .thenApply(
            done -> {
              chosenCandidate = candidates.indexOf(done.controlUri());
              if (chosenCandidate > 0) {
                quirks.report(
                    Quirks.CONTROL_URI_JOINED_OTHERWISE, "candidate " + (chosenCandidate + 1));
              }
              return done;
            })
        .handle(
            (done, failure) -> {
              if (failure == null) {
                chosenTransport = done.transportName();
                return CompletableFuture.completedFuture(done);
              }
              channel.close();
              Throwable cause = Failures.unwrap(failure);
              return cause instanceof TransportRefused refusal
                  ? withTransport(track, names, index + 1, refusal.failure)
                  : CompletableFuture.<TrackChannel>failedFuture(cause);
            })
        .thenCompose(outcome -> outcome);
  }

  /** Tries a URI and, if the server doesn't know it, the next. */
  private CompletableFuture<TrackChannel> withUri(
      TrackChannel channel, MediaTransport transport, List<String> uris, int index) {
    RtspRequest request =
        RtspRequest.of(RtspMethod.SETUP, uris.get(index))
            .withHeader("Transport", transport.offer().toString());
    return conversation
        .exchange(request)
        .thenCompose(
            response -> {
              if (response.isSuccess()) {
                channel.controlUri(uris.get(index));
                return CompletableFuture.completedFuture(
                    accept(channel, transport, request, response));
              }
              return isUnknownUri(response.statusCode()) && index + 1 < uris.size()
                  ? withUri(channel, transport, uris, index + 1)
                  : refused(request, response);
            });
  }

  private static boolean isUnknownUri(int status) {
    return status == 404 || status == 400 || status == 451 || status == 455 || status == 454;
  }

  private static CompletableFuture<TrackChannel> refused(
      RtspRequest request, RtspResponse response) {
    if (response.statusCode() == Statuses.UNSUPPORTED_TRANSPORT) {
      return CompletableFuture.failedFuture(
          new TransportRefused(Statuses.failure(request, response)));
    }
    Statuses.requireSuccess(request, response);
    throw new IllegalStateException("a refusal can't be a success");
  }

  private TrackChannel accept(
      TrackChannel channel, MediaTransport offered, RtspRequest request, RtspResponse response) {
    conversation.noteSession(response);
    TransportHeader answer =
        response
            .headers()
            .first("Transport")
            .filter(value -> !value.isBlank())
            .map(value -> TransportHeader.parse(value, quirks))
            .orElse(null);
    if (answer == null) {
      quirks.report(Quirks.TRANSPORT_MISSING, request.method().name());
      answer = offered.offer();
    }
    try {
      accepting(channel, offered, answer).accept(answer);
      channel.announced(answer.ssrc());
    } catch (RtspException unusable) {
      throw Presentation.about(channel.track(), unusable);
    }
    return channel;
  }

  /** Returns the transport that the server chose, which may be another than was offered. */
  private MediaTransport accepting(
      TrackChannel channel, MediaTransport offered, TransportHeader answer) {
    MediaTransportProvider provider = providers.mediaTransport(channel.transportName());
    if (provider.recognises(answer)) {
      return offered;
    }
    for (MediaTransportProvider other : providers.mediaTransports()) {
      if (other != provider && other.recognises(answer)) {
        quirks.report(
            Quirks.TRANSPORT_OTHER_THAN_OFFERED, provider.name() + " offered, " + other.name());
        return channel.open(other);
      }
    }
    throw new RtspTransportException(
        RtspPhase.REQUEST,
        "the server answered the transport \""
            + offered.offer()
            + "\" with \""
            + answer
            + "\", which no media transport plug-in knows",
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
