package io.rtsper.transport.replay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * A message as it was captured: lines with their ends, and a body. What is rewritten of it keeps
 * the rest byte for byte, oddities included, since they are what a report is about. Immutable.
 */
final class RtspMessage {

  /** Each with its line end; the last one is the empty line. */
  private final List<String> lines;

  private final byte[] body;

  private RtspMessage(List<String> lines, byte[] body) {
    this.lines = lines;
    this.body = body;
  }

  /** Returns the message of a head, with the empty line, and a body. */
  static RtspMessage of(byte[] head, byte[] body) {
    String text = new String(head, ISO_8859_1);
    List<String> lines = new ArrayList<>();
    int start = 0;
    while (start < text.length()) {
      int feed = text.indexOf('\n', start);
      int end = feed < 0 ? text.length() : feed + 1;
      lines.add(text.substring(start, end));
      start = end;
    }
    return new RtspMessage(List.copyOf(lines), body);
  }

  private String startLine() {
    return lines.isEmpty() ? "" : lines.get(0).strip();
  }

  private String word(int index) {
    String[] words = startLine().split("[ \t]+", 3);
    return words.length > index ? words[index] : "";
  }

  boolean isResponse() {
    return startLine().regionMatches(true, 0, "RTSP/", 0, 5);
  }

  /** Returns a request's method in upper case. */
  String method() {
    return word(0).toUpperCase(Locale.ROOT);
  }

  /** Returns a request's URI. */
  String uri() {
    return word(1);
  }

  /** Returns a response's status, or 0 if it can't be read. */
  int status() {
    String status = word(1);
    boolean number = status.length() == 3 && status.chars().allMatch(c -> c >= '0' && c <= '9');
    return number ? Integer.parseInt(status) : 0;
  }

  /** Returns the value of the first field of that name; empty if there is none. */
  String header(String name) {
    for (String line : lines) {
      if (isField(line, name)) {
        return line.substring(line.indexOf(':') + 1).strip();
      }
    }
    return "";
  }

  boolean has(String name) {
    return lines.stream().anyMatch(line -> isField(line, name));
  }

  private static boolean isField(String line, String name) {
    int colon = line.indexOf(':');
    return colon > 0 && line.substring(0, colon).strip().equalsIgnoreCase(name);
  }

  /** Returns this message with another value of each field of a name. */
  RtspMessage with(String name, String value) {
    List<String> changed = new ArrayList<>(lines.size());
    for (String line : lines) {
      changed.add(
          isField(line, name)
              ? line.substring(0, line.indexOf(':') + 1) + " " + value + lineEnd(line)
              : line);
    }
    return new RtspMessage(changed, body);
  }

  private static String lineEnd(String line) {
    return line.endsWith("\r\n") ? "\r\n" : line.endsWith("\n") ? "\n" : "";
  }

  /** Returns this message with another text; {@code Content-Length} follows, if it has one. */
  RtspMessage edited(UnaryOperator<String> edit) {
    List<String> changed = new ArrayList<>(lines.size());
    for (String line : lines) {
      changed.add(edit.apply(line));
    }
    byte[] other = edit.apply(new String(body, ISO_8859_1)).getBytes(ISO_8859_1);
    RtspMessage edited = new RtspMessage(changed, other);
    return other.length == body.length
        ? edited
        : edited.with("Content-Length", Integer.toString(other.length));
  }

  /** Returns how many bytes it has. */
  int length() {
    return body.length + lines.stream().mapToInt(String::length).sum();
  }

  /** Returns the bytes as they go over the link. */
  byte[] bytes() {
    byte[] head = String.join("", lines).getBytes(ISO_8859_1);
    byte[] all = new byte[head.length + body.length];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(body, 0, all, head.length, body.length);
    return all;
  }

  /** Returns the start line. */
  @Override
  public String toString() {
    return startLine();
  }
}
