package io.rtsper.it.reliability;

import static io.rtsper.it.reliability.Fault.ANSWER;
import static io.rtsper.it.reliability.Fault.BACK;
import static io.rtsper.it.reliability.Fault.MEDIA;

import io.rtsper.api.Credentials;
import io.rtsper.api.EndReason;
import io.rtsper.api.ReconnectPolicy;
import io.rtsper.api.RtspMethod;
import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.RtspSessionBuilder;
import io.rtsper.api.RtspStatusException;
import io.rtsper.api.RtspTimeoutException;
import io.rtsper.api.RtspTransportException;
import io.rtsper.camera.Camera;
import io.rtsper.it.canary.Canary;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Faults of a session that plays. */
final class FaultsInPlay {

  private static final Duration BEAT = Duration.ofMillis(100);
  private static final long SLOW_NANOS = 20_000;
  private static final Credentials SECRET = Credentials.of("user", Canary.SECRET);

  private FaultsInPlay() {}

  static List<Fault> connection() {
    return List.of(
        inPlay("the connection ends", Camera::closeConnections)
            .fails(RtspTransportException.class, "closed the connection", ANSWER, "at once"),
        inPlay("the connection ends, with a policy", Camera::closeConnections)
            .reconnecting()
            .recovers(1, BACK, "back-off"),
        inPlay("reset", Camera::resetConnections).reconnecting().recovers(1, BACK, "back-off"),
        inPlay("the connection ends in the middle of a frame", Camera::truncateFrame)
            .reconnecting()
            .recovers(1, BACK, "back-off"),
        inPlay("the server restarts", Camera::restart).reconnecting().recovers(1, BACK, "back-off"),
        Fault.of("the server dies and is back after a while")
            .inPlay(
                scene -> {
                  scene.camera().crash();
                  awaitAttempts(scene, 3);
                  scene.camera().acceptConnections();
                })
            .reconnecting()
            .recovers(1, BACK, "back-off"),
        inPlay("the server dies for good", Camera::crash)
            .session(
                builder ->
                    builder.reconnect(
                        ReconnectPolicy.attempts(3)
                            .backoff(Duration.ofMillis(50), Duration.ofMillis(100))))
            .fails(RtspTransportException.class, "cannot connect to", BACK, "three attempts"),
        inPlay("garbage between frames", camera -> camera.send(new byte[] {1, 2, 3, 4, 5}))
            .goesOn(
                "the garbage is counted", scene -> scene.session().statistics().garbageBytes() > 0),
        Fault.of("a flood of requests from the server")
            .inPlay(scene -> scene.camera().send(flood()))
            .fails(RtspProtocolException.class, "more than 100 requests", ANSWER, "at once"),
        Fault.of("a flood of responses")
            .inPlay(
                scene ->
                    scene.camera().send(bytes("RTSP/1.0 200 OK\r\nCSeq: 1\r\n\r\n".repeat(1000))))
            .fails(
                RtspProtocolException.class, "no request that is outstanding", ANSWER, "at once"),
        inPlay(
                "the server ends the session with TEARDOWN",
                camera -> camera.sendRequest("TEARDOWN", camera.url()))
            .ends(EndReason.TEARDOWN, ANSWER, "at once")
            .serverSessionStays(),
        Fault.of("the server says REDIRECT")
            .camera(
                run -> {
                  Camera other = run.another(Camera.open());
                  return Camera.builder()
                      .on("OPTIONS")
                      .whilePlaying()
                      .times(1)
                      .run(
                          camera ->
                              camera.sendRequest(
                                  "REDIRECT", camera.url(), "Location: " + other.url()))
                      .normally()
                      .start();
                })
            .session(FaultsInPlay::beating)
            .goesOn("at the other server", scene -> scene.camera().sessions() == 0));
  }

  private static RtspSessionBuilder beating(RtspSessionBuilder builder) {
    return builder.keepaliveInterval(BEAT).keepaliveMethod(RtspMethod.OPTIONS);
  }

  private static void awaitAttempts(Fault.Scene scene, int count) {
    try {
      scene
          .watch()
          .await(
              "attempts", Duration.ofSeconds(20), () -> scene.watch().attempts().size() >= count);
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  private static byte[] flood() {
    return bytes("OPTIONS * RTSP/1.0\r\nCSeq: 3\r\n\r\n".repeat(1000));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static List<Fault> media() {
    return List.of(
        inPlay("all media stops", Camera::stopMedia)
            .fails(
                RtspTimeoutException.class, "the camera stopped sending", MEDIA, "stall timeout"),
        inPlay("all media stops, with a policy", Camera::stopMedia)
            .reconnecting()
            .recovers(1, MEDIA.plus(BACK), "stall timeout, back-off"),
        inPlay("the video stops, the sound goes on", camera -> camera.stopMedia(0))
            .fails(
                RtspTimeoutException.class, "the camera stopped sending", MEDIA, "stall timeout"),
        inPlay("the sound stops, the video goes on", camera -> camera.stopMedia(1))
            .goesOn("the listener is told", scene -> !scene.watch().stalled().isEmpty()),
        inPlay("BYE", Camera::sendBye)
            .ends(EndReason.BYE, Duration.ofSeconds(1), "a second of silence"),
        inPlay("the SSRC changes", Camera::changeSsrc)
            .goesOn(
                "the change is counted",
                scene ->
                    scene.session().statistics().tracks().stream()
                        .anyMatch(track -> track.ssrcChanges() > 0)),
        inPlay("three packets are lost", camera -> camera.dropPackets(0, 3))
            .goesOn("the loss is told", scene -> scene.watch().lost() == 3),
        inPlay("the sequence numbers jump", camera -> camera.jumpSequence(1000))
            .goesOn("the loss is told", scene -> scene.watch().lost() >= 1000),
        Fault.of("a server that drops what a slow reader doesn't take")
            .camera(run -> Camera.builder().asFastAsPossible().dropWhenSlow().start())
            .packets(packet -> LockSupport.parkNanos(SLOW_NANOS))
            .goesOn(
                "the loss is told",
                scene ->
                    scene.watch().lost() > 0
                        || scene.watch().quirks().contains("sequence-restarted"))
            .within(Duration.ofSeconds(10)),
        inPlay("the server doesn't read", camera -> camera.pauseReading(true))
            .session(builder -> builder.keepaliveInterval(BEAT))
            .goesOn("requests wait", scene -> keepalives(scene) > 1));
  }

  static List<Fault> keepalive() {
    return List.of(
        Fault.of("a new nonce at a keepalive")
            .camera(run -> Camera.builder().digest("user", Canary.SECRET).start())
            .session(builder -> builder.keepaliveInterval(BEAT).credentials(SECRET))
            .inPlay(scene -> scene.camera().rotateNonces())
            .goesOn("signed again", scene -> scene.watch().responses(401) > 1),
        Fault.of("a keepalive is refused (Tapo: 400 with the CSeq before)")
            .camera(
                run ->
                    Camera.builder()
                        .on("OPTIONS")
                        .reply(200, "Public: DESCRIBE, SETUP, PLAY, TEARDOWN, SET_PARAMETER")
                        .on("SET_PARAMETER")
                        .reply(400, "CSeq: {cseq-1}")
                        .start())
            .session(builder -> builder.keepaliveInterval(BEAT))
            .goesOn("the next method is used", scene -> scene.watch().requests("OPTIONS") > 2),
        Fault.of("keepalives are not answered, media flows")
            .camera(run -> Camera.builder().on("*").whilePlaying().silent().start())
            .session(
                builder -> builder.keepaliveInterval(BEAT).responseTimeout(Duration.ofMillis(150)))
            .goesOn("after more than three of them", scene -> keepalives(scene) > 4),
        Fault.of("keepalives are not answered, and no media flows")
            .camera(run -> Camera.builder().on("*").whilePlaying().silent().start())
            .session(
                builder ->
                    builder
                        .keepaliveInterval(BEAT)
                        .responseTimeout(Duration.ofMillis(150))
                        .mediaStallTimeout(Duration.ZERO))
            .inPlay(scene -> scene.camera().stopMedia())
            .fails(
                RtspTimeoutException.class,
                "3 keepalives in a row",
                Duration.ofMillis(4 * 250),
                "three keepalives"),
        Fault.of("the server forgets the session (454)")
            .session(builder -> builder.keepaliveInterval(BEAT))
            .inPlay(scene -> scene.camera().expireSessions())
            .tolerating("which no SETUP agreed on")
            .fails(RtspStatusException.class, "454", ANSWER, "next keepalive"),
        Fault.of("the server forgets the session, with a policy")
            .session(builder -> builder.keepaliveInterval(BEAT))
            .inPlay(scene -> scene.camera().expireSessions())
            .tolerating("which no SETUP agreed on")
            .reconnecting()
            .recovers(1, BACK, "next keepalive, back-off"),
        Fault.of("the session ids change in play")
            .session(builder -> builder.keepaliveInterval(BEAT))
            .inPlay(scene -> scene.camera().changeSessionIds())
            .tolerating("which no SETUP agreed on")
            .reconnecting()
            .recovers(1, BACK, "next keepalive, back-off"),
        Fault.of("the session id changes at the second SETUP")
            .camera(
                run -> Camera.builder().on("SETUP").track(1).reply(200, "Session: other").start())
            .goesOn(
                "a quirk is told", scene -> scene.watch().quirks().contains("session-id-changed")),
        refusedTeardown(454),
        refusedTeardown(500));
  }

  private static Fault refusedTeardown(int status) {
    return Fault.of(status + " at TEARDOWN")
        .camera(run -> Camera.builder().on("TEARDOWN").times(1).reply(status).start())
        .atTeardown()
        .serverSessionStays()
        .ends(EndReason.CLOSED, ANSWER, "at once");
  }

  private static long keepalives(Fault.Scene scene) {
    return scene.watch().requests("GET_PARAMETER") + scene.watch().requests("OPTIONS") - 1;
  }

  private static Fault inPlay(String name, Consumer<Camera> action) {
    return Fault.of(name).inPlay(scene -> action.accept(scene.camera()));
  }
}
