package io.rtsper.it.reliability;

import io.rtsper.api.Credentials;
import io.rtsper.api.ReconnectPolicy;
import io.rtsper.api.RtspSessionBuilder;
import io.rtsper.camera.Camera;
import io.rtsper.camera.CameraBuilder;
import io.rtsper.it.canary.Canary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One row of the table of callbacks: where an application calls its session, and how it gets there.
 */
final class Callback {

  private static final List<String> METHODS =
      List.of(
          "OPTIONS",
          "DESCRIBE",
          "SETUP",
          "PLAY",
          "GET_PARAMETER",
          "SET_PARAMETER",
          "PAUSE",
          "TEARDOWN");

  private static final List<String> OPERATIONS =
      List.of(
          "connect",
          "options",
          "describe",
          "setup",
          "play",
          "getParameter",
          "setParameter",
          "pause",
          "teardown");

  private static final List<String> STATES = List.of("CONNECTED", "DESCRIBED", "READY", "PLAYING");

  private static final Duration STALL = Duration.ofSeconds(1);

  /** How a session gets to where it is called back. */
  enum Way {
    /** One operation after another, to TEARDOWN. */
    STEPS,
    /** All at once. */
    START
  }

  final String place;
  final Way way;
  private String detail = "";
  UnaryOperator<CameraBuilder> camera = UnaryOperator.identity();
  UnaryOperator<RtspSessionBuilder> session = UnaryOperator.identity();
  @Nullable Consumer<Camera> inPlay;

  /** Whether something has to happen while it plays before it is called back. */
  boolean awaited;

  /** Whether the server lets the connection go, so that it needn't hear of the end. */
  boolean lost;

  /** Whether the server asks for credentials at TEARDOWN. */
  boolean challenged;

  private Callback(String place, Way way) {
    this.place = place;
    this.way = way;
  }

  /** Returns all rows. */
  static List<Callback> all() {
    List<Callback> all = new ArrayList<>();
    for (String method : METHODS) {
      all.add(new Callback("onRequest of " + method, Way.STEPS));
      all.add(new Callback("onResponse of " + method, Way.STEPS));
    }
    for (String method : METHODS.subList(0, 4)) {
      all.add(new Callback("onRequest of " + method, Way.START));
      all.add(new Callback("onResponse of " + method, Way.START));
    }
    for (String state : STATES) {
      all.add(new Callback("onStateChange to " + state, Way.STEPS));
    }
    for (String state : STATES) {
      all.add(new Callback("onStateChange to " + state, Way.START));
    }
    all.add(
        new Callback("onStateChange to READY", Way.START)
            .challenged("401 to TEARDOWN")
            .reconnecting());
    all.add(new Callback("onStateChange to RECONNECTING", Way.START).restarts());
    all.add(new Callback("onStateChange to CLOSED", Way.START));
    for (String operation : OPERATIONS) {
      all.add(new Callback("future of " + operation, Way.STEPS));
    }
    all.add(new Callback("future of start", Way.START));
    all.add(
        new Callback("onServerRequest", Way.START)
            .inPlay(camera -> camera.sendRequest("OPTIONS", camera.url())));
    all.add(new Callback("onQuirk", Way.START).withoutReason("SETUP", "Transport: {Transport}"));
    all.add(new Callback("onQuirk", Way.START).withoutReason("PLAY", "RTP-Info: {RTP-Info}"));
    all.add(new Callback("onPacketLoss", Way.START).inPlay(camera -> camera.dropPackets(0, 2)));
    all.add(new Callback("onTrackStalled", Way.START).stalls());
    all.add(new Callback("onReconnect", Way.START).restarts());
    all.add(new Callback("onReconnected", Way.START).restarts());
    all.add(
        new Callback("onError", Way.START)
            .camera("500 to SETUP", builder -> builder.on("SETUP").track(1).reply(500).and()));
    all.add(new Callback("onError", Way.START).crashes());
    all.add(new Callback("onDisconnect", Way.START));
    all.add(new Callback("onDisconnect", Way.START).crashes());
    Callback packets = new Callback("onPacket", Way.START);
    packets.awaited = true;
    all.add(packets);
    Callback frames = new Callback("onFrame", Way.START);
    frames.awaited = true;
    all.add(frames);
    Callback rtcp = new Callback("onRtcp", Way.START);
    rtcp.awaited = true;
    all.add(rtcp);
    return all;
  }

  private Callback camera(String text, UnaryOperator<CameraBuilder> script) {
    this.detail = text;
    this.camera = script;
    return this;
  }

  private Callback inPlay(Consumer<Camera> action) {
    this.inPlay = action;
    this.awaited = true;
    return this;
  }

  /** The wire of a server that asks for credentials when it is told goodbye. */
  private Callback challenged(String text) {
    this.challenged = true;
    this.session = builder -> builder.credentials(Credentials.of("user", Canary.SECRET));
    return camera(
        text,
        builder ->
            builder.transcript(
                """
                C: TEARDOWN
                C: Authorization: Digest *
                !: normally
                C: TEARDOWN
                S: RTSP/1.0 401 Unauthorized
                S: CSeq: {cseq}
                S: WWW-Authenticate: Digest realm="camera", nonce="{nonce}"
                S:
                """));
  }

  private Callback withoutReason(String method, String line) {
    return camera(
        "at " + method,
        builder ->
            builder.transcript(
                """
                C: %s
                S: RTSP/1.0 200
                S: CSeq: {cseq}
                S: Session: {session}
                S: %s
                S:
                """
                    .formatted(method, line)));
  }

  private Callback stalls() {
    this.session = builder -> builder.mediaStallTimeout(STALL);
    return inPlay(camera -> camera.stopMedia(1));
  }

  private Callback restarts() {
    this.lost = true;
    return reconnecting().inPlay(Camera::restart);
  }

  private Callback reconnecting() {
    UnaryOperator<RtspSessionBuilder> before = session;
    this.session =
        builder ->
            before
                .apply(builder)
                .reconnect(
                    ReconnectPolicy.attempts(20)
                        .backoff(Duration.ofMillis(50), Duration.ofMillis(100)));
    return this;
  }

  private Callback crashes() {
    this.lost = true;
    this.detail = "the server is gone";
    return inPlay(Camera::crash);
  }

  /** Returns its name in the table. */
  @Override
  public String toString() {
    String by = way == Way.START && !place.equals("future of start") ? ", in start()" : "";
    return place + (awaited ? "" : by) + (detail.isEmpty() ? "" : ", " + detail);
  }
}
