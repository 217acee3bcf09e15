package io.rtsper.camera;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a step's answer differs from what its actions alone would send. */
final class AnswerShape {

  final List<String> removedHeaders = new ArrayList<>();
  @Nullable String body;
  String bodyType = "";
  String lineEnd = "\r\n";
  long truncateAt = Long.MAX_VALUE;
  int chunk; // 0: all at once
  Duration interval = Duration.ZERO;

  /** Applies what is said about headers and body to a reply. */
  void apply(Reply reply, Exchange exchange) {
    String text = body;
    if (text != null) {
      reply.without("Content-Type").header("Content-Type", bodyType);
      reply.body(Wire.latin1(exchange.expand(text)));
    }
    removedHeaders.forEach(reply::without);
  }
}
