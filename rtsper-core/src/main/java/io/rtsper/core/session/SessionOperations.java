package io.rtsper.core.session;

import io.rtsper.api.RtspCancelledException;
import io.rtsper.api.RtspMethod;
import io.rtsper.api.RtspRequest;
import io.rtsper.api.RtspResponse;
import io.rtsper.api.RtspStatusException;
import io.rtsper.api.SessionState;
import io.rtsper.api.header.RangeHeader;
import io.rtsper.api.media.Track;
import io.rtsper.api.media.TrackDirection;
import io.rtsper.api.sdp.SessionDescription;
import io.rtsper.core.context.Failures;
import io.rtsper.core.control.Redirect;
import io.rtsper.core.control.Statuses;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * What an application asks of a session: in which states each operation is possible, which steps it
 * takes, and where it leads. Confined to the event loop.
 */
final class SessionOperations {

  private static final String PARAMETERS = "text/parameters";

  private final SessionMachine machine;
  private final SessionSteps steps;

  SessionOperations(SessionMachine machine) {
    this.machine = machine;
    this.steps = machine.steps();
  }

  CompletableFuture<Void> connect() {
    return machine.connect();
  }

  CompletableFuture<RtspResponse> options() {
    requireConnected("options");
    return machine.recovered(steps::askForMethods);
  }

  CompletableFuture<SessionDescription> describe() {
    machine.require("describe", Step.DESCRIBE.from());
    return then(machine.recovered(steps::describe), SessionState.DESCRIBED);
  }

  CompletableFuture<List<Track>> setupAll() {
    machine.require("setup", List.of(SessionState.DESCRIBED));
    return ready(machine.recovered(steps::setUpPlayable));
  }

  CompletableFuture<List<Track>> setup(List<Track> chosen) {
    machine.require("setup", Step.SETUP.from());
    for (Track track : chosen) {
      if (!steps.presentation().tracks().contains(track)) {
        throw new IllegalArgumentException(track + " is not one of this session's tracks");
      }
      if (track.direction() == TrackDirection.SEND) {
        throw new IllegalArgumentException(
            track + " is a back channel, and this version of rtsper can't send media yet");
      }
    }
    return ready(machine.recovered(() -> steps.setUp(chosen)));
  }

  private CompletableFuture<List<Track>> ready(CompletableFuture<List<Track>> setUp) {
    return then(
        setUp.thenApply(
            tracks -> {
              steps.ready();
              return tracks;
            }),
        SessionState.READY);
  }

  CompletableFuture<RtspResponse> play(@Nullable RangeHeader range) {
    machine.require("play", Step.PLAY.from());
    return then(machine.recovered(() -> steps.play(range)), SessionState.PLAYING);
  }

  CompletableFuture<RtspResponse> pause() {
    machine.require("pause", List.of(SessionState.PLAYING));
    return then(machine.recovered(steps::pause), SessionState.READY);
  }

  CompletableFuture<RtspResponse> getParameter(String names) {
    requireConnected("getParameter");
    RtspRequest request = RtspRequest.of(RtspMethod.GET_PARAMETER, steps.controlUri());
    return send(names.isEmpty() ? request : request.withBody(PARAMETERS, names));
  }

  CompletableFuture<RtspResponse> setParameter(String parameter) {
    requireConnected("setParameter");
    return send(
        RtspRequest.of(RtspMethod.SET_PARAMETER, steps.controlUri())
            .withBody(PARAMETERS, parameter));
  }

  private CompletableFuture<RtspResponse> send(RtspRequest request) {
    return machine.recovered(
        () ->
            steps
                .conversation()
                .exchange(request)
                .thenApply(response -> Statuses.requireSuccess(request, response)));
  }

  CompletableFuture<RtspResponse> request(RtspRequest request) {
    requireConnected("request");
    return machine.recovered(() -> steps.conversation().exchange(request));
  }

  /**
   * Ends the server's session. Only a status that refuses it leaves the session as it was; after
   * any other failure nobody knows, and nothing is set up any more. Where closing gives it up, the
   * server may yet ask for credentials, so that closing sees to what becomes of it.
   */
  CompletableFuture<RtspResponse> teardown() {
    machine.require("teardown", List.of(SessionState.READY, SessionState.PLAYING));
    return steps
        .teardown()
        .exceptionally(
            failure -> {
              if (Failures.unwrap(failure) instanceof Redirect elsewhere) {
                return elsewhere.response; // where nothing of this session is
              }
              throw new CompletionException(failure);
            })
        .whenComplete(
            (response, failure) -> {
              Throwable cause = failure == null ? null : Failures.unwrap(failure);
              boolean closing =
                  cause instanceof RtspCancelledException && machine.context().isClosing();
              if (!closing && !(cause instanceof RtspStatusException)) {
                machine.tornDown();
              }
            });
  }

  private <T> CompletableFuture<T> then(CompletableFuture<T> step, SessionState next) {
    return step.thenApply(
        value -> {
          machine.reached(next);
          return value;
        });
  }

  /** Whatever can be asked of a server that is there, like OPTIONS. */
  private void requireConnected(String operation) {
    machine.require(operation, Step.OPTIONS.from());
  }
}
