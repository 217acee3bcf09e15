package io.rtsper.camera;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A conversation written down, as {@link CameraBuilder#transcript} describes it, made into steps.
 *
 * <p>Each request with what follows it is one step that is taken once; the last of those that look
 * for the same thing is taken again and again, so that keepalives and second attempts are answered,
 * too.
 */
final class Transcript {

  /** What the camera does after one request. */
  private static final class Passage {
    private final List<String> asked = new ArrayList<>();
    private final List<Consequence> consequences = new ArrayList<>();
    private boolean opening;

    private String method() {
      return opening ? "" : asked.get(0).split(" ", -1)[0];
    }

    /** Returns how the URL is to end, empty for any. */
    private String urlEnd() {
      String[] words = opening ? new String[0] : asked.get(0).split(" ", -1);
      String url = words.length > 1 && !words[1].equals("{url}") ? words[1] : "";
      return url.startsWith("...") ? url.substring("...".length()) : url;
    }
  }

  /** Text that is sent, or a directive. */
  private record Consequence(char kind, String text) {}

  private static final char TEXT = 'S';
  private static final char FRAME = '$';
  private static final char DIRECTIVE = '!';

  private final CameraBuilder builder;
  private final List<Passage> passages = new ArrayList<>();

  private Transcript(CameraBuilder builder) {
    this.builder = builder;
  }

  /** Adds the steps of a conversation to a builder. */
  static void addTo(CameraBuilder builder, String text) {
    Transcript transcript = new Transcript(builder);
    int number = 0;
    boolean asking = false;
    for (String line : text.split("\n", -1)) {
      number++;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      boolean asks = line.startsWith("C:");
      transcript.read(line, asks && !asking, number);
      asking = asks;
    }
    transcript.addSteps();
  }

  private void read(String line, boolean first, int number) {
    if (line.startsWith("C:")) {
      if (first) {
        passages.add(new Passage());
      }
      last().asked.add(content(line, 2));
    } else if (line.startsWith("S:")) {
      last().consequences.add(new Consequence(TEXT, unescaped(content(line, 2))));
    } else if (line.startsWith("S$") && line.indexOf(':') > 0) {
      last().consequences.add(new Consequence(FRAME, line.substring(2)));
    } else if (line.startsWith("!:")) {
      last().consequences.add(new Consequence(DIRECTIVE, content(line, 2).strip()));
    } else {
      throw new IllegalArgumentException(
          "line "
              + number
              + " of the transcript begins with none of C:, S:, S$n:, !: and #: "
              + line);
    }
  }

  private static String content(String line, int prefix) {
    int from = line.startsWith(" ", prefix) ? prefix + 1 : prefix;
    return line.substring(from);
  }

  private Passage last() {
    if (passages.isEmpty()) {
      Passage opening = new Passage();
      opening.opening = true;
      passages.add(opening);
    }
    return passages.get(passages.size() - 1);
  }

  private void addSteps() {
    Map<String, Passage> lastOf = new HashMap<>();
    passages.forEach(passage -> lastOf.put(passage.method() + " " + passage.urlEnd(), passage));
    for (Passage passage : passages) {
      Step step = passage.opening ? builder.onConnect() : request(passage);
      if (!lastOf.containsValue(passage)) {
        step.times(1);
      }
      act(step, passage.consequences);
    }
  }

  private Step request(Passage passage) {
    Step step = builder.on(passage.method());
    String end = passage.urlEnd();
    if (!end.isEmpty()) {
      step.when(request -> request.url().endsWith(end));
    }
    List<String> asked = passage.asked;
    for (String line : asked.subList(1, asked.size())) {
      int colon = line.indexOf(':');
      String name = line.substring(0, Math.max(0, colon));
      String value = line.substring(colon + 1).strip();
      step.when(request -> matches(request.header(name), value));
    }
    return step;
  }

  private static boolean matches(@Nullable String actual, String wanted) {
    if (actual == null) {
      return false;
    }
    return wanted.endsWith("*")
        ? actual.startsWith(wanted.substring(0, wanted.length() - 1))
        : actual.equals(wanted);
  }

  private static void act(Step step, List<Consequence> consequences) {
    StringBuilder text = new StringBuilder();
    for (Consequence consequence : consequences) {
      if (consequence.kind() == TEXT) {
        text.append(consequence.text());
        continue;
      }
      send(step, text);
      if (consequence.kind() == FRAME) {
        int colon = consequence.text().indexOf(':');
        int channel = Numbers.parse(consequence.text().substring(0, colon), 0);
        step.before(Wire.interleaved(channel, Wire.hex(consequence.text().substring(colon + 1))));
      } else {
        direct(step, consequence.text());
      }
    }
    send(step, text);
    if (consequences.isEmpty()) {
      step.silent();
    }
  }

  private static void send(Step step, StringBuilder text) {
    if (text.length() > 0) {
      step.send(text.toString());
      text.setLength(0);
    }
  }

  private static void direct(Step step, String directive) {
    switch (directive) {
      case "close" -> step.close();
      case "reset" -> step.reset();
      case "silent" -> step.silent();
      case "stall" -> step.stall();
      case "normally" -> step.normally();
      default -> {
        if (!directive.startsWith("wait ") || !directive.endsWith(" ms")) {
          throw new IllegalArgumentException(
              "the transcript says \""
                  + directive
                  + "\", not one of"
                  + " close, reset, silent, stall, normally and \"wait N ms\"");
        }
        String millis = directive.substring("wait ".length(), directive.length() - " ms".length());
        step.delay(Duration.ofMillis(Numbers.parse(millis, 0)));
      }
    }
  }

  /**
   * Replaces \r, \n, \t, \0, \xHH and \\, and ends the line with CRLF unless a single backslash is
   * its last.
   */
  private static String unescaped(String line) {
    StringBuilder text = new StringBuilder();
    int at = 0;
    while (at < line.length()) {
      int backslash = line.indexOf('\\', at);
      if (backslash < 0) {
        break;
      }
      text.append(line, at, backslash);
      if (backslash + 1 == line.length()) {
        return text.toString();
      }
      at = backslash + 2;
      switch (line.charAt(backslash + 1)) {
        case 'r' -> text.append('\r');
        case 'n' -> text.append('\n');
        case 't' -> text.append('\t');
        case '0' -> text.append('\0');
        case '\\' -> text.append('\\');
        case 'x' -> {
          text.append((char) Integer.parseInt(line, at, at + 2, 16));
          at += 2;
        }
        default -> text.append(line, backslash, at);
      }
    }
    return text.append(line, at, line.length()).append("\r\n").toString();
  }
}
