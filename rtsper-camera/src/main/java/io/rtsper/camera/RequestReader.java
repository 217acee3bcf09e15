package io.rtsper.camera;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Splits what one client sends into messages and interleaved frames (RFC 2326 §4, §10.12).
 *
 * <p>Pure: bytes in, calls of the {@link Sink} out. It reads leniently, so that a test sees what a
 * client really sent, and names every departure from the RFC to the {@code violations} consumer.
 */
final class RequestReader {

  /** What comes out. */
  interface Sink {
    void message(CameraRequest request);

    void frame(int channel, byte[] data);
  }

  private static final int MAX_HEADERS = 64 * 1024;
  private static final int MAX_BODY = 4 * 1024 * 1024;
  private static final int FRAME_HEADER = 4;

  private final int connection;
  private final Sink sink;
  private final Consumer<String> violations;
  private byte[] pending = new byte[0];

  RequestReader(int connection, Sink sink, Consumer<String> violations) {
    this.connection = connection;
    this.sink = sink;
    this.violations = violations;
  }

  /** Takes all remaining bytes. Returns false when the input can't be followed any further. */
  boolean feed(ByteBuffer input) {
    byte[] bytes = Arrays.copyOf(pending, pending.length + input.remaining());
    input.get(bytes, pending.length, bytes.length - pending.length);
    int at = 0;
    while (at < bytes.length) {
      int next = bytes[at] == '$' ? frame(bytes, at) : message(bytes, at);
      if (next == at) {
        break;
      }
      at = next;
    }
    pending = Arrays.copyOfRange(bytes, at, bytes.length);
    return pending.length <= MAX_HEADERS + MAX_BODY;
  }

  private int frame(byte[] bytes, int at) {
    if (bytes.length - at < FRAME_HEADER) {
      return at;
    }
    int length = ((bytes[at + 2] & 0xff) << 8) | (bytes[at + 3] & 0xff);
    int end = at + FRAME_HEADER + length;
    if (end > bytes.length) {
      return at;
    }
    sink.frame(bytes[at + 1] & 0xff, Arrays.copyOfRange(bytes, at + FRAME_HEADER, end));
    return end;
  }

  private int message(byte[] bytes, int at) {
    List<String> lines = new ArrayList<>();
    int position = at;
    boolean complete = false;
    while (!complete) {
      int feed = indexOf(bytes, '\n', position);
      if (feed < 0) {
        return at;
      }
      int end = feed > position && bytes[feed - 1] == '\r' ? feed - 1 : feed;
      if (end == feed) {
        violations.accept("a line ends in LF alone (RFC 2326 §4)");
      }
      String line = new String(bytes, position, end - position, StandardCharsets.ISO_8859_1);
      position = feed + 1;
      if (line.isEmpty() && lines.isEmpty()) {
        return position; // an empty line before a message is to be ignored
      }
      complete = line.isEmpty();
      if (!complete) {
        lines.add(line);
      }
    }
    List<CameraRequest.Header> headers = headers(lines.subList(1, lines.size()));
    int length = contentLength(headers);
    if (position + length > bytes.length) {
      return at;
    }
    byte[] body = Arrays.copyOfRange(bytes, position, position + length);
    CameraRequest request = new CameraRequest(connection, lines.get(0), headers, body);
    RequestRules.check(request, violations);
    sink.message(request);
    return position + length;
  }

  private List<CameraRequest.Header> headers(List<String> lines) {
    List<CameraRequest.Header> headers = new ArrayList<>();
    for (String line : lines) {
      int colon = line.indexOf(':');
      if (colon <= 0 || line.charAt(0) == ' ' || line.charAt(0) == '\t') {
        violations.accept("a header line is not \"Name: value\" (RFC 2326 §15)");
        continue;
      }
      String name = line.substring(0, colon);
      if (!name.equals(name.strip())) {
        violations.accept("there is a blank before the colon of " + name.strip());
      }
      headers.add(new CameraRequest.Header(name.strip(), line.substring(colon + 1).strip()));
    }
    return headers;
  }

  private int contentLength(List<CameraRequest.Header> headers) {
    for (CameraRequest.Header header : headers) {
      if (header.name().equalsIgnoreCase("Content-Length")) {
        int length = Numbers.parse(header.value(), -1);
        if (length < 0 || length > MAX_BODY) {
          violations.accept("Content-Length is not a length: " + header.value());
          return 0;
        }
        return length;
      }
    }
    return 0;
  }

  private static int indexOf(byte[] bytes, char wanted, int from) {
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] == wanted) {
        return i;
      }
    }
    return -1;
  }
}
