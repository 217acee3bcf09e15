package io.rtsper.camera;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One request and what a step makes of it. Confined to the camera's thread. */
final class Exchange {

  private final CameraServer camera;
  private final Connection connection;
  private final @Nullable CameraRequest request;
  private final AnswerShape shape;
  private @Nullable Answer performed;
  private long budget;
  private int bodyLength;

  /** An exchange for a request, or without one for a connection that was just accepted. */
  Exchange(
      CameraServer camera,
      Connection connection,
      @Nullable CameraRequest request,
      AnswerShape shape) {
    this.camera = camera;
    this.connection = connection;
    this.request = request;
    this.shape = shape;
    this.budget = shape.truncateAt;
  }

  CameraServer camera() {
    return camera;
  }

  Connection connection() {
    return connection;
  }

  @Nullable CameraRequest request() {
    return request;
  }

  /**
   * Runs the step's actions one after another; {@code done} runs after the last, if it is reached.
   */
  void run(List<Action> actions, Runnable done) {
    if (!connection.isOpen()) {
      return;
    }
    if (actions.isEmpty()) {
      done.run();
      return;
    }
    List<Action> rest = actions.subList(1, actions.size());
    actions.get(0).run(this, () -> run(rest, done));
  }

  /** Answers as a well-behaved camera does. */
  void answerNormally(Runnable next) {
    if (request == null) {
      next.run();
      return;
    }
    Answer answer = camera.methods().answer(connection, request);
    shape.apply(answer.reply(), this);
    finish(answer.reply().bytes(shape.lineEnd), answer, next);
  }

  /**
   * Answers with a status; a success also does what the request asks, and says so with the usual
   * headers.
   */
  void answer(int status, List<String> headers, Runnable next) {
    Reply reply = request == null ? new Reply(status) : Reply.to(request, status);
    if (isSuccess(status) && request != null) {
      Answer answer = perform(request);
      if (answer.reply().isSuccess()) {
        reply = answer.reply().status(status);
      }
    }
    replaceHeaders(reply, headers);
    shape.apply(reply, this);
    finish(reply.bytes(shape.lineEnd), performed, next);
  }

  /** Sends bytes as they are. If they begin a success, what the request asks is done as well. */
  void send(byte[] bytes, Runnable next) {
    if (request != null && startsWith(bytes, "RTSP/1.0 2")) {
      perform(request);
    }
    finish(bytes, startsWith(bytes, "RTSP/1.0 2") ? performed : null, next);
  }

  /** Sends a text as it is but for its placeholders. */
  void send(String text, Runnable next) {
    if (request != null && text.startsWith("RTSP/1.0 2")) {
      perform(request);
    }
    int blank = bodyAt(text);
    String body = expand(text.substring(blank));
    bodyLength = body.length();
    send(Wire.latin1(expand(text.substring(0, blank)) + body), next);
  }

  private static int bodyAt(String text) {
    int blank = text.indexOf("\r\n\r\n");
    if (blank >= 0) {
      return blank + 4;
    }
    blank = text.indexOf("\n\n");
    return blank < 0 ? text.length() : blank + 2;
  }

  /** Replaces placeholders such as {@code {cseq}}; what isn't one stays as it is. */
  String expand(String text) {
    return Placeholders.expand(text, this::placeholder);
  }

  private @Nullable String placeholder(String name) {
    CameraRequest asked = request;
    if (name.startsWith("cseq")) {
      int offset = name.length() == 4 ? 0 : offset(name.substring(4));
      return asked == null ? null : Integer.toString(asked.cseq() + offset);
    }
    return switch (name) {
      case "url" -> asked == null ? null : asked.url();
      case "camera" -> camera.url();
      case "nonce" -> newNonce();
      case "length" -> Integer.toString(bodyLength);
      case "session" -> sessionId();
      case "sdp" -> camera.description().text();
      default -> performed == null ? null : performed.reply().header(name);
    };
  }

  private static int offset(String signed) {
    int number = Numbers.parse(signed.substring(1), 0);
    return signed.charAt(0) == '-' ? -number : number;
  }

  private String newNonce() {
    String nonce = camera.methods().authentication().newNonce();
    connection.nonce(nonce);
    return nonce;
  }

  private String sessionId() {
    if (performed != null && performed.session() != null) {
      return performed.session().id();
    }
    String id = request == null ? null : request.sessionId();
    return id == null ? "" : id;
  }

  private Answer perform(CameraRequest asked) {
    if (performed == null) {
      performed = camera.methods().perform(connection, asked);
    }
    return performed;
  }

  private void replaceHeaders(Reply reply, List<String> headers) {
    List<String[]> fields = headers.stream().map(line -> split(expand(line))).toList();
    fields.forEach(field -> reply.without(field[0]));
    fields.forEach(field -> reply.header(field[0], field[1]));
  }

  private static String[] split(String line) {
    int colon = line.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("a header of a reply needs a colon: " + line);
    }
    return new String[] {line.substring(0, colon), line.substring(colon + 1).strip()};
  }

  private void finish(byte[] bytes, @Nullable Answer answer, Runnable next) {
    if (answer != null && answer.session() != null) {
      adopt(bytes, answer.session());
    }
    write(
        bytes,
        () -> {
          if (answer != null && budget > 0) {
            answer.afterwards().run();
          }
          next.run();
        });
  }

  /** Writes bytes in the step's manner: cut off where it says, in the chunks that it says. */
  void write(byte[] bytes, Runnable next) {
    int length = (int) Math.min(budget, bytes.length);
    budget -= length;
    byte[] part = Arrays.copyOf(bytes, length);
    if (shape.chunk > 0) {
      connection.dribble(part, shape.chunk, shape.interval, next);
    } else {
      connection.write(part);
      next.run();
    }
  }

  /** Takes over what a scripted reply claims: the session's id and the interleaved channels. */
  private void adopt(byte[] message, Session session) {
    String head = new String(message, StandardCharsets.ISO_8859_1);
    for (String line : head.lines().takeWhile(text -> !text.isEmpty()).toList()) {
      int colon = line.indexOf(':');
      String name = colon < 0 ? "" : line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
      String value = line.substring(colon + 1).strip();
      if (name.equals("session")) {
        camera.sessions().alias(session, value.split(";", 2)[0].strip());
      } else if (name.equals("transport") && request != null) {
        adoptChannels(value, session, request.url());
      }
    }
  }

  private void adoptChannels(String transport, Session session, String url) {
    MediaSection section = camera.description().sectionFor(url);
    TrackStream track = section == null ? null : session.track(section.index());
    for (TransportOffer offer : TransportOffer.parse(transport)) {
      if (track != null && offer.tcp() && offer.first() >= 0) {
        int rtcp = offer.second() >= 0 ? offer.second() : offer.first() + 1;
        track.line().carrier(new InterleavedSink(connection, offer.first(), rtcp));
        session.connection(connection);
      }
    }
  }

  private static boolean isSuccess(int status) {
    return status >= 200 && status < 300;
  }

  private static boolean startsWith(byte[] bytes, String text) {
    byte[] start = text.getBytes(StandardCharsets.ISO_8859_1);
    return bytes.length >= start.length
        && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
  }
}
