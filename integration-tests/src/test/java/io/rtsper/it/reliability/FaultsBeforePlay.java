package io.rtsper.it.reliability;

import static io.rtsper.it.reliability.Fault.ANSWER;
import static io.rtsper.it.reliability.Fault.BACK;
import static io.rtsper.it.reliability.Fault.CLOSE;
import static io.rtsper.it.reliability.Fault.MEDIA;

import io.rtsper.api.Credentials;
import io.rtsper.api.EndReason;
import io.rtsper.api.RtspAuthException;
import io.rtsper.api.RtspException;
import io.rtsper.api.RtspProtocolException;
import io.rtsper.api.RtspStatusException;
import io.rtsper.api.RtspTimeoutException;
import io.rtsper.api.RtspTransportException;
import io.rtsper.api.RtspValidationException;
import io.rtsper.camera.Camera;
import io.rtsper.camera.CameraBuilder;
import io.rtsper.camera.Step;
import io.rtsper.it.canary.Canary;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Faults between the name look-up and the answer to PLAY. */
final class FaultsBeforePlay {

  private static final String CONNECT = "connect timeout";
  private static final String RESPONSE = "response timeout";
  private static final Credentials SECRET = Credentials.of("user", Canary.SECRET);

  private FaultsBeforePlay() {}

  static List<Fault> connecting() {
    return List.of(
        Fault.of("the name look-up hangs")
            .url(named("hangs.test"))
            .fails(
                RtspTimeoutException.class, "looking up hangs.test took longer", ANSWER, CONNECT),
        Fault.of("the name is not known")
            .url(named("unknown.test"))
            .fails(RtspTransportException.class, "unknown.test is not known", ANSWER, CONNECT),
        Fault.of("the address policy refuses the address")
            .session(builder -> builder.addressPolicy((host, address) -> false))
            .fails(RtspValidationException.class, "address policy", ANSWER, CONNECT),
        Fault.of("connections are refused")
            .camera(
                run -> {
                  Camera camera = Camera.open();
                  camera.refuseConnections();
                  return camera;
                })
            .fails(RtspTransportException.class, "cannot connect to", ANSWER, CONNECT),
        Fault.of("accepts and says nothing")
            .camera(run -> Camera.builder().onConnect().silent().start())
            .fails(RtspTimeoutException.class, "no answer came to OPTIONS", ANSWER, RESPONSE),
        Fault.of("accepts and closes, always")
            .camera(run -> Camera.builder().onConnect().close().start())
            .fails(RtspTransportException.class, "closed the connection", ANSWER, RESPONSE),
        Fault.of("accepts and resets, always")
            .camera(run -> Camera.builder().onConnect().reset().start())
            .fails(RtspTransportException.class, "reset", ANSWER, RESPONSE),
        Fault.of("accepts and resets twice, then works")
            .camera(run -> Camera.builder().onConnect().times(2).reset().start())
            .reconnecting()
            .recovers(1, BACK, "back-off"),
        Fault.of("speaks HTTP")
            .camera(
                run ->
                    Camera.builder()
                        .on("OPTIONS")
                        .send("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
                        .start())
            .fails(RtspProtocolException.class, "HTTP", ANSWER, RESPONSE));
  }

  private static Function<Camera, String> named(String host) {
    return camera -> camera.url().replace("127.0.0.1", host);
  }

  /** Silence, an end and a reset at each step. */
  static List<Fault> steps() {
    return List.of(
        at("silence at", "OPTIONS", Step::silent)
            .fails(RtspTimeoutException.class, "no answer came to OPTIONS", ANSWER, RESPONSE),
        at("silence at", "DESCRIBE", Step::silent)
            .fails(RtspTimeoutException.class, "no answer came to DESCRIBE", ANSWER, RESPONSE),
        at("silence at", "SETUP", Step::silent)
            .fails(RtspTimeoutException.class, "no answer came to SETUP", ANSWER, RESPONSE),
        at("silence at", "PLAY", Step::silent)
            .fails(RtspTimeoutException.class, "no answer came to PLAY", ANSWER, RESPONSE),
        at("silence at", "TEARDOWN", Step::silent)
            .atTeardown()
            .fails(RtspTimeoutException.class, "no answer came to TEARDOWN", ANSWER, RESPONSE),
        at("silence at the TEARDOWN of close()", "TEARDOWN", Step::silent)
            .inPlay(scene -> scene.session().close())
            .ends(EndReason.CLOSED, CLOSE, "close timeout"),
        at("the connection ends at", "OPTIONS", Step::close).recovers(0, BACK, "at once"),
        at("the connection ends at", "DESCRIBE", Step::close)
            .fails(RtspTransportException.class, "while DESCRIBE waited", ANSWER, RESPONSE),
        at("the connection ends at", "SETUP", Step::close)
            .fails(RtspTransportException.class, "while SETUP waited", ANSWER, RESPONSE),
        at("the connection ends at", "PLAY", Step::close)
            .fails(RtspTransportException.class, "while PLAY waited", ANSWER, RESPONSE),
        at("the connection ends at", "TEARDOWN", Step::close)
            .atTeardown()
            .fails(RtspTransportException.class, "while TEARDOWN waited", ANSWER, RESPONSE),
        at("reset at", "OPTIONS", Step::reset).recovers(0, BACK, "at once"),
        at("reset at", "DESCRIBE", Step::reset)
            .fails(RtspTransportException.class, "while DESCRIBE waited", ANSWER, RESPONSE),
        at("reset at", "SETUP", Step::reset)
            .fails(RtspTransportException.class, "while SETUP waited", ANSWER, RESPONSE),
        at("reset at", "PLAY", Step::reset)
            .fails(RtspTransportException.class, "while PLAY waited", ANSWER, RESPONSE),
        at("reset at", "TEARDOWN", Step::reset)
            .atTeardown()
            .fails(RtspTransportException.class, "while TEARDOWN waited", ANSWER, RESPONSE),
        at("reset once at", "PLAY", step -> step.times(1).reset())
            .reconnecting()
            .recovers(1, BACK, "back-off"),
        at("silence once at", "DESCRIBE", step -> step.times(1).silent())
            .reconnecting()
            .recovers(1, ANSWER.plus(BACK), "response timeout, back-off"));
  }

  private static Fault at(String what, String method, UnaryOperator<Step> script) {
    Fault fault = Fault.of(what.contains(method) ? what : what + " " + method);
    return fault.camera(run -> script.apply(Camera.builder().on(method)).start());
  }

  static List<Fault> answers() {
    return List.of(
        answer("half a response, then silence", "DESCRIBE", step -> step.truncate(50).reply(200))
            .fails(RtspTimeoutException.class, "only 50 bytes of an answer", ANSWER, RESPONSE),
        answer(
                "half a response, then the end",
                "DESCRIBE",
                step ->
                    step.send("RTSP/1.0 200 OK\r\nContent-Length: 50\r\nCSeq: {cseq}\r\n\r\nv=0")
                        .close())
            .fails(RtspTransportException.class, "while DESCRIBE waited", ANSWER, RESPONSE),
        answer(
                "one byte every 100 ms",
                "DESCRIBE",
                step -> step.dribble(1, Duration.ofMillis(100)).normally())
            .fails(RtspTimeoutException.class, "bytes of an answer came", ANSWER, RESPONSE),
        answer(
                "garbage before an answer",
                "DESCRIBE",
                step -> step.before(new byte[] {0, 1, 2, 3}).normally())
            .goesOn(
                "the garbage is counted", scene -> scene.session().statistics().garbageBytes() > 0),
        answer(
                "the CSeq of another request, once",
                "DESCRIBE",
                step -> step.reply(200, "CSeq: {cseq-1}"))
            .fails(RtspTimeoutException.class, "no answer came to DESCRIBE", ANSWER, RESPONSE),
        answer(
                "a description without media",
                "DESCRIBE",
                step -> step.body("application/sdp", "v=0\r\n"))
            .fails(RtspProtocolException.class, "no media", ANSWER, RESPONSE),
        answer("no description", "DESCRIBE", step -> step.reply("RTSP/1.0 200 OK", "CSeq: {cseq}"))
            .fails(RtspProtocolException.class, "no description", ANSWER, RESPONSE),
        answer(
                "a header line of 1 MB",
                "OPTIONS",
                step -> step.send("RTSP/1.0 200 OK\r\nX: ").repeat("huge", 250_000))
            .fails(RtspProtocolException.class, "line", ANSWER, RESPONSE),
        answer(
                "headers without end",
                "OPTIONS",
                step ->
                    step.send("RTSP/1.0 200 OK\r\nCSeq: {cseq}\r\n")
                        .repeat("X-More: y\r\n", Long.MAX_VALUE))
            .fails(RtspProtocolException.class, "128 header fields", ANSWER, RESPONSE),
        answer(
                "a body of 2 GB",
                "DESCRIBE",
                step ->
                    step.send(
                        "RTSP/1.0 200 OK\r\nCSeq: {cseq}\r\nContent-Length: 2147483647\r\n\r\n"))
            .fails(RtspProtocolException.class, "2147483647", ANSWER, RESPONSE),
        answer("404", "DESCRIBE", step -> step.reply(404))
            .reconnecting()
            .fails(RtspStatusException.class, "404", ANSWER, "at once, no retry"),
        answer("453 at PLAY", "PLAY", step -> step.reply(453))
            .fails(RtspStatusException.class, "453", ANSWER, RESPONSE),
        answer("503 twice, then works", "DESCRIBE", step -> step.times(2).reply(503))
            .reconnecting()
            .recovers(1, BACK, "back-off"),
        answer("503, always", "DESCRIBE", step -> step.reply(503))
            .fails(RtspStatusException.class, "503", ANSWER, RESPONSE),
        answer("461 to the only transport", "SETUP", step -> step.reply(461))
            .fails(RtspStatusException.class, "461", ANSWER, RESPONSE),
        Fault.of("461 to the first transport")
            .camera(run -> Camera.builder().transports("udp").start())
            .session(builder -> builder.transports("tcp", "udp"))
            .recovers(0, BACK, "at once"),
        answer("the second track is refused", "SETUP", step -> step.track(1).reply(404))
            .goesOn("the listener is told", scene -> !scene.watch().errors().isEmpty()),
        Fault.of("PLAY is answered, but no media comes")
            .camera(run -> Camera.builder().withoutMedia().start())
            .fails(RtspTimeoutException.class, "no packet came", MEDIA, "first media timeout"));
  }

  private static Fault answer(String name, String method, UnaryOperator<Step> script) {
    return Fault.of(name).camera(run -> script.apply(Camera.builder().on(method)).start());
  }

  static List<Fault> authentication() {
    return List.of(
        unauthorized("401 for ever, the same nonce", "nonce=\"same\"", true)
            .fails(RtspAuthException.class, "refused the credentials", ANSWER, "one try"),
        unauthorized("401 for ever, a new nonce each time", "nonce=\"{nonce}\"", true)
            .fails(RtspAuthException.class, "refused the credentials", ANSWER, "one try a nonce"),
        unauthorized("401 for ever, all nonces stale", "nonce=\"{nonce}\", stale=true", true)
            .fails(RtspAuthException.class, "refused the credentials", ANSWER, "three tries"),
        unauthorized("401, and the session has no credentials", "nonce=\"same\"", false)
            .fails(RtspAuthException.class, "no credentials", ANSWER, "at once"),
        Fault.of("401 with a scheme that nobody knows")
            .camera(
                run ->
                    Camera.builder()
                        .on("*")
                        .reply(401, "WWW-Authenticate: Hawk realm=\"x\"")
                        .start())
            .session(builder -> builder.credentials(SECRET))
            .fails(RtspAuthException.class, "no plug-in for Hawk", ANSWER, "at once"),
        Fault.of("a wrong password")
            .camera(run -> Camera.builder().digest("user", Canary.WRONG).start())
            .session(builder -> builder.credentials(SECRET))
            .reconnecting()
            .fails(RtspAuthException.class, "refused the credentials", ANSWER, "one try"),
        Fault.of("each nonce holds for one request")
            .camera(run -> Camera.builder().digest("user", Canary.SECRET).nonceUses(1).start())
            .session(builder -> builder.credentials(SECRET))
            .recovers(0, BACK, "at once"),
        Fault.of("a new nonce at TEARDOWN")
            .camera(run -> Camera.builder().digest("user", Canary.SECRET).start())
            .session(builder -> builder.credentials(SECRET))
            .inPlay(
                scene -> {
                  scene.camera().rotateNonces();
                  scene.session().close();
                })
            .ends(EndReason.CLOSED, CLOSE, "close timeout"));
  }

  private static Fault unauthorized(String name, String parameters, boolean credentials) {
    return Fault.of(name)
        .camera(
            run ->
                Camera.builder()
                    .on("*")
                    .reply(401, "WWW-Authenticate: Digest realm=\"x\", " + parameters)
                    .start())
        .session(builder -> credentials ? builder.credentials(SECRET) : builder);
  }

  static List<Fault> redirects() {
    return List.of(
        answer("a redirect to itself", "DESCRIBE", step -> step.reply(302, "Location: {camera}"))
            .fails(RtspProtocolException.class, "redirects more than 5 times", ANSWER, "five hops"),
        answer("a redirect to HTTP", "OPTIONS", step -> step.reply(302, "Location: http://a.test/"))
            .fails(RtspProtocolException.class, "redirect", ANSWER, "at once"),
        redirect("a redirect to another server", "DESCRIBE", Camera.builder())
            .recovers(0, BACK, "at once"),
        redirect("a redirect at SETUP", "SETUP", Camera.builder()).recovers(0, BACK, "at once"),
        redirect("a redirect at PLAY", "PLAY", Camera.builder()).recovers(0, BACK, "at once"),
        redirect(
                "a redirect to another host that asks for the password",
                "DESCRIBE",
                Camera.builder().digest("user", Canary.SECRET))
            .session(builder -> builder.credentials(SECRET))
            .fails(
                RtspAuthException.class,
                "credentials are not sent to another host",
                ANSWER,
                "at once"),
        redirect("a redirect to an address that the policy refuses", "DESCRIBE", Camera.builder())
            .session(
                builder -> builder.addressPolicy((host, address) -> !host.equals("other.test")))
            .fails(RtspValidationException.class, "address policy", ANSWER, "at once"),
        Fault.of("a redirect to a server that is gone")
            .camera(
                run ->
                    Camera.builder()
                        .on("DESCRIBE")
                        .reply(302, "Location: rtsp://unknown.test/stream")
                        .start())
            .fails(RtspException.class, "unknown.test is not known", ANSWER, CONNECT));
  }

  /** Redirects to a camera under the name other.test. */
  private static Fault redirect(String name, String method, CameraBuilder to) {
    return Fault.of(name)
        .camera(
            run -> {
              Camera other = run.another(to.start());
              String location = other.url().replace("127.0.0.1", "other.test");
              return Camera.builder().on(method).reply(302, "Location: " + location).start();
            });
  }
}
