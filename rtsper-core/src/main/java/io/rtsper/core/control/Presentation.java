package io.rtsper.core.control;

import io.rtsper.api.RtspException;
import io.rtsper.api.RtspMethod;
import io.rtsper.api.RtspPhase;
import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.RtspRequest;
import io.rtsper.api.RtspResponse;
import io.rtsper.api.RtspStatusException;
import io.rtsper.api.RtspUrl;
import io.rtsper.api.header.RangeHeader;
import io.rtsper.api.media.Track;
import io.rtsper.api.sdp.SessionDescription;
import io.rtsper.api.spi.QuirkReporter;
import io.rtsper.api.spi.SdpParserProvider;
import io.rtsper.api.text.PeerText;
import io.rtsper.core.context.Failures;
import io.rtsper.core.context.QuirkLedger;
import io.rtsper.core.context.SessionContext;
import io.rtsper.core.header.ControlUri;
import io.rtsper.core.header.Range;
import io.rtsper.core.message.SdpContent;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the server describes, and the requests about it as a whole: DESCRIBE, PLAY, PAUSE, TEARDOWN.
 */
public final class Presentation {

  private static final int LONGEST_RANGE = 200;

  private final Conversation conversation;
  private final SdpParserProvider parser;
  private final QuirkLedger quirks;

  private final OpeningRange opening = new OpeningRange();

  private volatile @Nullable SessionDescription description;
  private volatile List<Track> tracks = List.of();
  private @Nullable RtspUrl base;
  private List<String> aggregates = List.of();
  private volatile @Nullable String aggregate;

  /** Whether the server takes no requests about the whole. */
  private boolean singly;

  /** Makes a presentation that isn't described yet. */
  public Presentation(SessionContext context, Conversation conversation) {
    this.conversation = conversation;
    this.parser = context.providers().sdpParser();
    this.quirks = context.quirks();
  }

  public Optional<SessionDescription> description() {
    return Optional.ofNullable(description);
  }

  public List<Track> tracks() {
    return tracks;
  }

  /**
   * Returns the request URIs that a track's control may mean, in the order in which to try them,
   * and reports what is tolerated of it.
   *
   * @throws RtspProtocolException in strict mode
   */
  public List<String> candidates(Track track) {
    RtspUrl of = base;
    if (of == null) {
      throw new IllegalStateException("there is no description yet");
    }
    return ControlUri.candidates(of, track.control(), reportingAbout(track.toString()));
  }

  private QuirkReporter reportingAbout(String whose) {
    return (quirk, detail) -> quirks.report(quirk, detail + " of " + whose);
  }

  /** Returns the URI for requests about the whole, or null before there is a description. */
  public @Nullable String aggregate() {
    return aggregate;
  }

  /**
   * Asks for the description. A URL without a path goes out as it is; a server that doesn't know it
   * is asked once more with a slash behind it, which then stays (RFC 2326 §3.2 has it either way).
   *
   * @param check throws if the tracks won't do; then the description of before is kept
   */
  public CompletableFuture<SessionDescription> describe(RtspUrl url, Consumer<List<Track>> check) {
    RtspRequest request = describeRequest(url);
    return conversation
        .exchange(request)
        .thenCompose(
            response ->
                url.pathAndQuery().isEmpty() && Statuses.isUnknownUrl(response.statusCode())
                    ? describeWithSlash(url, request, response, check)
                    : CompletableFuture.completedFuture(described(url, request, response, check)));
  }

  private CompletableFuture<SessionDescription> describeWithSlash(
      RtspUrl url, RtspRequest request, RtspResponse refusal, Consumer<List<Track>> check) {
    RtspUrl withSlash = url.withPathAndQuery("/");
    RtspRequest again = describeRequest(withSlash);
    return conversation
        .exchange(again)
        .thenApply(
            response -> {
              if (Statuses.isUnknownUrl(response.statusCode())) {
                throw Statuses.failure(request, refusal);
              }
              if (response.isSuccess()) {
                quirks.report(ControlQuirks.DESCRIBE_URI, again.printableUri());
              }
              return described(withSlash, again, response, check);
            });
  }

  private static RtspRequest describeRequest(RtspUrl url) {
    return RtspRequest.of(RtspMethod.DESCRIBE, url.requestUri())
        .withHeader("Accept", "application/sdp");
  }

  private SessionDescription described(
      RtspUrl url, RtspRequest request, RtspResponse response, Consumer<List<Track>> check) {
    Statuses.requireSuccess(request, response);
    ByteBuffer body = response.bodyBuffer();
    if (!body.hasRemaining()) {
      throw new RtspProtocolException(
          RtspPhase.REQUEST,
          "the server answered DESCRIBE with "
              + response.statusCode()
              + " and no description; check the path of the URL",
          request,
          response,
          null);
    }
    // Tells of a description that isn't declared as one; what is none has no media.
    boolean declared = SdpContent.isDescription(response, quirks);
    SessionDescription read = parser.parse(body, quirks);
    List<Track> readTracks = Track.listOf(read, conversation.isSecure());
    if (readTracks.isEmpty()) {
      throw new RtspProtocolException(
          RtspPhase.REQUEST,
          "the description that the server sent has no media; its body starts with \""
              + start(response.bodyText())
              + "\""
              + (declared ? "" : ", and it isn't declared as application/sdp"),
          request,
          response,
          null);
    }
    check.accept(readTracks);
    RtspUrl documentBase = ControlUri.base(url, response.headers(), quirks);
    String sessionControl = read.control().orElse("");
    aggregates = ControlUri.aggregates(documentBase, sessionControl, reportingAbout("all tracks"));
    base = ControlUri.trackBase(documentBase, sessionControl);
    aggregate = aggregates.get(0);
    singly = false;
    description = read;
    tracks = readTracks;
    return read;
  }

  private static String start(String text) {
    return PeerText.printable(text.strip().lines().findFirst().orElse(""), 40);
  }

  /** Returns the ranges that the description names, for the whole and for single media. */
  public List<Range> describedRanges() {
    SessionDescription read = description;
    if (read == null) {
      return List.of();
    }
    return Stream.concat(
            read.range().stream(), read.media().stream().flatMap(media -> media.range().stream()))
        .filter(text -> text.length() <= LONGEST_RANGE)
        .map(text -> Range.parse(text, QuirkReporter.NONE))
        .toList();
  }

  /**
   * Starts delivery for the first time: of what is live from now on, of a recording from its start.
   */
  public CompletableFuture<RtspResponse> playFirst(List<String> controlUris) {
    return playFirst(controlUris, null);
  }

  private CompletableFuture<RtspResponse> playFirst(
      List<String> controlUris, @Nullable RtspStatusException first) {
    return play(opening.of(describedRanges()).orElse(null), controlUris)
        .handle(
            (response, thrown) -> {
              if (thrown == null) {
                if (first != null) {
                  quirks.report(ControlQuirks.RANGE_NOW, "PLAY was answered " + first.statusCode());
                }
                return CompletableFuture.completedFuture(response);
              }
              Throwable failure = Failures.unwrap(thrown);
              if (!(failure instanceof RtspStatusException refusal)) {
                return CompletableFuture.<RtspResponse>failedFuture(failure);
              }
              RtspStatusException told = first == null ? refusal : first;
              return OpeningRange.mayRefuse(refusal.statusCode())
                      && opening.stepDown(describedRanges())
                  ? playFirst(controlUris, told)
                  : CompletableFuture.<RtspResponse>failedFuture(told);
            })
        .thenCompose(outcome -> outcome);
  }

  /** Starts delivery; {@code range} null resumes where it was paused. */
  public CompletableFuture<RtspResponse> play(
      @Nullable RangeHeader range, List<String> controlUris) {
    RtspRequest request = RtspRequest.of(RtspMethod.PLAY, requireAggregate());
    RtspRequest ranged = range == null ? request : request.withHeader("Range", range.value());
    return whole(ranged, controlUris)
        .thenApply(
            response -> {
              Statuses.requireSuccess(ranged, response);
              conversation.noteSession(response);
              return response;
            });
  }

  /** Is told that PLAY was answered and nothing came: the next one asks for the start. */
  public void nothingCame() {
    opening.nothingCame();
  }

  public CompletableFuture<RtspResponse> pause(List<String> controlUris) {
    RtspRequest request = RtspRequest.of(RtspMethod.PAUSE, requireAggregate());
    return whole(request, controlUris)
        .thenApply(response -> Statuses.requireSuccess(request, response));
  }

  /** Ends the server's session; one that it no longer has is content (454, 500: Hikvision). */
  public CompletableFuture<RtspResponse> teardown(List<String> controlUris) {
    RtspRequest request = RtspRequest.of(RtspMethod.TEARDOWN, requireAggregate());
    return whole(request, controlUris)
        .thenApply(
            response -> {
              return Statuses.isTornDown(response)
                  ? response
                  : Statuses.requireSuccess(request, response);
            });
  }

  /** Sends a request about the whole, or for each track to a server that refuses that with 459. */
  private CompletableFuture<RtspResponse> whole(RtspRequest request, List<String> controlUris) {
    if (singly && !controlUris.isEmpty()) {
      return eachTrack(request, controlUris, 0);
    }
    return aggregate(request)
        .thenCompose(
            response -> {
              if (response.statusCode() != Statuses.AGGREGATE_NOT_ALLOWED
                  || controlUris.isEmpty()) {
                return CompletableFuture.completedFuture(response);
              }
              quirks.report(ControlQuirks.AGGREGATE_NOT_ALLOWED, request.method().name());
              singly = true;
              return eachTrack(request, controlUris, 0);
            });
  }

  /**
   * Sends a request about the whole. A server that doesn't know the URI is asked with the next one
   * that may be meant: first that with the slash at its end flipped, since some need it and some
   * can't have it (janus PR#575).
   */
  private CompletableFuture<RtspResponse> aggregate(RtspRequest request) {
    return conversation
        .exchange(request)
        .thenCompose(
            response ->
                Statuses.mayBeUnknownAggregate(response.statusCode())
                    ? otherAggregate(request, response, 0)
                    : CompletableFuture.completedFuture(response));
  }

  private CompletableFuture<RtspResponse> otherAggregate(
      RtspRequest request, RtspResponse first, int index) {
    if (index == aggregates.size()) {
      return CompletableFuture.completedFuture(first);
    }
    String uri = aggregates.get(index);
    if (uri.equals(request.uri())) {
      return otherAggregate(request, first, index + 1);
    }
    RtspRequest again = RtspRequest.of(request.method(), uri).withHeaders(request.headers());
    return conversation
        .exchange(again)
        .thenCompose(
            response -> {
              boolean known = response.isSuccess() || isOfAnother(response);
              if (!known) {
                return otherAggregate(request, first, index + 1);
              }
              if (response.isSuccess()) {
                quirks.report(ControlQuirks.AGGREGATE_URI, again.printableUri());
                aggregate = uri;
              }
              return CompletableFuture.completedFuture(response);
            });
  }

  /** Returns whether the answer says where, or for what, to ask instead. */
  private static boolean isOfAnother(RtspResponse response) {
    return Statuses.isRedirect(response) || response.statusCode() == Statuses.AGGREGATE_NOT_ALLOWED;
  }

  /** Ends with the first refusal, but for TEARDOWN, of which the last answer counts. */
  private CompletableFuture<RtspResponse> eachTrack(
      RtspRequest whole, List<String> controlUris, int index) {
    RtspRequest one =
        RtspRequest.of(whole.method(), controlUris.get(index)).withHeaders(whole.headers());
    return conversation
        .exchange(one)
        .thenCompose(
            response -> {
              boolean ending = whole.method().equals(RtspMethod.TEARDOWN);
              if (!ending) {
                Statuses.requireSuccess(one, response);
              }
              return index + 1 < controlUris.size()
                  ? eachTrack(whole, controlUris, index + 1)
                  : CompletableFuture.completedFuture(response);
            });
  }

  private String requireAggregate() {
    String uri = aggregate;
    if (uri == null) {
      throw new IllegalStateException("there is no description yet");
    }
    return uri;
  }

  /** Sends TEARDOWN without minding the answer; for a connection that is given up. */
  public Optional<RtspRequest> farewell() {
    String uri = aggregate;
    return uri == null || !conversation.hasSession()
        ? Optional.empty()
        : Optional.of(RtspRequest.of(RtspMethod.TEARDOWN, uri));
  }

  /** Returns a failure that says which track it is about. */
  public static RtspException about(Track track, RtspException failure) {
    return failure instanceof RtspProtocolException protocol
        ? new RtspProtocolException(
            protocol.phase(),
            track + ": " + protocol.getMessage(),
            protocol.request().orElse(null),
            protocol.response().orElse(null),
            protocol)
        : failure;
  }
}
