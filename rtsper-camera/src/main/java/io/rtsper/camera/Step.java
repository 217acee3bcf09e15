package io.rtsper.camera;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One step of a camera's script: which requests it takes and what the camera does then.
 *
 * <p>Conditions ({@link #times}, {@link #after}, {@link #track}, {@link #connection}, {@link
 * #whilePlaying}, {@link #authorized}, {@link #when}) narrow the requests; without one the step
 * takes every request of its method. Actions are carried out in the order in which they are
 * written. If none of them answers, closes or stays silent, the camera answers normally at the end,
 * so {@code .on("PLAY").delay(d)} is a slow but correct camera. {@link #dribble}, {@link
 * #truncate}, {@link #without}, {@link #body} and {@link #lineEnd} shape the step's answer wherever
 * they stand.
 *
 * <p>Texts may hold placeholders: <code>{cseq}</code> (also <code>{cseq-1}</code> or <code>{cseq+7}
 * </code>), <code>{session}</code>, <code>{nonce}</code> (a fresh one that the camera will accept),
 * <code>{url}</code> (of the request), <code>{camera}</code> (the camera's own URL), <code>{sdp}
 * </code>, and in a success the name of any header of the normal answer, such as <code>{Transport}
 * </code> or <code>{RTP-Info}</code>.
 *
 * <p>Any answer of status 2xx, also one given byte by byte, makes the camera do what the request
 * asks, whatever the credentials: a scripted SETUP really opens the track, on the channels and
 * under the session id that the scripted answer names, and a scripted PLAY starts the media.
 *
 * <p>Not safe for use by several threads; the camera takes the steps over when it starts.
 */
public final class Step {

  private final CameraBuilder builder;
  private final @Nullable String method;
  private final List<Action> actions = new ArrayList<>();
  private final List<Predicate<Candidate>> conditions = new ArrayList<>();
  private final AnswerShape shape = new AnswerShape();
  private int times = Integer.MAX_VALUE;
  private int skipped;
  private boolean answers;
  private int seen;

  /** What a condition looks at; there is no request when a connection was just accepted. */
  private record Candidate(CameraServer camera, int connection, @Nullable CameraRequest request) {}

  Step(CameraBuilder builder, @Nullable String method) {
    this.builder = builder;
    this.method = method;
  }

  // ---- which requests

  /** Takes only that many requests; later ones go to the next step that matches. Default: all. */
  public Step times(int count) {
    times = count;
    return this;
  }

  /** Lets that many matching requests pass first. Default: none. */
  public Step after(int count) {
    skipped = count;
    return this;
  }

  /** Takes only requests for the track with that index, from 0. */
  public Step track(int index) {
    return condition(candidate -> candidate.camera().trackOf(candidate.request()) == index);
  }

  /** Takes only what comes over the connection with that number; the first is 1. */
  public Step connection(int number) {
    return condition(candidate -> candidate.connection() == number);
  }

  /** Takes only requests within a session that plays: keepalives, for one. */
  public Step whilePlaying() {
    return condition(candidate -> candidate.camera().isPlaying(candidate.request()));
  }

  /**
   * Takes only requests with an {@code Authorization} header; whether it is right isn't looked at.
   */
  public Step authorized() {
    return when(request -> request.header("Authorization") != null);
  }

  /** Takes only requests without an {@code Authorization} header. */
  public Step unauthorized() {
    return when(request -> request.header("Authorization") == null);
  }

  /** Takes only requests of which that is true; it is asked on the camera's thread. */
  public Step when(Predicate<CameraRequest> condition) {
    return condition(
        candidate -> candidate.request() != null && condition.test(candidate.request()));
  }

  private Step condition(Predicate<Candidate> condition) {
    conditions.add(condition);
    return this;
  }

  // ---- what happens

  /** Answers as without a script, credentials included. */
  public Step normally() {
    return answer(Exchange::answerNormally);
  }

  /**
   * Answers with that status. A success carries the headers and the body of the normal answer, any
   * other status the CSeq alone; the header lines given here replace those of the same name or come
   * in addition.
   */
  public Step reply(int status, String... headerLines) {
    List<String> lines = List.of(headerLines);
    return answer((exchange, next) -> exchange.answer(status, lines, next));
  }

  /**
   * Answers with exactly these lines, the status line first. Each is ended as {@link #lineEnd}
   * says, and an empty one is added unless one of them is empty (what follows it is the body).
   */
  public Step reply(String statusLine, String... lines) {
    List<String> all = new ArrayList<>(List.of(statusLine));
    all.addAll(List.of(lines));
    boolean open = !all.contains("");
    return answer(
        (exchange, next) ->
            exchange.send(
                String.join(shape.lineEnd, all)
                    + (open ? shape.lineEnd + shape.lineEnd : shape.lineEnd),
                next));
  }

  /** Answers with exactly that text (ISO 8859-1), placeholders replaced. */
  public Step send(String text) {
    return answer((exchange, next) -> exchange.send(text, next));
  }

  /** Answers with exactly these bytes. */
  public Step send(byte[] bytes) {
    byte[] copy = bytes.clone();
    return answer((exchange, next) -> exchange.send(copy, next));
  }

  /** Sends these bytes; this doesn't count as an answer. See {@link Wire#interleaved}. */
  public Step before(byte[] bytes) {
    byte[] copy = bytes.clone();
    return action((exchange, next) -> exchange.write(copy, next));
  }

  /**
   * Sends that text again and again, as fast as it is read; {@link Long#MAX_VALUE} times is for
   * ever.
   */
  public Step repeat(String text, long count) {
    return action(
        (exchange, next) ->
            exchange.connection().repeat(Wire.latin1(exchange.expand(text)), count, next));
  }

  /** Waits. Media goes on, later requests on the connection wait their turn. */
  public Step delay(Duration duration) {
    return action((exchange, next) -> exchange.camera().loop().schedule(duration, next));
  }

  /**
   * Leaves this request without an answer; later ones are answered. A new connection that is met
   * with silence is never read: with TLS, the handshake stalls.
   */
  public Step silent() {
    return answer(
        (exchange, next) -> {
          if (exchange.request() != null) {
            next.run();
          }
        });
  }

  /** Answers nothing from here on, on this connection. Media goes on. */
  public Step stall() {
    return answer((exchange, next) -> {});
  }

  /** Closes the connection (FIN) once everything is sent. */
  public Step close() {
    return answer((exchange, next) -> exchange.connection().closeWhenFlushed());
  }

  /** Closes the connection with RST. */
  public Step reset() {
    return answer((exchange, next) -> exchange.connection().reset());
  }

  /**
   * Does something else on the camera's thread: any of the camera's live controls, which must not
   * wait.
   */
  public Step run(Consumer<Camera> control) {
    return action(
        (exchange, next) -> {
          control.accept(exchange.camera().facade());
          next.run();
        });
  }

  // ---- the shape of the answer

  /** Sends the answer in pieces of that many bytes, with that time between them. */
  public Step dribble(int bytes, Duration pause) {
    if (bytes < 1) {
      throw new IllegalArgumentException("a piece has a byte at least");
    }
    shape.chunk = bytes;
    shape.interval = pause;
    return this;
  }

  /** Sends only the first bytes of the answer. */
  public Step truncate(int bytes) {
    shape.truncateAt = bytes;
    return this;
  }

  /** Leaves these headers out of the answer. */
  public Step without(String... headers) {
    shape.removedHeaders.addAll(List.of(headers));
    return this;
  }

  /**
   * Gives the answer another body, with its length and that content type; placeholders are
   * replaced.
   */
  public Step body(String contentType, String text) {
    shape.bodyType = contentType;
    shape.body = text;
    return this;
  }

  /** Ends each line of {@link #reply} so. Default: CRLF. */
  public Step lineEnd(String end) {
    shape.lineEnd = end;
    return this;
  }

  // ---- on with the script

  /** Begins the next step, as {@link CameraBuilder#on} does. */
  public Step on(String nextMethod) {
    return builder.on(nextMethod);
  }

  /** Begins a step for new connections, as {@link CameraBuilder#onConnect} does. */
  public Step onConnect() {
    return builder.onConnect();
  }

  /** Returns to the camera's other options. */
  public CameraBuilder and() {
    return builder;
  }

  /** Starts the camera, as {@link CameraBuilder#start} does. */
  public Camera start() {
    return builder.start();
  }

  // ---- for the camera

  private Step answer(Action action) {
    answers = true;
    return action(action);
  }

  private Step action(Action action) {
    actions.add(action);
    return this;
  }

  boolean takes(CameraServer camera, Connection connection, CameraRequest request) {
    boolean mine = method != null && (method.equals("*") || method.equals(request.method()));
    return mine && counts(new Candidate(camera, connection.number(), request));
  }

  boolean takesConnection(CameraServer camera, int number) {
    return method == null && counts(new Candidate(camera, number, null));
  }

  private boolean counts(Candidate candidate) {
    if (!conditions.stream().allMatch(condition -> condition.test(candidate))) {
      return false;
    }
    if (seen - skipped >= times) {
      return false;
    }
    seen++;
    return seen > skipped;
  }

  /** Returns what to do, the normal answer included if nothing else answers. */
  List<Action> actions() {
    List<Action> all = new ArrayList<>(actions);
    if (!answers) {
      all.add(Exchange::answerNormally);
    }
    return all;
  }

  AnswerShape shape() {
    return shape;
  }
}
