package io.rtsper.it.reliability;

import static io.rtsper.it.reliability.Fault.ANSWER;
import static io.rtsper.it.reliability.Fault.BACK;
import static io.rtsper.it.reliability.Fault.HANDSHAKE;
import static io.rtsper.it.reliability.Fault.MEDIA;

import io.rtsper.api.Credentials;
import io.rtsper.api.EndReason;
import io.rtsper.api.ReconnectPolicy;
import io.rtsper.api.RtspAuthException;
import io.rtsper.api.RtspMethod;
import io.rtsper.api.RtspStatusException;
import io.rtsper.api.RtspTimeoutException;
import io.rtsper.api.RtspTransportException;
import io.rtsper.api.TlsOptions;
import io.rtsper.camera.Camera;
import io.rtsper.camera.CameraBuilder;
import io.rtsper.camera.Step;
import io.rtsper.camera.TestCertificates;
import io.rtsper.camera.Wire;
import io.rtsper.it.canary.Canary;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** Faults that decide whether and how a session comes back, and what it finds then. */
final class FaultsOfReturning {

  private static final Duration BEAT = Duration.ofMillis(100);
  private static final Duration AGES = Duration.ofSeconds(10);
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final ReconnectPolicy FOREVER =
      ReconnectPolicy.forever().backoff(Duration.ofMillis(50), Duration.ofMillis(100));

  private FaultsOfReturning() {}

  static List<Fault> all() {
    return List.of(
        stale(
            "media of the session before (live555 before 2017.06.04), ssrc announced",
            UnaryOperator.identity()),
        stale(
            "media of the session before (live555 before 2017.06.04), no ssrc announced",
            FaultsOfReturning::withoutSsrc),
        Fault.of("453 twice at PLAY, with a policy")
            .camera(run -> Camera.builder().on("PLAY").times(2).reply(453).start())
            .reconnecting()
            .recovers(1, BACK, "back-off"),
        Fault.of("503, always, with a policy of three attempts")
            .camera(run -> Camera.builder().on("DESCRIBE").reply(503).start())
            .session(builder -> builder.reconnect(attempts(3)))
            .fails(RtspStatusException.class, "503", BACK, "three attempts"),
        Fault.of("a wrong password, with a policy that never gives up")
            .camera(run -> Camera.builder().digest("user", Canary.SECRET).start())
            .session(
                builder ->
                    builder.credentials(Credentials.of("user", Canary.WRONG)).reconnect(FOREVER))
            .fails(RtspAuthException.class, "refused the credentials", ANSWER, "one try"),
        Fault.of("another certificate than the pinned one, with a policy that never gives up")
            .camera(run -> Camera.builder().tls(TestCertificates.GOOD.context()).start())
            .session(
                builder ->
                    builder
                        .connectTimeout(HANDSHAKE)
                        .tls(TlsOptions.defaults().pinSha256("00".repeat(32)))
                        .reconnect(FOREVER))
            .fails(
                RtspTransportException.class, "isn't the pinned one", HANDSHAKE, "connect timeout"),
        Fault.of("BYE, and then the connection ends, with a policy")
            .inPlay(
                scene -> {
                  scene.camera().sendBye();
                  scene.camera().closeConnections();
                })
            .reconnecting()
            .recovers(1, BACK, "back-off"),
        Fault.of("media stops after the first packets, and more time was given for the first")
            .session(builder -> builder.firstMediaTimeout(AGES))
            .inPlay(scene -> scene.camera().stopMedia())
            .fails(
                RtspTimeoutException.class, "the camera stopped sending", MEDIA, "stall timeout"),
        Fault.of("all media stops, over UDP")
            .session(builder -> builder.transports("udp"))
            .inPlay(scene -> scene.camera().stopMedia())
            .fails(
                RtspTimeoutException.class, "the camera stopped sending", MEDIA, "stall timeout"),
        Fault.of("the server restarts, over UDP")
            .session(builder -> builder.transports("udp"))
            .inPlay(scene -> scene.camera().restart())
            .reconnecting()
            .recovers(1, BACK, "back-off"),
        Fault.of("454 to PAUSE")
            .camera(run -> Camera.builder().on("PAUSE").reply(454).start())
            .inPlay(scene -> scene.session().pauseAsync())
            .fails(RtspStatusException.class, "454", ANSWER, "at once")
            .serverSessionStays(),
        Fault.of("a redirect at TEARDOWN")
            .camera(
                run -> {
                  Camera other = run.another(Camera.open());
                  return Camera.builder()
                      .on("TEARDOWN")
                      .reply(302, "Location: " + other.url())
                      .start();
                })
            .atTeardown()
            .ends(EndReason.CLOSED, ANSWER, "at once")
            .serverSessionStays(),
        Fault.of("a redirect at a keepalive")
            .camera(
                run -> {
                  Camera other = run.another(Camera.open());
                  return Camera.builder()
                      .on("OPTIONS")
                      .whilePlaying()
                      .times(1)
                      .reply(302, "Location: " + other.url())
                      .start();
                })
            .session(builder -> builder.keepaliveInterval(BEAT).keepaliveMethod(RtspMethod.OPTIONS))
            .goesOn("at the other server", scene -> scene.camera().sessions() == 0),
        Fault.of("REDIRECT to itself after each PLAY")
            .camera(
                run ->
                    Camera.builder()
                        .on("PLAY")
                        .normally()
                        .run(FaultsOfReturning::redirectToItself)
                        .start())
            .goesOn(
                "five are followed, the sixth is told",
                scene ->
                    scene.watch().requests("PLAY") == 6
                        && scene.watch().errors().stream()
                            .anyMatch(
                                told -> told.getMessage().contains("redirects more than 5"))));
  }

  private static ReconnectPolicy attempts(int count) {
    return ReconnectPolicy.attempts(count).backoff(Duration.ofMillis(50), Duration.ofMillis(100));
  }

  private static void redirectToItself(Camera camera) {
    camera.sendRequest("REDIRECT", camera.url(), "Location: " + camera.url());
  }

  /** The sources of the first connections, by the camera's port. */
  private static final Map<Integer, Integer> OLD = new ConcurrentHashMap<>();

  /** Sends media of the first connection's source on the second one, from before PLAY on. */
  private static Fault stale(String name, UnaryOperator<CameraBuilder> options) {
    return Fault.of(name)
        .camera(
            run -> {
              Step second =
                  Camera.builder().on("SETUP").track(1).connection(2).run(FaultsOfReturning::stale);
              return options.apply(second.normally().and()).start();
            })
        .inPlay(
            scene -> {
              long before = scene.session().statistics().tracks().get(0).ssrc().orElseThrow();
              OLD.put(scene.camera().port(), (int) before);
              scene.camera().resetConnections();
              long end = System.nanoTime() + LIMIT.toNanos();
              while (scene.watch().reconnects() == 0 && System.nanoTime() < end) {
                Thread.onSpinWait();
              }
              stale(scene.camera());
            })
        .reconnecting()
        .recovers(1, BACK, "back-off")
        .showing("none of the old packets is delivered", scene -> scene.watch().sources(0) == 2);
  }

  private static void stale(Camera camera) {
    for (int sequence = 0; sequence < 5; sequence++) {
      sendStale(camera, sequence, OLD.getOrDefault(camera.port(), 0));
    }
  }

  private static void sendStale(Camera camera, int sequence, int ssrc) {
    camera.send(Wire.interleaved(0, Wire.rtp(96, true, sequence, 0, ssrc, new byte[20])));
  }

  private static CameraBuilder withoutSsrc(CameraBuilder builder) {
    return builder
        .on("SETUP")
        .track(0)
        .reply(200, "Transport: RTP/AVP/TCP;unicast;interleaved=0-1")
        .on("SETUP")
        .track(1)
        .reply(200, "Transport: RTP/AVP/TCP;unicast;interleaved=2-3")
        .and();
  }
}
