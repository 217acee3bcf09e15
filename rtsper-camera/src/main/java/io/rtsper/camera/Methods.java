package io.rtsper.camera;

import java.io.IOException;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a well-behaved camera answers each method (RFC 2326 §10). A script stands before it.
 *
 * <p>Confined to the camera's thread.
 */
final class Methods {

  private static final String PUBLIC =
      "OPTIONS, DESCRIBE, SETUP, PLAY, PAUSE, GET_PARAMETER, SET_PARAMETER, TEARDOWN";
  private static final String SERVER = "rtsper-camera";

  private final CameraServer camera;
  private final Settings settings;
  private final Description description;
  private final Authentication authentication;
  private final Sessions sessions;
  private final Transports transports;

  Methods(
      CameraServer camera,
      Settings settings,
      Description description,
      Authentication authentication,
      Sessions sessions,
      Transports transports) {
    this.camera = camera;
    this.settings = settings;
    this.description = description;
    this.authentication = authentication;
    this.sessions = sessions;
    this.transports = transports;
  }

  /**
   * Does what the request asks, if it carries the credentials that are required, and says how to
   * answer.
   */
  Answer answer(Connection connection, CameraRequest request) {
    Authentication.Verdict verdict = authentication.verify(request);
    if (verdict != Authentication.Verdict.ACCEPTED) {
      return unauthorized(connection, request, verdict == Authentication.Verdict.STALE);
    }
    Answer answer = perform(connection, request);
    String next = authentication.nextNonce(request);
    if (next != null) {
      connection.nonce(next);
      answer.reply().header("Authentication-Info", "nextnonce=\"" + next + "\"");
    }
    return answer;
  }

  private Answer unauthorized(Connection connection, CameraRequest request, boolean stale) {
    String nonce = connection.nonce();
    if (nonce == null || stale || !authentication.isLive(nonce)) {
      nonce = authentication.newNonce();
      connection.nonce(nonce);
    }
    Reply reply = Reply.to(request, 401);
    for (String challenge : authentication.challenges(nonce, stale)) {
      reply.header("WWW-Authenticate", challenge);
    }
    return Answer.of(reply);
  }

  /** Does what the request asks, whoever asks it. */
  Answer perform(Connection connection, CameraRequest request) {
    if (request.cseq() < 0 || request.url().isEmpty()) {
      return refuse(request, 400);
    }
    if (!request.startLine().endsWith("RTSP/1.0")) {
      return refuse(request, 505);
    }
    String require = request.header("Require");
    if (require != null) {
      return Answer.of(Reply.to(request, 551).header("Unsupported", require));
    }
    String id = request.sessionId();
    Session session = sessions.find(id);
    if (id != null && session == null) {
      return refuse(request, 454);
    }
    if (session != null) {
      session.touch();
    }
    if (!request.url().equals("*") && !isServed(request.url())) {
      return refuse(request, 404);
    }
    return switch (request.method()) {
      case "OPTIONS" -> options(request, session);
      case "DESCRIBE" -> describe(request);
      case "SETUP" -> setup(connection, request, session);
      case "PLAY" -> play(request, session);
      case "PAUSE" -> pause(request, session);
      case "GET_PARAMETER", "SET_PARAMETER" -> parameter(request, session);
      case "TEARDOWN" -> teardown(request, session);
      case "ANNOUNCE", "RECORD" -> Answer.of(Reply.to(request, 405).header("Allow", PUBLIC));
      default -> Answer.of(Reply.to(request, 501).header("Public", PUBLIC));
    };
  }

  private static Answer refuse(CameraRequest request, int status) {
    return Answer.of(Reply.to(request, status));
  }

  private boolean isServed(String url) {
    String path = path(url);
    return path.equals(settings.path())
        || path.startsWith(settings.path() + "/")
        || description.sectionFor(url) != null
        || settings.path().equals("/");
  }

  private static String path(String url) {
    int scheme = url.indexOf("://");
    int slash = scheme < 0 ? -1 : url.indexOf('/', scheme + 3);
    return slash < 0 ? "/" : url.substring(slash);
  }

  private Answer options(CameraRequest request, @Nullable Session session) {
    Reply reply = Reply.to(request, 200).header("Public", PUBLIC).header("Server", SERVER);
    return session == null ? Answer.of(reply) : Answer.of(withSession(reply, session), session);
  }

  private Answer describe(CameraRequest request) {
    String accept = request.header("Accept");
    if (accept != null && !accept.contains("application/sdp") && !accept.contains("*/*")) {
      return refuse(request, 406);
    }
    String url = request.url();
    Reply reply = Reply.to(request, 200).header("Server", SERVER);
    reply.header("Content-Base", url.endsWith("/") ? url : url + "/");
    return Answer.of(reply.body("application/sdp", description.text()));
  }

  private Answer setup(Connection connection, CameraRequest request, @Nullable Session existing) {
    MediaSection section = description.sectionFor(request.url());
    if (section == null) {
      return refuse(request, description.sections().size() > 1 ? 459 : 404);
    }
    if (existing != null && existing.isPlaying()) {
      return refuse(request, 455);
    }
    TransportOffer offer =
        transports.choose(Objects.requireNonNullElse(request.header("Transport"), ""));
    if (offer == null || (existing != null && !existing.mayUse(offer.multicast()))) {
      return refuse(request, 461);
    }
    Session session = existing == null ? sessions.create() : existing;
    try {
      String transport = transports.open(connection, session, section, offer);
      Reply reply = Reply.to(request, 200).header("Transport", transport);
      return Answer.of(withSession(reply, session), session);
    } catch (IOException e) {
      camera.loop().failed("SETUP: " + e);
      return refuse(request, 500);
    }
  }

  private Answer play(CameraRequest request, @Nullable Session session) {
    if (session == null) {
      return refuse(request, 454);
    }
    if (session.tracks().isEmpty()) {
      return refuse(request, 455);
    }
    if (description.sectionFor(request.url()) != null && session.tracks().size() > 1) {
      return refuse(request, 460);
    }
    String range = request.header("Range");
    if (range != null && !session.isPlaying()) {
      long micros = NormalPlayTime.startMicros(range);
      if (micros == NormalPlayTime.UNREADABLE) {
        return refuse(request, 457);
      }
      if (micros != NormalPlayTime.NOW) {
        session.seek(micros);
      }
    }
    Reply reply = withSession(Reply.to(request, 200), session);
    reply.header("Range", "npt=" + NormalPlayTime.seconds(session.position()) + "-");
    reply.header("RTP-Info", rtpInfo(base(request.url()), session));
    return new Answer(reply, session, () -> session.play(camera.loop()));
  }

  private String rtpInfo(String base, Session session) {
    StringBuilder info = new StringBuilder();
    for (TrackStream track : session.tracks()) {
      String control = description.sections().get(track.index()).control();
      String url = control.contains("://") ? control : base + control;
      int time = track.timestampAt(session.position());
      info.append(info.length() == 0 ? "" : ",").append("url=").append(url);
      info.append(";seq=")
          .append(track.sequence())
          .append(";rtptime=")
          .append(Integer.toUnsignedString(time));
    }
    return info.toString();
  }

  private String base(String url) {
    MediaSection section = description.sectionFor(url);
    if (section != null && !section.control().isEmpty() && url.endsWith(section.control())) {
      return url.substring(0, url.length() - section.control().length());
    }
    return url.endsWith("/") ? url : url + "/";
  }

  private Answer pause(CameraRequest request, @Nullable Session session) {
    if (session == null) {
      return refuse(request, 454);
    }
    session.pause();
    Reply reply = withSession(Reply.to(request, 200), session);
    reply.header("Range", "npt=" + NormalPlayTime.seconds(session.position()) + "-");
    return Answer.of(reply, session);
  }

  private Answer parameter(CameraRequest request, @Nullable Session session) {
    if (request.body().length > 0 && !request.method().equals("SET_PARAMETER")) {
      return refuse(request, 451); // it has no parameters to tell
    }
    Reply reply = Reply.to(request, 200);
    return session == null ? Answer.of(reply) : Answer.of(withSession(reply, session), session);
  }

  private Answer teardown(CameraRequest request, @Nullable Session session) {
    if (session == null) {
      return refuse(request, 454);
    }
    sessions.end(session);
    return Answer.of(Reply.to(request, 200), session);
  }

  private Reply withSession(Reply reply, Session session) {
    long seconds = Math.max(1, (settings.sessionTimeout().toMillis() + 999) / 1000);
    return reply.header(
        "Session", String.format(Locale.ROOT, "%s;timeout=%d", session.id(), seconds));
  }

  /** Returns what challenges, nonces and verdicts come from. */
  Authentication authentication() {
    return authentication;
  }
}
