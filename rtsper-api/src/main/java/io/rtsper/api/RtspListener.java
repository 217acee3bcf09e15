package io.rtsper.api;

import io.rtsper.api.media.Track;
import java.util.Optional;

/**
 * Is told what happens to a session. All methods do nothing by default.
 *
 * <p>Called on the session's event loop, one call at a time: it must not block, and a synchronous
 * method of a session called from here is refused. A listener that throws is reported once and
 * hurts nobody else. One that blocks holds up its own session for as long: it is measured and
 * warned about, from half a second on. Other sessions of the loop go on with another thread, a
 * fifth of a second later at most. The {@code toString()} of everything handed over is free of
 * credentials.
 */
public interface RtspListener {

  /**
   * A request is about to be sent.
   *
   * @param session the session
   * @param request the request, with all its headers
   */
  default void onRequest(RtspSession session, RtspRequest request) {}

  /**
   * A response came.
   *
   * @param session the session
   * @param response the response
   */
  default void onResponse(RtspSession session, RtspResponse response) {}

  /**
   * The server sent a request, which the session answers by itself.
   *
   * @param session the session
   * @param request the server's request
   * @param response what the session answers
   */
  default void onServerRequest(RtspSession session, RtspRequest request, RtspResponse response) {}

  /**
   * The session's state changed.
   *
   * @param session the session
   * @param from the state before
   * @param to the state now
   */
  default void onStateChange(RtspSession session, SessionState from, SessionState to) {}

  /**
   * Packets are missing between two that came.
   *
   * @param session the session
   * @param track the track
   * @param expectedSequence the extended sequence number of the first missing packet
   * @param count how many are missing
   */
  default void onPacketLoss(RtspSession session, Track track, long expectedSequence, int count) {}

  /**
   * A media transport is given up for another one of the session's list: the server refused it,
   * answered with another one, or no packet came by it. Told once for each transport and attempt to
   * play.
   *
   * @param session the session
   * @param transport the name of the transport that failed
   * @param cause what became of it
   */
  default void onTransportFailed(RtspSession session, String transport, RtspException cause) {}

  /**
   * A track that is playing got no packet for the media stall timeout, while others still do. Told
   * once for each pause.
   *
   * @param session the session
   * @param track the track
   */
  default void onTrackStalled(RtspSession session, Track track) {}

  /**
   * A quirk was met for the first time in this session.
   *
   * @param session the session
   * @param quirk the quirk
   * @param detail where it was met, redacted; may be empty
   */
  default void onQuirk(RtspSession session, Quirk quirk, String detail) {}

  /**
   * The session lost its connection and is about to come back.
   *
   * @param session the session
   * @param attempt the attempt, its delay and the cause
   */
  default void onReconnect(RtspSession session, ReconnectAttempt attempt) {}

  /**
   * The session plays again after a loss.
   *
   * @param session the session
   * @param attempts how many attempts it took
   */
  default void onReconnected(RtspSession session, int attempts) {}

  /**
   * Something failed: an operation, or the session as a whole; or a track is left out of those that
   * are set up.
   *
   * @param session the session
   * @param error what failed
   */
  default void onError(RtspSession session, RtspException error) {}

  /**
   * Media has ended for good, or the session has closed. Called once.
   *
   * @param session the session
   * @param reason why
   * @param error the error, if the reason is {@link EndReason#ERROR}
   */
  default void onDisconnect(RtspSession session, EndReason reason, Optional<RtspException> error) {}
}
