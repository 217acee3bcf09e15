package io.rtsper.it.reliability;

import io.rtsper.api.EndReason;
import io.rtsper.api.ReconnectPolicy;
import io.rtsper.api.RtspException;
import io.rtsper.api.RtspSession;
import io.rtsper.api.RtspSessionBuilder;
import io.rtsper.api.rtp.RtpPacket;
import io.rtsper.camera.Camera;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One row of the fault table: what goes wrong, and what has to come of it. */
final class Fault {

  /** For connecting, and for a whole response. */
  static final Duration ANSWER = Duration.ofMillis(400);

  /** For media, the first and any pause. */
  static final Duration MEDIA = Duration.ofSeconds(1);

  /** For connecting with TLS: the first handshakes of a JVM load half of its classes. */
  static final Duration HANDSHAKE = Duration.ofSeconds(3);

  /** For closing. */
  static final Duration CLOSE = Duration.ofMillis(300);

  /** From the loss until the session plays again, when the server is there at once. */
  static final Duration BACK = Duration.ofSeconds(1);

  /** What is to come of a fault. */
  enum Outcome {
    FAILS,
    RECOVERS,
    GOES_ON,
    ENDS
  }

  /** What a run has at hand. */
  record Scene(Camera camera, RtspSession session, Watch watch) {}

  final String name;
  Function<Run, Camera> camera = run -> Camera.open();
  Function<Camera, String> url = Camera::url;
  UnaryOperator<RtspSessionBuilder> session = UnaryOperator.identity();
  Consumer<RtpPacket> packets = packet -> {};
  @Nullable Consumer<Scene> trigger;
  Outcome outcome = Outcome.FAILS;
  @Nullable Class<? extends RtspException> exception;
  String fragment = "";
  Duration deadline = ANSWER;
  String deadlineText = "";
  int reconnects;
  Predicate<Scene> evidence = scene -> true;
  String evidenceText = "";
  @Nullable EndReason reason;
  boolean teardown;
  boolean serverSessionStays;
  String tolerated = "";

  private Fault(String name) {
    this.name = name;
  }

  static Fault of(String name) {
    return new Fault(name);
  }

  /** Scripts the camera; a run closes further ones that the function leaves with it. */
  Fault camera(Function<Run, Camera> start) {
    this.camera = start;
    return this;
  }

  Fault url(Function<Camera, String> chosen) {
    this.url = chosen;
    return this;
  }

  Fault session(UnaryOperator<RtspSessionBuilder> options) {
    UnaryOperator<RtspSessionBuilder> before = session;
    this.session = builder -> options.apply(before.apply(builder));
    return this;
  }

  /** Does something with each packet, on the event loop. */
  Fault packets(Consumer<RtpPacket> listener) {
    this.packets = listener;
    return this;
  }

  /** Lets the session come back; without it, the first loss is final. */
  Fault reconnecting() {
    return session(
        builder ->
            builder.reconnect(
                ReconnectPolicy.attempts(20)
                    .backoff(Duration.ofMillis(50), Duration.ofMillis(100))));
  }

  /** Does something to a session that plays. */
  Fault inPlay(Consumer<Scene> action) {
    this.trigger = action;
    return this;
  }

  /** Lets the fault strike the TEARDOWN that the application asks for. */
  Fault atTeardown() {
    this.teardown = true;
    return this;
  }

  Fault fails(
      Class<? extends RtspException> type, String text, Duration within, String withinText) {
    this.outcome = Outcome.FAILS;
    this.exception = type;
    this.fragment = text;
    this.deadline = within;
    this.deadlineText = withinText;
    return this;
  }

  Fault recovers(int times, Duration within, String withinText) {
    this.outcome = Outcome.RECOVERS;
    this.reconnects = times;
    this.deadline = within;
    this.deadlineText = withinText;
    return this;
  }

  /** The session plays on without a reconnection, and something shows that the fault struck. */
  Fault goesOn(String shown, Predicate<Scene> holds) {
    this.outcome = Outcome.GOES_ON;
    this.evidenceText = shown;
    this.evidence = holds;
    this.deadline = Duration.ofSeconds(2);
    this.deadlineText = "";
    return this;
  }

  /** What else has to hold when the session is back. */
  Fault showing(String shown, Predicate<Scene> holds) {
    this.evidenceText = shown;
    this.evidence = holds;
    return this;
  }

  /** Gives the session more time until the fault shows. */
  Fault within(Duration time) {
    this.deadline = time;
    return this;
  }

  Fault ends(EndReason why, Duration within, String withinText) {
    this.outcome = Outcome.ENDS;
    this.reason = why;
    this.deadline = within;
    this.deadlineText = withinText;
    return this;
  }

  /** The camera can't hear of the end, so its session runs into its timeout. */
  Fault serverSessionStays() {
    this.serverSessionStays = true;
    return this;
  }

  /** Says what the camera can't but take for a mistake of the session. */
  Fault tolerating(String violation) {
    this.tolerated = violation;
    return this;
  }

  String outcomeText() {
    return switch (outcome) {
      case FAILS -> "`" + name(exception) + "`: … " + fragment + " …";
      case RECOVERS ->
          (reconnects == 0 ? "plays" : "plays again after " + reconnects(reconnects))
              + (evidenceText.isEmpty() ? "" : "; " + evidenceText);
      case GOES_ON -> "plays on; " + evidenceText;
      case ENDS -> "ends with `" + reason + "`";
    };
  }

  private static String name(@Nullable Class<?> type) {
    return type == null ? "?" : type.getSimpleName();
  }

  private static String reconnects(int count) {
    return count == 1 ? "one reconnection" : count + " reconnections";
  }

  @Override
  public String toString() {
    return name;
  }
}
